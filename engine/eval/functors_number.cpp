// Arithmetic of number, unsigned and float.
#include <bit>
#include <cmath>
#include <limits>

#include "engine/eval/functors.h"
#include "engine/plan/print_expression.h"

namespace dictum {
namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

std::string shown(std::int64_t value) {
    return value < 0 ? "(" + std::to_string(value) + ")" : std::to_string(value);
}
std::string shown(std::uint64_t value) { return std::to_string(value); }
std::string shown(double value) { return show_float(value); }

template <class Number>
Error failure(Functor functor, Number a, Number b, std::string_view why) {
    const std::string name(functor_name(functor));
    const std::string text =
        functor == Functor::Negate ? name + shown(a) : shown(a) + " " + name + " " + shown(b);
    return {ErrorCode::InvalidInput, text + ": " + std::string(why)};
}

constexpr std::string_view kOverflow = "the result does not fit into a 64-bit number";
constexpr std::string_view kDivision = "division by zero";

// By squaring; the result is absent when it does not fit.
std::optional<std::int64_t> power(std::int64_t base, std::int64_t exponent) {
    std::int64_t result = 1;
    for (;;) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) {
            return std::nullopt;
        }
        exponent >>= 1;
        if (exponent == 0) return result;
        if (__builtin_mul_overflow(base, base, &base)) return std::nullopt;
    }
}

std::uint64_t wrapping_power(std::uint64_t base, std::uint64_t exponent) {
    std::uint64_t result = 1;
    for (; exponent != 0; exponent >>= 1, base *= base) {
        if ((exponent & 1) != 0) result *= base;
    }
    return result;
}

// All undefined floats are one value.
Word float_word(double value) {
    return word_of(std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value);
}

// Of 64 bits, the same for both kinds but for the shift to the right, which keeps the sign.
std::optional<Word> bit_operation(Functor functor, Word a, Word b) {
    constexpr Word kShiftMask = 63;
    switch (functor) {
        case Functor::BitAnd:
            return a & b;
        case Functor::BitOr:
            return a | b;
        case Functor::BitXor:
            return a ^ b;
        case Functor::BitNot:
            return ~a;
        case Functor::ShiftLeft:
            return a << (b & kShiftMask);
        case Functor::ShiftRightUnsigned:
            return a >> (b & kShiftMask);
        case Functor::LogicalAnd:
            return a != 0 && b != 0 ? 1 : 0;
        case Functor::LogicalOr:
            return a != 0 || b != 0 ? 1 : 0;
        case Functor::LogicalXor:
            return (a != 0) != (b != 0) ? 1 : 0;
        case Functor::LogicalNot:
            return a == 0 ? 1 : 0;
        default:
            return std::nullopt;
    }
}

}  // namespace

Result<Word> apply_number(Functor functor, std::int64_t a, std::int64_t b) {
    if (const auto bits = bit_operation(functor, word_of(a), word_of(b))) return *bits;
    std::int64_t result = 0;
    bool overflow = false;
    switch (functor) {
        case Functor::ShiftRight:
            result = a >> (b & 63);
            break;
        case Functor::Add:
            overflow = __builtin_add_overflow(a, b, &result);
            break;
        case Functor::Subtract:
            overflow = __builtin_sub_overflow(a, b, &result);
            break;
        case Functor::Multiply:
            overflow = __builtin_mul_overflow(a, b, &result);
            break;
        case Functor::Negate:
            overflow = __builtin_sub_overflow(std::int64_t{0}, a, &result);
            break;
        case Functor::Absolute:
            if (a < 0) overflow = __builtin_sub_overflow(std::int64_t{0}, a, &result);
            if (a >= 0) result = a;
            break;
        case Functor::Divide:
            if (b == 0) return failure(functor, a, b, kDivision);
            overflow = a == kLeast && b == -1;
            if (!overflow) result = a / b;
            break;
        case Functor::Modulo:
            if (b == 0) return failure(functor, a, b, kDivision);
            result = b == -1 ? 0 : a % b;  // the least number % -1 traps
            break;
        case Functor::Power: {
            if (b < 0) return failure(functor, a, b, "the exponent is negative");
            const std::optional<std::int64_t> raised = power(a, b);
            overflow = !raised;
            result = raised.value_or(0);
            break;
        }
        default:
            return Error{ErrorCode::Unsupported, "a functor that numbers do not have"};
    }
    if (overflow) return failure(functor, a, b, kOverflow);
    return word_of(result);
}

Result<Word> apply_unsigned(Functor functor, std::uint64_t a, std::uint64_t b) {
    if (const auto bits = bit_operation(functor, a, b)) return *bits;
    switch (functor) {
        case Functor::ShiftRight:
            return a >> (b & 63);
        case Functor::Add:
            return a + b;
        case Functor::Subtract:
            return a - b;
        case Functor::Multiply:
            return a * b;
        case Functor::Negate:
            return std::uint64_t{0} - a;
        case Functor::Absolute:
            return a;
        case Functor::Power:
            return wrapping_power(a, b);
        case Functor::Divide:
        case Functor::Modulo:
            if (b == 0) return failure(functor, a, b, kDivision);
            return functor == Functor::Divide ? a / b : a % b;
        default:
            return Error{ErrorCode::Unsupported, "a functor that unsigned numbers do not have"};
    }
}

Result<Word> apply_float(Functor functor, double a, double b) {
    switch (functor) {
        case Functor::Add:
            return float_word(a + b);
        case Functor::Subtract:
            return float_word(a - b);
        case Functor::Multiply:
            return float_word(a * b);
        case Functor::Negate:
            return float_word(-a);
        case Functor::Absolute:
            return float_word(std::fabs(a));
        case Functor::Divide:
        case Functor::Modulo:
            if (b == 0.0) return failure(functor, a, b, kDivision);
            return float_word(functor == Functor::Divide ? a / b : std::fmod(a, b));
        case Functor::Power: {
            const double raised = std::pow(a, b);
            if (std::isnan(raised) && !std::isnan(a) && !std::isnan(b)) {
                return failure(functor, a, b, "outside the domain of powers");
            }
            if (a == 0.0 && b < 0.0) return failure(functor, a, b, kDivision);
            return float_word(raised);
        }
        default:
            return Error{ErrorCode::Unsupported, "a functor that floats do not have"};
    }
}

}  // namespace dictum
