#include "kb/ingest/numeral.h"

#include <array>
#include <bitset>
#include <string>
#include <utility>

#include "engine/lang/characters.h"
#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::size_t kDigitsMax = 18;
constexpr std::size_t kSmallMax = 4;  // characters of a numeral below 万: 三千二百 has 4, each once

char32_t point_at(std::string_view text, std::size_t at) {
    return at < text.size() ? code_point_at(text, at).value : 0;
}

int han_digit(char32_t c) {
    switch (c) {
        case U'零':
        case U'〇':
            return 0;
        case U'一':
        case U'壹':
            return 1;
        case U'二':
        case U'两':
        case U'兩':
        case U'贰':
        case U'貳':
            return 2;
        case U'三':
        case U'叁':
        case U'參':
            return 3;
        case U'四':
        case U'肆':
            return 4;
        case U'五':
        case U'伍':
            return 5;
        case U'六':
        case U'陆':
        case U'陸':
            return 6;
        case U'七':
        case U'柒':
            return 7;
        case U'八':
        case U'捌':
            return 8;
        case U'九':
        case U'玖':
            return 9;
        default:
            return -1;
    }
}

bool is_several(char32_t c) { return c == U'几' || c == U'幾' || c == U'数' || c == U'數'; }
bool is_more(char32_t c) { return c == U'多' || c == U'余' || c == U'餘'; }

int small_scale(char32_t c) {
    if (c == U'十' || c == U'拾') return 1;
    if (c == U'百' || c == U'佰') return 2;
    if (c == U'千' || c == U'仟') return 3;
    return 0;
}
int big_scale(char32_t c) {
    if (c == U'万' || c == U'萬') return 4;
    if (c == U'亿' || c == U'億') return 8;
    return 0;
}

constexpr std::size_t kHanBytes = 3;  // of each of these characters

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

// Most characters begin none: one look-up tells.
bool begins_han_numeral(char32_t c) {
    constexpr char32_t kFirst = 0x3000;
    constexpr char32_t kLast = 0x9FFF;
    static const auto kBegins = [] {
        std::bitset<kLast - kFirst + 1> begins;
        for (char32_t point = kFirst; point <= kLast; ++point) {
            const bool digit = han_digit(point) > 0 || is_several(point);
            begins[point - kFirst] = digit || small_scale(point) != 0;
        }
        return begins;
    }();
    return c >= kFirst && c <= kLast && kBegins[c - kFirst];
}

// 三百二十, 一万二, 五六十, 几百, 十几, and 二点五. Each place keeps its least and most.
class HanReader {
  public:
    HanReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    std::optional<Numeral> run() {
        std::size_t taken = 0;
        for (; taken < 24 && take(point_at(text_, at_)); ++taken) at_ += kHanBytes;
        if (taken == 0 || !any_) return std::nullopt;
        finish_digit();
        if (overflow_) return std::nullopt;
        Numeral numeral;
        numeral.form = Numeral::Form::Han;
        numeral.lone = taken == 1;
        numeral.is_one = taken == 1 && lo_sum() == 1;
        numeral.lo = {lo_sum(), 0};
        numeral.hi = {hi_sum(), 0};
        numeral.scale = scaled_;
        numeral.more = more_;
        numeral.end = at_;
        decimals(numeral);
        return numeral;
    }

  private:
    std::int64_t lo_sum() const { return lo_total_ + lo_section_; }
    std::int64_t hi_sum() const { return hi_total_ + hi_section_; }

    bool take(char32_t c) {
        if (more_) return false;
        if (const int digit = han_digit(c); digit >= 0) return take_digit(digit, digit);
        if (is_several(c)) return !pending_ && take_digit(3, 9);
        if (const int scale = small_scale(c)) return take_small(scale, c);
        if (const int scale = big_scale(c)) return take_big(scale);
        if (is_more(c) && any_ && last_scale_ > 0 && !pending_) {
            const char32_t next = point_at(text_, at_ + kHanBytes);
            if (next == U'数' || is_more(next)) return false;
            more_ = big_scale(next) == 0;
            return more_;
        }
        return false;
    }

