#include "tests/oracle/naive_functors.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace dictum::test {
namespace {

__extension__ using Wide = __int128;

Error bad(const char* why) { return {ErrorCode::InvalidInput, why}; }

Result<Word> narrowed(Wide value) {
    if (value < std::numeric_limits<std::int64_t>::min()) return bad("overflow");
    if (value > std::numeric_limits<std::int64_t>::max()) return bad("overflow");
    return word_of(static_cast<std::int64_t>(value));
}

template <class Number>
Result<Number> parsed(const std::string& text) {
    const std::size_t plus = text.size() > 1 && text[0] == '+' && text[1] != '-' ? 1 : 0;
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + plus, end, number);
    if (error != std::errc{} || stop != end) return bad("not a number");
    if constexpr (std::is_floating_point_v<Number>) {
        if (!std::isfinite(number)) return bad("not a finite number");
    }
    return number;
}

// Bit by bit; nothing for other functors.
std::optional<Word> of_bits(Functor functor, Word a, Word b) {
    const auto each = [&](auto combine) {
        Word result = 0;
        for (int i = 0; i < 64; ++i) {
            if (combine((a >> i & 1) != 0, (b >> i & 1) != 0)) result |= Word{1} << i;
        }
        return result;
    };
    const auto truth = [](bool value) { return Word{value ? 1U : 0U}; };
    Word result = a;
    switch (functor) {
        case Functor::BitAnd:
            return each([](bool x, bool y) { return x && y; });
        case Functor::BitOr:
            return each([](bool x, bool y) { return x || y; });
        case Functor::BitXor:
            return each([](bool x, bool y) { return x != y; });
        case Functor::BitNot:
            return each([](bool x, bool) { return !x; });
        case Functor::ShiftLeft:
            for (Word i = 0; i < b % 64; ++i) result *= 2;
            return result;
        case Functor::ShiftRightUnsigned:
            for (Word i = 0; i < b % 64; ++i) result /= 2;
            return result;
        case Functor::LogicalAnd:
            return truth(a != 0 && b != 0);
        case Functor::LogicalOr:
            return truth(a != 0 || b != 0);
        case Functor::LogicalXor:
            return truth((a != 0) != (b != 0));
        case Functor::LogicalNot:
            return truth(a == 0);
        default:
            return std::nullopt;
    }
}

Result<Word> of_numbers(Functor functor, std::int64_t a, std::int64_t b) {
    if (const auto bits = of_bits(functor, word_of(a), word_of(b))) return *bits;
    switch (functor) {
        case Functor::ShiftRight: {
            const Wide divisor = Wide{1} << (word_of(b) % 64);
            return narrowed(a < 0 ? -((-Wide{a} + divisor - 1) / divisor) : a / divisor);
        }
        case Functor::Add:
            return narrowed(Wide{a} + b);
        case Functor::Subtract:
            return narrowed(Wide{a} - b);
        case Functor::Multiply:
            return narrowed(Wide{a} * b);
        case Functor::Negate:
            return narrowed(-Wide{a});
        case Functor::Absolute:
            return narrowed(a < 0 ? -Wide{a} : Wide{a});
        case Functor::Divide:
            return b == 0 ? bad("division by zero") : narrowed(Wide{a} / b);
        case Functor::Modulo:
            return b == 0 ? bad("division by zero") : narrowed(Wide{a} % b);
        default:
            break;
    }
    if (b < 0) return bad("negative exponent");
    if (a == 0 || a == 1) return word_of(b == 0 ? std::int64_t{1} : a);
    if (a == -1) return word_of(std::int64_t{b % 2 == 0 ? 1 : -1});
    Word result = word_of(std::int64_t{1});
    for (std::int64_t i = 0; i < b; ++i) {  // ends soon: it overflows after 63 steps
        DICTUM_TRY(result, narrowed(Wide{as_number(result)} * a));
    }
    return result;
}

