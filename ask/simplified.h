// Traditional Chinese characters as simplified ones, so that names and questions compare equal in
// either script: 國產 -> 国产. A character of both scripts stays. Where several traditional
// characters share a form (後 and 后) they become one, on both sides of every comparison. Constant
// time a character.
#pragma once

namespace dictum {

char32_t simplified(char32_t han);

}  // namespace dictum
