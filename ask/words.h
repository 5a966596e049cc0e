// The texts of ask/words/*.toml; the build makes the source file from them.
#pragma once

#include <string_view>

namespace dictum {

std::string_view words_zh();
std::string_view words_en();

}  // namespace dictum
