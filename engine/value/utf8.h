// Reading UTF-8 a code point at a time. An invalid byte is one U+FFFD of length 1, so that every
// text has columns and nothing is ever refused here: truncated, overlong and surrogate sequences
// and values beyond U+10FFFF are invalid.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dictum {

struct CodePoint {
    char32_t value = 0;
    std::uint8_t length = 1;  // bytes
    bool valid = true;
};

// Requires: at < text.size().
CodePoint code_point_at(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t value);
std::size_t count_code_points(std::string_view text);
std::u32string code_points(std::string_view text);

// A Chinese character; such may stand in names and in the suffix of a number.
bool is_han(char32_t value);
// Columns on a terminal: 0 for combining and zero-width, 2 for wide East Asian, otherwise 1.
int display_width(char32_t value);
// Control characters and those that reorder text: never shown as they are.
bool is_unprintable(char32_t value);

}  // namespace dictum
