// Arithmetic on decimals: every operation computes its exact value in 128 bits, or the value and
// whether something positive lies beyond it, and rounds once.
//
//   exact = (floor + fraction) * 10^exponent,  0 <= fraction < 1
//
// So rounding down is a floor division and rounding up adds one when anything was left over; signs
// need no cases. Every operation is O(1); parse and print are linear.
#include "engine/value/decimal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace dictum {
namespace {

__extension__ typedef __int128 Wide;

constexpr std::int64_t kCoefficientLimit = 1'000'000'000'000'000'000;  // 10^18
constexpr int kWideDigits = 38;                                        // 10^38 < 2^127
constexpr int kPlainDigits = 30;

constexpr std::array<Wide, kWideDigits + 1> powers_of_ten() {
    std::array<Wide, kWideDigits + 1> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}
constexpr auto kPowers = powers_of_ten();

Wide power_of_ten(std::int64_t exponent) { return kPowers[static_cast<std::size_t>(exponent)]; }

Wide magnitude(Wide value) { return value < 0 ? -value : value; }

// Digits of |value|; 0 has one. Requires |value| < 10^38.
int digits_of(Wide value) {
    const Wide size = magnitude(value);
    const auto high = static_cast<std::uint64_t>(size >> 64);
    const auto low = static_cast<std::uint64_t>(size);
    const auto bits =
        static_cast<int>(high != 0 ? std::bit_width(high) + 64 : std::bit_width(low | 1));
    const int least = (bits - 1) * 1233 / 4096;  // 1233 / 4096 is just below log10(2)
    return size >= power_of_ten(least + 1) ? least + 2 : least + 1;
}

struct Floor {
    Wide quotient;
    bool left_over;  // something positive beyond the quotient
};

Floor floor_divide(Wide value, Wide divisor) {
    const Wide quotient = value / divisor;
    const Wide remainder = value - quotient * divisor;
    const bool below = remainder != 0 && ((remainder < 0) != (divisor < 0));
    return {below ? quotient - 1 : quotient, remainder != 0};
}

// The decimal for (value + fraction) * 10^exponent, where `left_over` says that fraction > 0. When
// it is, value must have more than 18 digits, so that it only decides the rounding.
Result<Decimal> finish(Wide value, std::int64_t exponent, bool left_over, Rounding rounding) {
    // Below zero the floor may have a digit more than the value: -1000 for -999.5.
    const bool floor_is_longer = left_over && value < 0;
    const int surplus = digits_of(floor_is_longer ? value + 1 : value) - Decimal::kDigits;
    if (surplus > 0) {
        const Floor cut = floor_divide(value, power_of_ten(surplus));
        value = cut.quotient;
        left_over = left_over || cut.left_over;
        exponent += surplus;
    }
    if (left_over && rounding == Rounding::Up) ++value;
    return Decimal::from_parts(static_cast<std::int64_t>(value), exponent, rounding);
}

Error beyond_exponent() {
    return {ErrorCode::InvalidInput,
            "a number is beyond 10^" + std::to_string(Decimal::kExponentMax) +
                " or needs more than " + std::to_string(Decimal::kExponentMax) +
                " decimal places; use a bigger or smaller unit"};
}

Error malformed(std::string_view text) {
    constexpr std::size_t kShown = 40;
    std::string shown(text.substr(0, kShown));
    if (text.size() > kShown) shown += "...";
    return {ErrorCode::InvalidInput,
            "`" + shown + "` is not a decimal number; write digits, as in 12, 0.5 or 1.5e6"};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits of a decimal text: the first 19 significant ones, and what the rest amounts to.
struct Digits {
    std::int64_t leading = 0;
    std::int64_t dropped = 0;  // digits behind `leading`, each a power of ten
    std::int64_t fractional = 0;
    bool left_over = false;  // a dropped digit isn't 0

    void push(char c, bool is_fractional) {
        if (is_fractional) ++fractional;
        if (leading >= kCoefficientLimit / 10) {
            ++dropped;
            left_over = left_over || c != '0';
        } else {
            leading = leading * 10 + (c - '0');
        }
    }
};

// Reads [+-] digits behind an `e`; values far beyond every limit stay there.
bool parse_exponent(std::string_view text, std::int64_t& exponent) {
    constexpr std::int64_t kFar = 1'000'000'000'000;
    bool negative = false;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    if (text.empty()) return false;
    for (const char c : text) {
        if (!is_digit(c)) return false;
        exponent = std::min(exponent * 10 + (c - '0'), kFar);
    }
    if (negative) exponent = -exponent;
    return true;
}

// Both as multiples of the smaller of the two exponents. Requires exponents that differ by <= 20.
std::strong_ordering compare_aligned(Wide a, std::int64_t a_exponent, Wide b,
                                     std::int64_t b_exponent) {
    const std::int64_t least = std::min(a_exponent, b_exponent);
    const Wide left = a * power_of_ten(a_exponent - least);
    const Wide right = b * power_of_ten(b_exponent - least);
    if (left == right) return std::strong_ordering::equal;
    return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

// The nearest double of a decimal that may lie outside the range of doubles.
double nearest_double(const Decimal& value) {
    const int order = digits_of(value.coefficient()) + value.exponent();
    constexpr int kOverflow = 310;
    constexpr int kUnderflow = -330;
    if (order > kOverflow) {
        const double infinity = std::numeric_limits<double>::infinity();
        return value.sign() < 0 ? -infinity : infinity;
    }
    if (order < kUnderflow) return 0.0;
    const std::string text =
        std::to_string(value.coefficient()) + "e" + std::to_string(value.exponent());
    double result = 0.0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), result);
    if (read.ec == std::errc{}) return result + 0.0;  // never -0.0
    if (order < 0) return 0.0;
    return value.sign() < 0 ? -std::numeric_limits<double>::infinity()
                            : std::numeric_limits<double>::infinity();
}

std::string plain_text(const std::string& digits, std::int64_t exponent) {
    if (exponent >= 0) return digits + std::string(static_cast<std::size_t>(exponent), '0');
    const auto places = static_cast<std::size_t>(-exponent);
    if (digits.size() <= places) return "0." + std::string(places - digits.size(), '0') + digits;
    return digits.substr(0, digits.size() - places) + "." + digits.substr(digits.size() - places);
}

// Is what lies behind the point half or more?
bool rounds_away(Wide coefficient, Wide unit) { return magnitude(coefficient % unit) * 2 >= unit; }

}  // namespace

