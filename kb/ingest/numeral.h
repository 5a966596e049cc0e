// A number as speech writes it, at one place of a text: 1,250   2.4亿   三百二   五六   几十
// 100多万
//
// Only the number: signs before it, units and bounds behind it are found by others. Values are
// exact; what has more than 18 digits is no number.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dictum {

// coefficient x 10^exponent.
struct ExactNumber {
    std::int64_t coefficient = 0;
    int exponent = 0;
};

struct Numeral {
    enum class Form : std::uint8_t { Digits, Han, Spelled };
    Form form = Form::Digits;
    std::size_t end = 0;
    ExactNumber lo;
    ExactNumber hi;          // as lo unless two digits or 几 stand for a range
    int scale = 0;           // of the scale words in lo and hi: 万 is 4
    std::size_t digits = 0;  // before the point, of Digits
    bool grouped = false;    // 1,250
    bool decimal = false;
    bool more = false;    // 400多, 50余, 200+
    bool lone = false;    // one small numeral, which may be no figure: 两, five
    bool is_one = false;  // 一, one: most often an article
};

// The numeral that begins at `at`. A scale letter (m, bn, k) counts when `after_sign`: $84m.
std::optional<Numeral> numeral_at(std::string_view text, std::size_t at, bool after_sign);

// Is what begins with this byte worth asking numeral_at? (The letters only where a word begins.)
bool may_begin_numeral(unsigned char byte);

int compare(ExactNumber a, ExactNumber b);  // -1, 0, 1; of numbers that are not negative

}  // namespace dictum
