// What a character of rule text is: the few classes that the lexer asks for.
//
//   万 is a letter and may stand in a number's suffix; ， has the ASCII form `,`; U+202E is
//   invisible and refused.
//
// The classes are coarse ranges, not Unicode's tables: rule text is ASCII but for units (元, µm, ℃)
// and strings, and everything else only has to be named in an error.
#pragma once

#include <string>
#include <string_view>

#include "engine/value/utf8.h"

namespace dictum {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_word_start(char c) { return is_ascii_letter(c) || c == '_' || c == '?'; }
inline bool is_word_part(char c) { return is_word_start(c) || is_digit(c); }
inline bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// A letter of any script that units are written in, Han included; also ° ² ³ as in µm² and °C.
bool is_letter(char32_t c);
// Characters that reorder or hide text: bidirectional controls, zero-width characters, tags.
bool is_invisible(char32_t c);
// Spaces beyond ASCII, such as the full-width one.
bool is_odd_space(char32_t c);
// The ASCII text that is meant by a full-width or typographic character; empty when there is none.
std::string_view ascii_form(char32_t c);

// "U+202E".
std::string code_point_name(char32_t c);

}  // namespace dictum
