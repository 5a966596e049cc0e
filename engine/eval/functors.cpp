// The way from a functor to the family that computes it, and what the families share.
#include "engine/eval/functors.h"

#include <array>
#include <charconv>

namespace dictum {
namespace {

constexpr std::size_t kShownBytes = 60;

// Cuts at a character's begin.
std::string shortened(const std::string& text) {
    if (text.size() <= kShownBytes) return "\"" + text + "\"";
    std::size_t end = kShownBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return "\"" + text.substr(0, end) + "...\"";
}

Word extreme(Functor functor, BaseType type, std::span<const Word> args, const Values& values) {
    Word best = args.front();
    for (const Word word : args.subspan(1)) {
        const bool better = functor == Functor::Minimum ? word_less(word, best, type, values)
                                                        : word_less(best, word, type, values);
        if (better) best = word;
    }
    return best;
}

Result<Word> arithmetic(Functor functor, BaseType operands, std::span<const Word> args) {
    const Word a = args.front();
    const Word b = args.size() > 1 ? args[1] : 0;
    if (operands == BaseType::Unsigned) return apply_unsigned(functor, a, b);
    if (operands == BaseType::Float) return apply_float(functor, as_float(a), as_float(b));
    return apply_number(functor, as_number(a), as_number(b));
}

}  // namespace

Result<Word> apply(Functor functor, BaseType operands, std::span<const Word> args,
                   const FunctorContext& context) {
    switch (functor) {
        case Functor::Maximum:
        case Functor::Minimum:
            return extreme(functor, operands, args, context.values);
        case Functor::Cat:
        case Functor::Strlen:
        case Functor::Substr:
        case Functor::Ord:
            return apply_text(functor, args, context);
        case Functor::ToNumber:
        case Functor::ToUnsigned:
        case Functor::ToFloat:
        case Functor::ToString:
            return convert(functor, operands, args.front(), context.values);
        case Functor::ToQuantity:
        case Functor::Share:
            return apply_quantity(functor, operands, args, context.values);
        case Functor::AddDays:
        case Functor::SubtractDays:
        case Functor::DaysBetween:
            return apply_date(functor, args, context.values);
        case Functor::MakeRecord:
        case Functor::FieldOf:
        case Functor::HasBranch:
            return apply_record(functor, args, context);
        case Functor::Range:
            return invalid_input("a range has several values");
        default:
            return arithmetic(functor, operands, args);
    }
}

bool word_less(Word a, Word b, BaseType type, const Values& values) {
    switch (type) {
        case BaseType::Number:
        case BaseType::Date:
            return as_number(a) < as_number(b);
        case BaseType::Float:
            return as_float(a) < as_float(b);
        case BaseType::Symbol:
            return a != b && values.text(as_symbol(a)) < values.text(as_symbol(b));
        default:
            return a < b;
    }
}

std::string show(Word word, BaseType type, const Values& values) {
    switch (type) {
        case BaseType::Number:
            return std::to_string(as_number(word));
        case BaseType::Float:
            return show_float(as_float(word));
        case BaseType::Symbol:
            return shortened(values.text(as_symbol(word)));
        case BaseType::Quantity:
            return values.interval(word).to_string();
        case BaseType::Ratio:
            return values.ratio_of(word).to_string();
        case BaseType::Date:
            return as_date(word).to_string();
        default:
            return std::to_string(word);
    }
}

std::string show_float(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return std::string(buffer.data(), end);
}

}  // namespace dictum