    bool take_digit(int lo, int hi) {
        if (pending_) {
            // 五六十: two neighbours are a range.
            if (lo != pending_lo_ + 1 || pending_lo_ != pending_hi_ || pending_lo_ == 0 ||
                lo != hi) {
                return false;
            }
            pending_hi_ = lo;
            return true;
        }
        pending_ = lo != 0 || hi != 0;
        any_ = any_ || pending_;
        zero_before_ = !pending_;
        pending_lo_ = lo;
        pending_hi_ = hi;
        return any_;
    }

    bool take_small(int scale, char32_t c) {
        if (last_scale_ != 0 && last_scale_ <= scale && last_scale_ < 4) return false;
        if (!pending_ && (c != U'十' && c != U'拾' && any_)) return false;
        if (!pending_ && scale > 1) {
            // 百万 alone is a million; 百 alone is part of a word.
            const bool begins = !any_ && big_scale(point_at(text_, at_ + kHanBytes)) != 0;
            if (!begins) return false;
        }
        const std::int64_t power = power_of_ten(scale);
        lo_section_ += (pending_ ? pending_lo_ : 1) * power;
        hi_section_ += (pending_ ? pending_hi_ : 1) * power;
        any_ = true;
        pending_ = false;
        zero_before_ = false;
        last_scale_ = scale;
        return true;
    }

    bool take_big(int scale) {
        if (!any_ || (scaled_ != 0 && scale <= scaled_ && scaled_ >= 8)) return false;
        flush_pending();
        if (lo_section_ == 0 && lo_total_ == 0) return false;
        if (lo_sum() > power_of_ten(9) && scale == 8) {
            overflow_ = true;
            return false;
        }
        const std::int64_t power = power_of_ten(scale);
        if (lo_section_ == 0 || scale == 8) {
            lo_total_ = lo_sum() * power;
            hi_total_ = hi_sum() * power;
        } else {
            lo_total_ += lo_section_ * power;
            hi_total_ += hi_section_ * power;
        }
        lo_section_ = hi_section_ = 0;
        scaled_ = scale;
        last_scale_ = scale;
        return true;
    }

    void flush_pending() {
        if (!pending_) return;
        lo_section_ += pending_lo_;
        hi_section_ += pending_hi_;
        pending_ = false;
    }

    // 三百二 is 320, 一万二 is 12000; 十几 is 11..19.
    void finish_digit() {
        if (!pending_) return;
        if (last_scale_ >= 2 && !zero_before_ && pending_lo_ == pending_hi_) {
            const std::int64_t power = power_of_ten(last_scale_ - 1);
            pending_lo_ *= power;
            pending_hi_ *= power;
        } else if (last_scale_ == 1 && pending_lo_ == 3 && pending_hi_ == 9) {
            pending_lo_ = 1;
        }
        flush_pending();
    }

    // 二点五: digits behind the point.
    void decimals(Numeral& numeral) {
        const char32_t mark = point_at(text_, at_);
        if ((mark != U'点' && mark != U'點') || scaled_ != 0) return;
        std::size_t at = at_ + kHanBytes;
        std::int64_t coefficient = numeral.lo.coefficient;
        int exponent = 0;
        while (exponent > -6) {
            const int digit = han_digit(point_at(text_, at));
            if (digit < 0) break;
            coefficient = coefficient * 10 + digit;
            --exponent;
            at += kHanBytes;
        }
        if (exponent == 0 || numeral.hi.coefficient != numeral.lo.coefficient) return;
        // 两点一是 lists a point; 两点 an hour: only with a scale or unit does it stay a number.
        numeral.lo = numeral.hi = {coefficient, exponent};
        numeral.decimal = true;
        numeral.lone = false;
        numeral.end = at;
    }

    std::string_view text_;
    std::size_t at_;
    bool any_ = false;
    bool pending_ = false;  // a digit whose place is not known yet
    bool zero_before_ = false;
    bool more_ = false;
    bool overflow_ = false;
    std::int64_t pending_lo_ = 0;
    std::int64_t pending_hi_ = 0;
    std::int64_t lo_section_ = 0;  // below the last 万 or 亿
    std::int64_t hi_section_ = 0;
    std::int64_t lo_total_ = 0;
    std::int64_t hi_total_ = 0;
    int last_scale_ = 0;
    int scaled_ = 0;
};