Result<Decimal> Decimal::from_parts(std::int64_t coefficient, std::int64_t exponent,
                                    Rounding rounding) {
    if (coefficient <= -kCoefficientLimit || coefficient >= kCoefficientLimit) {
        return finish(coefficient, exponent, false, rounding);
    }
    if (coefficient == 0) return Decimal();
    while (coefficient % 10 == 0) {
        coefficient /= 10;
        ++exponent;
    }
    if (exponent > kExponentMax || exponent < -kExponentMax) return beyond_exponent();
    Decimal result;
    result.coefficient_ = coefficient;
    result.exponent_ = static_cast<std::int32_t>(exponent);
    return result;
}

Decimal Decimal::from_integer(std::int64_t value, Rounding rounding) {
    return *from_parts(value, 0, rounding);
}

Result<Decimal> Decimal::from_double(double value, Rounding rounding) {
    if (!std::isfinite(value)) {
        return Error{ErrorCode::InvalidInput, "an infinite or undefined float is not a decimal"};
    }
    constexpr double kExactIntegers = 9007199254740992.0;  // 2^53
    if (std::fabs(value) < kExactIntegers && std::trunc(value) == value) {
        return from_integer(static_cast<std::int64_t>(value));
    }
    // No double has more than 767 significant digits: this text is exact.
    constexpr int kPlaces = 766;
    std::array<char, kPlaces + 16> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), value,
                                       std::chars_format::scientific, kPlaces);
    const auto length = static_cast<std::size_t>(written.ptr - text.data());
    return parse(std::string_view(text.data(), length), rounding);
}

Result<Decimal> Decimal::parse(std::string_view text, Rounding rounding) {
    std::size_t at = 0;
    const bool negative = !text.empty() && text[0] == '-';
    if (negative || (!text.empty() && text[0] == '+')) ++at;
    Digits digits;
    const std::size_t integer_begin = at;
    for (; at < text.size() && is_digit(text[at]); ++at) digits.push(text[at], false);
    if (at == integer_begin) return malformed(text);
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction_begin = ++at;
        for (; at < text.size() && is_digit(text[at]); ++at) digits.push(text[at], true);
        if (at == fraction_begin) return malformed(text);
    }
    std::int64_t exponent = 0;
    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E') return malformed(text);
        if (!parse_exponent(text.substr(at + 1), exponent)) return malformed(text);
    }
    exponent += digits.dropped - digits.fractional;
    // Below zero, what was left over lies further down: the floor is one less.
    Wide value = digits.leading;
    if (negative) value = digits.left_over ? -value - 1 : -value;
    if (digits.left_over && rounding == Rounding::Up) ++value;
    return from_parts(static_cast<std::int64_t>(value), exponent, rounding);
}

std::string Decimal::to_plain_string() const {
    const std::string sign = coefficient_ < 0 ? "-" : "";
    return sign + plain_text(std::to_string(std::abs(coefficient_)), exponent_);
}

std::string Decimal::to_string() const {
    const std::string digits = std::to_string(std::abs(coefficient_));
    const auto length = static_cast<int>(digits.size());
    const int before_point = std::max(1, length + exponent_);
    if (before_point + std::max(0, -exponent_) <= kPlainDigits) return to_plain_string();
    std::string text = coefficient_ < 0 ? "-" : "";
    text += digits[0];
    if (length > 1) text += "." + digits.substr(1);
    return text + "e" + std::to_string(exponent_ + length - 1);
}

