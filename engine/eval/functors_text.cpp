// Functors of text, and conversions. Lengths and positions count bytes, as Soufflé's do.
#include <charconv>
#include <cmath>

#include "engine/eval/functors.h"

namespace dictum {
namespace {

Result<Word> cat(std::span<const Word> args, const FunctorContext& context) {
    std::uint64_t size = 0;
    for (const Word word : args) size += context.values.text(as_symbol(word)).size();
    // Checked here, since text may double with every step and outrun any poll.
    if (context.values.bytes() + size > context.bytes_max) {
        return Error{ErrorCode::Limit, "cat would make a text of " + std::to_string(size) +
                                           " bytes, beyond the limit bytes_max = " +
                                           std::to_string(context.bytes_max)};
    }
    std::string text;
    text.reserve(size);
    for (const Word word : args) text += context.values.text(as_symbol(word));
    return word_of(context.values.symbol(text));
}

// Soufflé cuts what reaches past the end, and only warns when the start lies outside; here the
// latter is an error, as is a negative length.
Result<Word> substr(std::span<const Word> args, Values& values) {
    const std::string& text = values.text(as_symbol(args[0]));
    const std::int64_t start = as_number(args[1]);
    const std::int64_t length = as_number(args[2]);
    if (start < 0 || length < 0 || start > static_cast<std::int64_t>(text.size())) {
        return invalid_input("substr(" + show(args[0], BaseType::Symbol, values) + ", " +
                             std::to_string(start) + ", " + std::to_string(length) +
                             "): outside the text, which has " + std::to_string(text.size()) +
                             " bytes");
    }
    const std::string part =
        text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(length));
    return word_of(values.symbol(part));
}

// The whole text as a value; from_chars knows no leading `+`.
template <class Number>
Result<Number> parse(Functor functor, const std::string& text, Word word, const Values& values) {
    const bool plus = text.size() > 1 && text[0] == '+' && text[1] != '-';
    const char* const begin = text.data() + (plus ? 1 : 0);
    const char* const end = text.data() + text.size();
    Number number{};
    const auto [stop, error] = std::from_chars(begin, end, number);
    bool fits = error == std::errc{} && stop == end;
    if constexpr (std::is_floating_point_v<Number>) fits = fits && std::isfinite(number);
    if (fits) return number;
    const std::string name = functor == Functor::ToNumber     ? "to_number"
                             : functor == Functor::ToUnsigned ? "to_unsigned"
                                                              : "to_float";
    const std::string why =
        error == std::errc::result_out_of_range ? ": the number is too large" : ": not a number";
    return invalid_input(name + "(" + show(word, BaseType::Symbol, values) + ")" + why);
}

Result<Word> from_text(Functor functor, Word word, const Values& values) {
    const std::string& text = values.text(as_symbol(word));
    if (functor == Functor::ToNumber) {
        DICTUM_TRY(const auto number, parse<std::int64_t>(functor, text, word, values));
        return word_of(number);
    }
    if (functor == Functor::ToUnsigned) {
        DICTUM_TRY(const auto number, parse<std::uint64_t>(functor, text, word, values));
        return number;
    }
    DICTUM_TRY(const auto number, parse<double>(functor, text, word, values));
    return word_of(number);
}

constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;

Result<Word> to_number(BaseType from, Word word, const Values& values) {
    switch (from) {
        case BaseType::Unsigned:
            if (as_number(word) < 0) break;
            return word;
        case BaseType::Float: {
            const double value = as_float(word);
            if (!(value >= -kTwo63 && value < kTwo63)) break;
            return word_of(static_cast<std::int64_t>(value));
        }
        case BaseType::Quantity: {
            const Interval& interval = values.interval(word);
            if (!interval.is_point()) break;
            const Result<std::int64_t> integer = interval.lo->to_integer();
            if (!integer) break;
            return word_of(*integer);
        }
        default:
            return word;
    }
    return invalid_input("to_number(" + show(word, from, values) + "): not a 64-bit number");
}

Result<Word> to_unsigned(BaseType from, Word word, const Values& values) {
    switch (from) {
        case BaseType::Number:
            if (as_number(word) < 0) break;
            return word;
        case BaseType::Float: {
            const double value = as_float(word);
            if (!(value > -1.0 && value < kTwo64)) break;
            return value < 0 ? 0 : static_cast<std::uint64_t>(value);
        }
        default:
            return word;
    }
    return invalid_input("to_unsigned(" + show(word, from, values) +
                         "): not a 64-bit unsigned number");
}

Result<Word> to_float(BaseType from, Word word) {
    switch (from) {
        case BaseType::Number:
            return word_of(static_cast<double>(as_number(word)));
        case BaseType::Unsigned:
            return word_of(static_cast<double>(word));
        default:
            return word;
    }
}

}  // namespace

Result<Word> apply_text(Functor functor, std::span<const Word> args,
                        const FunctorContext& context) {
    switch (functor) {
        case Functor::Cat:
            return cat(args, context);
        case Functor::Substr:
            return substr(args, context.values);
        case Functor::Strlen:
            return word_of(
                static_cast<std::int64_t>(context.values.text(as_symbol(args[0])).size()));
        default:
            return args[0];  // ord: a symbol's number
    }
}

Result<Word> convert(Functor functor, BaseType from, Word value, Values& values) {
    if (functor == Functor::ToString) {
        if (from == BaseType::Symbol) return value;
        if (from == BaseType::Bool) return word_of(values.symbol(value != 0 ? "true" : "false"));
        return word_of(values.symbol(show(value, from, values)));
    }
    if (from == BaseType::Symbol) return from_text(functor, value, values);
    if (functor == Functor::ToNumber) return to_number(from, value, values);
    if (functor == Functor::ToUnsigned) return to_unsigned(from, value, values);
    return to_float(from, value);
}

}  // namespace dictum
