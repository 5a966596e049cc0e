#include "engine/check/builtins.h"

#include <algorithm>
#include <array>

namespace dictum {
namespace {

using enum BaseType;

const std::vector<Builtin>& functors() {
    static const std::vector<Builtin> table = {
        {"cat", Functor::Cat, Signature::Fixed, 2, kAnyNumber, {Symbol}, Symbol, "cat(a, b, ...)"},
        {"strlen", Functor::Strlen, Signature::Fixed, 1, 1, {Symbol}, Number, "strlen(text)"},
        {"substr",
         Functor::Substr,
         Signature::Fixed,
         3,
         3,
         {Symbol, Number, Number},
         Symbol,
         "substr(text, start, length)"},
        {"ord", Functor::Ord, Signature::Ordinal, 1, 1, {}, Number, "ord(text)"},
        {"to_number", Functor::ToNumber, Signature::Convert, 1, 1, {}, Number, "to_number(x)"},
        {"to_unsigned",
         Functor::ToUnsigned,
         Signature::Convert,
         1,
         1,
         {},
         Unsigned,
         "to_unsigned(x)"},
        {"to_float", Functor::ToFloat, Signature::Convert, 1, 1, {}, Float, "to_float(x)"},
        {"to_string", Functor::ToString, Signature::Convert, 1, 1, {}, Symbol, "to_string(x)"},
        {"itof", Functor::ToFloat, Signature::Fixed, 1, 1, {Number}, Float, "itof(number)"},
        {"itou", Functor::ToUnsigned, Signature::Fixed, 1, 1, {Number}, Unsigned, "itou(number)"},
        {"ftoi", Functor::ToNumber, Signature::Fixed, 1, 1, {Float}, Number, "ftoi(float)"},
        {"ftou", Functor::ToUnsigned, Signature::Fixed, 1, 1, {Float}, Unsigned, "ftou(float)"},
        {"utoi", Functor::ToNumber, Signature::Fixed, 1, 1, {Unsigned}, Number, "utoi(unsigned)"},
        {"utof", Functor::ToFloat, Signature::Fixed, 1, 1, {Unsigned}, Float, "utof(unsigned)"},
        {"max", Functor::Maximum, Signature::Extreme, 2, kAnyNumber, {}, Number, "max(a, b, ...)"},
        {"min", Functor::Minimum, Signature::Extreme, 2, kAnyNumber, {}, Number, "min(a, b, ...)"},
        {"lo", Functor::Lo, Signature::Part, 1, 1, {}, Quantity, "lo(quantity)"},
        {"hi", Functor::Hi, Signature::Part, 1, 1, {}, Quantity, "hi(quantity)"},
        {"mid", Functor::Mid, Signature::Part, 1, 1, {}, Quantity, "mid(quantity)"},
        {"width", Functor::Width, Signature::Width, 1, 1, {}, Quantity, "width(quantity)"},
        {"floor", Functor::Floor, Signature::Rounding, 1, 1, {}, Quantity, "floor(quantity)"},
        {"ceil", Functor::Ceil, Signature::Rounding, 1, 1, {}, Quantity, "ceil(quantity)"},
        {"round", Functor::Round, Signature::Rounding, 1, 1, {}, Quantity, "round(quantity)"},
        {"abs", Functor::Absolute, Signature::Absolute, 1, 1, {}, Quantity, "abs(quantity)"},
        {"share", Functor::Share, Signature::Share, 1, 1, {}, Quantity, "share(ratio)"},
        {"bnot", Functor::BitNot, Signature::Integral, 1, 1, {}, Number, "bnot x"},
        {"lnot", Functor::LogicalNot, Signature::Integral, 1, 1, {}, Number, "lnot x"},
        {"range", Functor::Range, Signature::Integral, 2, 3, {}, Number, "range(from, to, step)"},
    };
    return table;
}

const std::array<Builtin, 15>& operators() {
    static const std::array<Builtin, 15> table = {{
        {"+", Functor::Add, Signature::Arithmetic, 2, 2},
        {"-", Functor::Subtract, Signature::Arithmetic, 2, 2},
        {"*", Functor::Multiply, Signature::Arithmetic, 2, 2},
        {"/", Functor::Divide, Signature::Arithmetic, 2, 2},
        {"%", Functor::Modulo, Signature::Integral, 2, 2},
        {"^", Functor::Power, Signature::Integral, 2, 2},
        {"band", Functor::BitAnd, Signature::Integral, 2, 2},
        {"bor", Functor::BitOr, Signature::Integral, 2, 2},
        {"bxor", Functor::BitXor, Signature::Integral, 2, 2},
        {"bshl", Functor::ShiftLeft, Signature::Integral, 2, 2},
        {"bshr", Functor::ShiftRight, Signature::Integral, 2, 2},
        {"bshru", Functor::ShiftRightUnsigned, Signature::Integral, 2, 2},
        {"land", Functor::LogicalAnd, Signature::Integral, 2, 2},
        {"lor", Functor::LogicalOr, Signature::Integral, 2, 2},
        {"lxor", Functor::LogicalXor, Signature::Integral, 2, 2},
    }};
    return table;
}

constexpr std::array<PredicateBuiltin, 2> kPredicates = {{
    {"match", Predicate::Match, "match(pattern, text)"},
    {"contains", Predicate::Contains, "contains(part, text)"},
}};

}  // namespace

const Builtin* functor_named(std::string_view name) {
    const auto& table = functors();
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Builtin& entry) { return entry.name == name; });
    return found == table.end() ? nullptr : &*found;
}

std::string_view name_of(Functor functor) {
    for (const Builtin& entry : functors()) {
        if (entry.functor == functor) return entry.name;
    }
    return {};
}

const Builtin& builtin_of(BinaryOp op) { return operators()[static_cast<std::size_t>(op)]; }

const Builtin& negation() {
    static const Builtin entry = {"-", Functor::Negate, Signature::Arithmetic, 1, 1};
    return entry;
}

const Builtin& type_cast() {
    static const Builtin entry = {"as", Functor::Add, Signature::Cast, 1, 1};
    return entry;
}

const Builtin& record_maker() {
    static const Builtin entry = {"[", Functor::MakeRecord, Signature::Structure, 0, kAnyNumber};
    return entry;
}

const Builtin& record_field() {
    static const Builtin entry = {"field", Functor::FieldOf, Signature::Structure, 1, 1};
    return entry;
}

const Builtin& branch_test() {
    static const Builtin entry = {"branch", Functor::HasBranch, Signature::Structure, 1, 1};
    return entry;
}

const PredicateBuiltin* predicate_named(std::string_view name) {
    const auto found =
        std::find_if(kPredicates.begin(), kPredicates.end(),
                     [&](const PredicateBuiltin& entry) { return entry.name == name; });
    return found == kPredicates.end() ? nullptr : &*found;
}

std::string_view name_of(Predicate predicate) {
    return kPredicates[static_cast<std::size_t>(predicate)].name;
}

std::vector<std::string> functor_names() {
    std::vector<std::string> names;
    for (const Builtin& entry : functors()) names.emplace_back(entry.name);
    return names;
}

std::optional<BinaryOp> operator_of(Functor functor) {
    if (functor == Functor::AddDays) return BinaryOp::Add;
    if (functor == Functor::SubtractDays || functor == Functor::DaysBetween) {
        return BinaryOp::Subtract;
    }
    for (std::size_t i = 0; i < operators().size(); ++i) {
        if (operators()[i].functor == functor) return static_cast<BinaryOp>(i);
    }
    return std::nullopt;
}

}  // namespace dictum