double Decimal::to_double(Rounding rounding) const {
    const double nearest = nearest_double(*this);
    const double infinity = std::numeric_limits<double>::infinity();
    if (std::isinf(nearest)) {
        const bool outward = (nearest > 0) == (rounding == Rounding::Up);
        return outward ? nearest : std::nextafter(nearest, 0.0);
    }
    // x <= d exactly when x rounded up to 18 digits is; mirrored for the other direction.
    const Rounding other = rounding == Rounding::Down ? Rounding::Up : Rounding::Down;
    const Result<Decimal> back = from_double(nearest, other);
    if (!back) return nearest;
    if (rounding == Rounding::Down) {
        return *back <= *this ? nearest : std::nextafter(nearest, -infinity);
    }
    return *back >= *this ? nearest : std::nextafter(nearest, infinity) + 0.0;
}

Result<std::int64_t> Decimal::to_integer() const {
    if (exponent_ < 0) {
        return Error{ErrorCode::InvalidInput, to_string() + " is not an integer"};
    }
    constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
    constexpr Wide kLeast = std::numeric_limits<std::int64_t>::min();
    if (exponent_ <= kDigits) {
        const Wide value = coefficient_ * power_of_ten(exponent_);
        if (value >= kLeast && value <= kMost) return static_cast<std::int64_t>(value);
    }
    return Error{ErrorCode::InvalidInput, to_string() + " does not fit a 64-bit number"};
}

Decimal Decimal::operator-() const {
    Decimal result = *this;
    result.coefficient_ = -coefficient_;
    return result;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    if (sign() != other.sign()) return sign() <=> other.sign();
    if (exponent_ == other.exponent_) return coefficient_ <=> other.coefficient_;
    const int order = digits_of(coefficient_) + exponent_;
    const int other_order = digits_of(other.coefficient_) + other.exponent_;
    if (order != other_order) return sign() > 0 ? order <=> other_order : other_order <=> order;
    return compare_aligned(coefficient_, exponent_, other.coefficient_, other.exponent_);
}

Result<Decimal> add(Decimal a, Decimal b, Rounding rounding) {
    if (a.is_zero()) return b;
    if (b.is_zero()) return a;
    if (a.exponent() < b.exponent()) std::swap(a, b);
    // 19 more digits leave 19 or more in the sum when `b` has to be cut.
    constexpr int kShift = 19;
    const int apart = a.exponent() - b.exponent();
    if (apart <= kShift) {
        const Wide value = a.coefficient() * power_of_ten(apart) + b.coefficient();
        return finish(value, b.exponent(), false, rounding);
    }
    const int cut = std::min(apart - kShift, kWideDigits);
    const Floor small = floor_divide(b.coefficient(), power_of_ten(cut));
    const Wide value = a.coefficient() * power_of_ten(kShift) + small.quotient;
    return finish(value, a.exponent() - kShift, small.left_over, rounding);
}

Result<Decimal> subtract(Decimal a, Decimal b, Rounding rounding) { return add(a, -b, rounding); }

Result<Decimal> multiply(Decimal a, Decimal b, Rounding rounding) {
    const Wide value = Wide{a.coefficient()} * b.coefficient();
    return finish(value, std::int64_t{a.exponent()} + b.exponent(), false, rounding);
}

Result<Decimal> divide(Decimal a, Decimal b, Rounding rounding) {
    if (b.is_zero()) {
        return Error{ErrorCode::InvalidInput, "division of " + a.to_string() + " by zero"};
    }
    if (a.is_zero()) return a;
    // A dividend of 38 digits over a divisor of at most 18 gives 20 digits or more.
    const int shift = kWideDigits - digits_of(a.coefficient());
    const Floor ratio = floor_divide(a.coefficient() * power_of_ten(shift), b.coefficient());
    return finish(ratio.quotient, std::int64_t{a.exponent()} - b.exponent() - shift,
                  ratio.left_over, rounding);
}

Decimal Decimal::floor() const {
    if (is_integer()) return *this;
    if (-exponent_ > kDigits) return from_integer(sign() < 0 ? -1 : 0);
    const Floor cut = floor_divide(coefficient_, power_of_ten(-exponent_));
    return from_integer(static_cast<std::int64_t>(cut.quotient));
}

Decimal Decimal::ceil() const { return -(-*this).floor(); }

Decimal Decimal::round() const {
    if (is_integer()) return *this;
    if (-exponent_ > kDigits) return Decimal();
    const Wide unit = power_of_ten(-exponent_);
    const auto towards_zero = static_cast<std::int64_t>(coefficient_ / unit);
    return from_integer(rounds_away(coefficient_, unit) ? towards_zero + sign() : towards_zero);
}

}  // namespace dictum
