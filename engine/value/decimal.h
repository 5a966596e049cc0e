// Exact decimals of up to 18 significant digits, with directed rounding.
//
//   1.25 = 125 x 10^-2;  1 / 3 rounded down = 0.333333333333333333
//
// Invariant: |coefficient| < 10^18, no trailing zero in it, and 0 has exponent 0; so equal values
// have equal representations. Exponents beyond +-kExponentMax are an error, never a wrap.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/value/result.h"

namespace dictum {

enum class Rounding : std::uint8_t { Down, Up };  // towards minus, plus infinity

class Decimal {
  public:
    static constexpr int kDigits = 18;
    static constexpr int kExponentMax = 400;

    constexpr Decimal() = default;
    static Decimal from_integer(std::int64_t value, Rounding rounding = Rounding::Down);
    // coefficient x 10^exponent.
    static Result<Decimal> from_parts(std::int64_t coefficient, std::int64_t exponent,
                                      Rounding rounding = Rounding::Down);
    // Exact value of a finite double, rounded to 18 digits.
    static Result<Decimal> from_double(double value, Rounding rounding);
    // [+-] digits [. digits] [e [+-] digits]. Digits past the 18th round in `rounding`.
    static Result<Decimal> parse(std::string_view text, Rounding rounding = Rounding::Down);

    bool is_zero() const { return coefficient_ == 0; }
    int sign() const { return coefficient_ < 0 ? -1 : coefficient_ > 0 ? 1 : 0; }
    bool is_integer() const { return exponent_ >= 0; }
    std::int64_t coefficient() const { return coefficient_; }
    std::int32_t exponent() const { return exponent_; }

    // Shortest plain text: "1200000", "0.125", "-3"; scientific only beyond 30 digits.
    std::string to_string() const;
    std::string to_plain_string() const;        // never scientific: at most 420 characters
    double to_double(Rounding rounding) const;  // rounded outward in the given direction
    Result<std::int64_t> to_integer() const;    // Error when it is not an integer or doesn't fit

    Decimal operator-() const;
    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const = default;

    friend Result<Decimal> add(Decimal a, Decimal b, Rounding rounding);
    friend Result<Decimal> subtract(Decimal a, Decimal b, Rounding rounding);
    friend Result<Decimal> multiply(Decimal a, Decimal b, Rounding rounding);
    friend Result<Decimal> divide(Decimal a, Decimal b, Rounding rounding);  // b = 0 is an Error

    // To an integer: towards -inf, +inf, nearest (halves away from zero).
    Decimal floor() const;
    Decimal ceil() const;
    Decimal round() const;

  private:
    std::int64_t coefficient_ = 0;
    std::int32_t exponent_ = 0;
};

Result<Decimal> add(Decimal a, Decimal b, Rounding rounding);
Result<Decimal> subtract(Decimal a, Decimal b, Rounding rounding);
Result<Decimal> multiply(Decimal a, Decimal b, Rounding rounding);
Result<Decimal> divide(Decimal a, Decimal b, Rounding rounding);

}  // namespace dictum
