// Words of one region for those of another: 晶片 is what others call 芯片.
//
// Only whole terms; single characters are brought together by simplified.h. The words are data, of
// words/zh.toml. Linear in the question for each word.
#pragma once

#include <string>
#include <string_view>

#include "ask/language.h"

namespace dictum {

std::string with_regional_words(const Language& language, std::string_view question);

}  // namespace dictum