Result<Word> of_unsigned(Functor functor, Word a, Word b) {
    if (const auto bits = of_bits(functor, a, b)) return *bits;
    switch (functor) {
        case Functor::ShiftRight:
            return *of_bits(Functor::ShiftRightUnsigned, a, b);
        case Functor::Add:
            return a + b;
        case Functor::Subtract:
            return a - b;
        case Functor::Multiply:
            return a * b;
        case Functor::Negate:
            return 0 - a;
        case Functor::Absolute:
            return a;
        case Functor::Divide:
            return b == 0 ? Result<Word>(bad("division by zero")) : a / b;
        case Functor::Modulo:
            return b == 0 ? Result<Word>(bad("division by zero")) : a % b;
        default:
            break;
    }
    Word result = 1;
    for (Word bit = Word{1} << 63; bit != 0; bit >>= 1) {
        result *= result;
        if ((b & bit) != 0) result *= a;
    }
    return result;
}

Result<Word> of_floats(Functor functor, double a, double b) {
    double result = 0;
    switch (functor) {
        case Functor::Add:
            result = a + b;
            break;
        case Functor::Subtract:
            result = a - b;
            break;
        case Functor::Multiply:
            result = a * b;
            break;
        case Functor::Negate:
            result = -a;
            break;
        case Functor::Absolute:
            result = std::abs(a);
            break;
        case Functor::Power:
            result = std::pow(a, b);
            break;
        case Functor::Divide:
            result = a / b;
            break;
        default:
            result = std::fmod(a, b);
            break;
    }
    const bool divides = functor == Functor::Divide || functor == Functor::Modulo;
    if (divides && b == 0) return bad("division by zero");
    if (functor == Functor::Power) {
        if (std::isnan(result) && !std::isnan(a) && !std::isnan(b)) return bad("no such power");
        if (a == 0 && b < 0) return bad("division by zero");
    }
    return word_of(std::isnan(result) ? std::numeric_limits<double>::quiet_NaN() : result);
}

Result<Word> numeric(const FunctorExpr& functor, const std::vector<Word>& args, Values& values) {
    if (functor.functor == Functor::Maximum || functor.functor == Functor::Minimum) {
        const auto less = [&](Word a, Word b) {
            return naive_less(a, b, functor.operands, values);
        };
        return functor.functor == Functor::Maximum ? *std::ranges::max_element(args, less)
                                                   : *std::ranges::min_element(args, less);
    }
    const Word a = args[0];
    const Word b = args.size() > 1 ? args[1] : 0;
    if (functor.operands == BaseType::Unsigned) return of_unsigned(functor.functor, a, b);
    if (functor.operands == BaseType::Float) {
        return of_floats(functor.functor, as_float(a), as_float(b));
    }
    return of_numbers(functor.functor, as_number(a), as_number(b));
}

Result<Word> textual(const FunctorExpr& functor, const std::vector<Word>& args, Values& values) {
    if (functor.functor == Functor::Ord) return args[0];
    const std::string text = values.text(as_symbol(args[0]));
    if (functor.functor == Functor::Strlen) return word_of(static_cast<std::int64_t>(text.size()));
    if (functor.functor == Functor::Substr) {
        const std::int64_t start = as_number(args[1]);
        const std::int64_t length = as_number(args[2]);
        if (start < 0 || length < 0 || start > static_cast<std::int64_t>(text.size())) {
            return bad("substr outside the text");
        }
        return word_of(values.symbol(
            text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(length))));
    }
    std::string joined;
    for (const Word word : args) joined += values.text(as_symbol(word));
    return word_of(values.symbol(joined));
}

Result<Word> converted(const FunctorExpr& functor, Word word, Values& values) {
    const BaseType from = functor.operands;
    if (functor.functor == Functor::ToString) {
        if (from == BaseType::Symbol) return word;
        if (from == BaseType::Quantity) {
            return word_of(values.symbol(values.interval(word).to_string()));
        }
        if (from == BaseType::Float) {
            std::string digits(64, ' ');
            const auto end =
                std::to_chars(digits.data(), digits.data() + digits.size(), as_float(word)).ptr;
            digits.resize(static_cast<std::size_t>(end - digits.data()));
            return word_of(values.symbol(digits));
        }
        static const UnitTable kUnits = UnitTable::builtin();
        return word_of(values.symbol(values.literal(word, Type::of(from), kUnits)));
    }
    if (from == BaseType::Symbol) {
        const std::string& text = values.text(as_symbol(word));
        if (functor.functor == Functor::ToUnsigned) return parsed<std::uint64_t>(text);
        if (functor.functor == Functor::ToNumber) {
            DICTUM_TRY(const auto number, parsed<std::int64_t>(text));
            return word_of(number);
        }
        DICTUM_TRY(const auto number, parsed<double>(text));
        return word_of(number);
    }
    if (functor.functor == Functor::ToFloat) {
        if (from == BaseType::Number) return word_of(static_cast<double>(as_number(word)));
        return from == BaseType::Unsigned ? word_of(static_cast<double>(word)) : word;
    }
    Wide whole = from == BaseType::Unsigned ? static_cast<Wide>(word) : Wide{as_number(word)};
    if (from == BaseType::Float) {
        if (!(std::abs(as_float(word)) < 0x1p100)) return bad("not a 64-bit number");
        whole = static_cast<Wide>(as_float(word));
    } else if (from == BaseType::Quantity) {
        const Interval& interval = values.interval(word);
        if (!interval.is_point()) return bad("not a point");
        DICTUM_TRY(const std::int64_t integer, interval.lo->to_integer());
        whole = integer;
    }
    if (functor.functor == Functor::ToNumber) return narrowed(whole);
    if (whole < 0 || whole > std::numeric_limits<Word>::max()) return bad("not unsigned");
    return static_cast<Word>(whole);
}

