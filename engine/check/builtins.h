// The functors and predicates that the language has, with what they take and give.
//
//   substr(text, start, length)   strlen(text)   match(pattern, text)   max(a, b, ...)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check/program.h"

namespace dictum {

// How the types of the arguments make the type of the result.
enum class Signature : std::uint8_t {
    Arithmetic,  // one numeric type; + - * / also measures and dates
    Integral,    // % and ^: number, unsigned or float, never a quantity
    Extreme,     // max, min: one type that has an order
    Fixed,       // as `params` and `result` say; the last parameter repeats
    Convert,     // number, unsigned, float or symbol -> `result`; to_string takes everything
    Ordinal,     // ord: anything that is stored as a number of its own
    Part,        // lo, hi, mid: a quantity -> the same
    Width,       // a quantity -> the difference of two such
    Rounding,    // floor, ceil, round: in the unit that it is shown in
    Absolute,    // a quantity or number -> the same
    Share,       // a ratio -> a plain quantity
    Cast,        // as: the same word, of the type that it names
    Structure,   // records: their types are found by record_terms.h
};

constexpr std::size_t kAnyNumber = 255;

struct Builtin {
    std::string_view name;
    Functor functor = Functor::Add;
    Signature signature = Signature::Fixed;
    std::size_t least = 1;  // arguments
    std::size_t most = 1;
    std::vector<BaseType> params = {};
    BaseType result = BaseType::Number;
    std::string_view usage = {};  // "substr(text, start, length)"
};

// Null when there is none.
const Builtin* functor_named(std::string_view name);
const Builtin& builtin_of(BinaryOp op);
const Builtin& negation();
const Builtin& type_cast();     // `as(x, T)`; no functor is left of it
const Builtin& record_maker();  // `[a, b]`, `nil`, `$A(x)`
const Builtin& record_field();  // what check makes of them where they are matched
const Builtin& branch_test();

struct PredicateBuiltin {
    std::string_view name;
    Predicate predicate = Predicate::Match;
    std::string_view usage;
};
constexpr std::size_t kPredicateArguments = 2;
// The name of a functor that is written as a call; of several names the first ("to_number").
std::string_view name_of(Functor functor);
const PredicateBuiltin* predicate_named(std::string_view name);
std::string_view name_of(Predicate predicate);
// The sign of a functor that is written between its arguments.
std::optional<BinaryOp> operator_of(Functor functor);

// For suggestions.
std::vector<std::string> functor_names();

}  // namespace dictum
