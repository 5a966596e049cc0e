// Where a number ends, and what kind of number it is.
//
//   Soufflé   42   0xff   0b101   5u   1.5
//   Dictum    the same, and 5%   400T   15万元/片   120..140万元   1..<2   2024-02-27   9:1
//
// In the Dictum dialect a suffix is the longest run of letters, `_`, `%` and `‰` that touches the
// number; `/` and `*` belong to it only between such a character and a letter, and `^2` only behind
// a letter. `.` joins digits, and `..` numbers, only before a digit (`..` also before a sign and a
// digit). A sign in front is the parser's business.
//
// Cost: linear in the number.
#pragma once

#include <string_view>

#include "engine/lang/syntax.h"

namespace dictum {

enum class NumberKind : std::uint8_t { Integer, Float, Quantity, Date, Ratio, Malformed };

struct NumberText {
    NumberKind kind = NumberKind::Integer;
    std::size_t end = 0;     // offset behind the number
    std::string_view first;  // digits; of a Date, the whole of it
    std::string_view first_suffix;
    std::string_view second;  // the second number of a range or ratio, sign included
    std::string_view second_suffix;
    bool is_range = false;
    bool second_open = false;  // 1..<2
    // Malformed: what is wrong, and the mend.
    std::string_view error_id;
    std::string_view problem;
    std::string_view mend;
};

// Requires: text[at] is an ASCII digit.
NumberText scan_number(std::string_view text, std::size_t at, Dialect dialect);

}  // namespace dictum