constexpr std::pair<std::string_view, int> kWords[] = {
    {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},    {"seventy", 70},
    {"eighty", 80},  {"ninety", 90}};

std::size_t word_end(std::string_view text, std::size_t at) {
    while (at < text.size() && is_ascii_letter(text[at])) ++at;
    return at;
}

bool equal_folded(std::string_view text, std::string_view lower) {
    if (text.size() != lower.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((text[i] | 0x20) != lower[i]) return false;
    }
    return true;
}

int word_value(std::string_view word) {
    if (word.size() < 3 || word.size() > 9) return 0;
    for (const auto& [known, value] : kWords) {
        if (equal_folded(word, known)) return value;
    }
    return 0;
}

std::optional<Numeral> english_at(std::string_view text, std::size_t at) {
    const std::size_t end = word_end(text, at);
    int value = word_value(text.substr(at, end - at));
    if (value == 0) return std::nullopt;
    Numeral numeral;
    numeral.form = Numeral::Form::Spelled;
    numeral.lone = true;
    numeral.is_one = value == 1;
    numeral.end = end;
    if (value >= 20 && end < text.size() && (text[end] == '-' || text[end] == ' ')) {
        const std::size_t next = word_end(text, end + 1);
        const int unit = word_value(text.substr(end + 1, next - end - 1));
        if (unit > 0 && unit < 10) {
            value += unit;
            numeral.end = next;
        }
    }
    if (text.substr(numeral.end).starts_with(" hundred")) {
        value *= 100;
        numeral.end += 8;
        numeral.lone = false;
    }
    numeral.lo = numeral.hi = {value, 0};
    return numeral;
}

std::optional<Numeral> digits_at(std::string_view text, std::size_t at) {
    Numeral numeral;
    std::int64_t value = 0;
    std::size_t count = 0;
    int exponent = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (is_digit(c)) {
            if (++count > kDigitsMax) return std::nullopt;
            value = value * 10 + (c - '0');
            if (numeral.decimal) --exponent;
        } else if (c == ',' && !numeral.decimal && at + 3 < text.size() && is_digit(text[at + 1]) &&
                   is_digit(text[at + 2]) && is_digit(text[at + 3]) &&
                   (at + 4 >= text.size() || !is_digit(text[at + 4]))) {
            numeral.grouped = true;
        } else if (c == '.' && !numeral.decimal && at + 1 < text.size() && is_digit(text[at + 1])) {
            numeral.decimal = true;
            numeral.digits = count;
        } else {
            break;
        }
    }
    if (!numeral.decimal) numeral.digits = count;
    numeral.lo = numeral.hi = {value, exponent};
    numeral.end = at;
    return numeral;
}

// 多, 余, 几, + behind the digits; then 万, 亿, 百万, ...; then 多 again.
void han_scale(std::string_view text, Numeral& numeral) {
    std::size_t at = numeral.end;
    if (at < text.size() && text[at] == ' ') ++at;
    bool more = false;
    if (is_more(point_at(text, at)) || is_several(point_at(text, at))) {
        more = true;
        at += kHanBytes;
    }
    int scale = 0;
    for (std::size_t i = 0; i < kSmallMax; ++i) {
        const char32_t c = point_at(text, at);
        const int step = big_scale(c) != 0 ? big_scale(c) : small_scale(c);
        if (step == 0 || scale + step > 12) break;
        scale += step;
        at += kHanBytes;
    }
    if (scale == 0) {
        if (more && numeral.end < text.size() && text[numeral.end] != ' ' &&
            !is_several(point_at(text, numeral.end))) {
            numeral.more = true;
            numeral.end += kHanBytes;
        }
        return;
    }
    if (is_more(point_at(text, at))) {
        more = true;
        at += kHanBytes;
    }
    numeral.more = more;
    numeral.scale = scale;
    numeral.end = at;
}