Result<Word> dated(const FunctorExpr& functor, const std::vector<Word>& args, Values& values) {
    const Decimal day = Decimal::from_integer(24 * 60 * 60);
    if (functor.functor == Functor::DaysBetween) {
        const auto days = Decimal::from_integer(as_number(args[0]) - as_number(args[1]));
        DICTUM_TRY(const Decimal time, multiply(days, day, Rounding::Down));
        return values.quantity(Interval::point(time));
    }
    const Interval& time = values.interval(args[1]);
    if (!time.is_point()) return bad("not a definite time");
    DICTUM_TRY(const Decimal down, divide(*time.lo, day, Rounding::Down));
    DICTUM_TRY(const Decimal up, divide(*time.lo, day, Rounding::Up));
    if (down != up) return bad("not whole days");
    DICTUM_TRY(const std::int64_t days, down.to_integer());
    const Wide sum =
        Wide{as_number(args[0])} + (functor.functor == Functor::AddDays ? days : -days);
    DICTUM_TRY(const Word narrow, narrowed(sum));
    DICTUM_TRY(const Date date, Date::from_days(as_number(narrow)));
    return word_of(date);
}

}  // namespace

bool naive_less(Word a, Word b, BaseType type, const Values& values) {
    if (type == BaseType::Float) return as_float(a) < as_float(b);
    if (type == BaseType::Number || type == BaseType::Date) return as_number(a) < as_number(b);
    if (type != BaseType::Symbol) return a < b;
    return values.text(as_symbol(a)) < values.text(as_symbol(b));
}

Result<Word> naive_call(const FunctorExpr& functor, const std::vector<Word>& args, Values& values) {
    switch (functor.functor) {
        case Functor::Cat:
        case Functor::Strlen:
        case Functor::Substr:
        case Functor::Ord:
            return textual(functor, args, values);
        case Functor::ToNumber:
        case Functor::ToUnsigned:
        case Functor::ToFloat:
        case Functor::ToString:
            return converted(functor, args[0], values);
        case Functor::AddDays:
        case Functor::SubtractDays:
        case Functor::DaysBetween:
            return dated(functor, args, values);
        case Functor::ToQuantity: {
            const std::string digits = functor.operands == BaseType::Unsigned
                                           ? std::to_string(args[0])
                                           : std::to_string(as_number(args[0]));
            DICTUM_TRY(const Decimal lo, Decimal::parse(digits, Rounding::Down));
            DICTUM_TRY(const Decimal hi, Decimal::parse(digits, Rounding::Up));
            return values.quantity(Interval{lo, hi, false, false});
        }
        case Functor::Share: {
            DICTUM_TRY(const Interval share, values.ratio_of(args[0]).share());
            return values.quantity(share);
        }
        case Functor::MakeRecord:
            return values.records().intern(static_cast<std::uint32_t>(args[0]),
                                           std::vector<Word>(args.begin() + 1, args.end()));
        case Functor::HasBranch:
            return word_of(values.records().tag(args[0]) == args[1]);
        case Functor::FieldOf: {
            const auto fields = values.records().fields(args[0]);
            return values.records().tag(args[0]) == args[1] ? fields[args[2]] : Word{0};
        }
        default:
            return numeric(functor, args, values);
    }
}

}  // namespace dictum::test