constexpr std::pair<std::string_view, int> kEnglishScales[] = {
    {"hundred", 2}, {"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12},
    {"mn", 6},      {"bn", 9},       {"mln", 6},     {"bln", 9},     {"tn", 12}};
constexpr std::pair<char, int> kScaleLetters[] = {{'k', 3}, {'K', 3}, {'m', 6},
                                                  {'M', 6}, {'b', 9}, {'B', 9}};

void english_scale(std::string_view text, Numeral& numeral, bool after_sign) {
    std::size_t at = numeral.end;
    if (at < text.size() && text[at] == ' ') ++at;
    if (at < text.size() && text[at] == '-') ++at;
    const std::size_t end = word_end(text, at);
    const std::string_view word = text.substr(at, end - at);
    for (const auto& [known, scale] : kEnglishScales) {
        if (!equal_folded(word, known)) continue;
        numeral.scale = scale;
        numeral.end = end;
    }
    if (word.size() != 1 || at != numeral.end) return;
    for (const auto& [letter, scale] : kScaleLetters) {
        if (word[0] != letter || (!after_sign && (letter | 0x20) != 'k')) continue;
        numeral.scale = scale;
        numeral.end = end;
    }
}

}  // namespace

bool may_begin_numeral(unsigned char byte) {
    static constexpr auto kFirst = [] {
        std::array<bool, 256> first{};
        for (unsigned char c = '0'; c <= '9'; ++c) first[c] = true;
        for (const char c : {'o', 't', 'f', 's', 'e', 'n', 'O', 'T', 'F', 'S', 'E', 'N'}) {
            first[static_cast<unsigned char>(c)] = true;
        }
        // 〇; 一七三两 九二五八六兩 几十; 叁四; 数; 柒; 玖, 百; 肆, 幾, 數 lie in between.
        for (unsigned char c = 0xE3; c <= 0xE9; ++c) first[c] = true;
        return first;
    }();
    return kFirst[byte];
}

std::optional<Numeral> numeral_at(std::string_view text, std::size_t at, bool after_sign) {
    std::optional<Numeral> numeral;
    if (is_digit(text[at])) {
        numeral = digits_at(text, at);
        if (!numeral) return std::nullopt;
        han_scale(text, *numeral);
        if (numeral->scale == 0 && !numeral->more) english_scale(text, *numeral, after_sign);
    } else if (is_ascii_letter(text[at])) {
        numeral = english_at(text, at);
        if (!numeral) return std::nullopt;
        english_scale(text, *numeral, false);
    } else {
        if (!begins_han_numeral(point_at(text, at))) return std::nullopt;
        return HanReader(text, at).run();
    }
    numeral->lo.exponent += numeral->scale;
    numeral->hi.exponent += numeral->scale;
    if (numeral->end < text.size() && text[numeral->end] == '+') {
        numeral->more = true;
        ++numeral->end;
    }
    if (numeral->scale > 0) numeral->lone = false;
    return numeral;
}

int compare(ExactNumber a, ExactNumber b) {
    while (a.coefficient != 0 && a.coefficient % 10 == 0) a = {a.coefficient / 10, a.exponent + 1};
    while (b.coefficient != 0 && b.coefficient % 10 == 0) b = {b.coefficient / 10, b.exponent + 1};
    if (a.coefficient == 0 || b.coefficient == 0) {
        return (a.coefficient > 0 ? 1 : 0) - (b.coefficient > 0 ? 1 : 0);
    }
    const auto places = [](ExactNumber n) {
        int count = n.exponent;
        for (std::int64_t rest = n.coefficient; rest > 0; rest /= 10) ++count;
        return count;
    };
    if (places(a) != places(b)) return places(a) < places(b) ? -1 : 1;
    while (a.exponent > b.exponent) a = {a.coefficient * 10, a.exponent - 1};
    while (b.exponent > a.exponent) b = {b.coefficient * 10, b.exponent - 1};
    if (a.coefficient == b.coefficient) return 0;
    return a.coefficient < b.coefficient ? -1 : 1;
}

}  // namespace dictum
