#include "engine/lang/words.h"

#include <algorithm>
#include <array>

#include "engine/lang/operators.h"

namespace dictum {
namespace {

template <std::size_t n>
const Refusal* find_in(const std::array<Refusal, n>& refusals, std::string_view word) {
    const auto found = std::find_if(refusals.begin(), refusals.end(),
                                    [&](const Refusal& refusal) { return refusal.word == word; });
    return found == refusals.end() ? nullptr : &*found;
}

constexpr std::array<std::string_view, 8> kDirectives = {
    "decl", "type", "input", "output", "printsize", "pragma", "number_type", "symbol_type"};

constexpr std::string_view kWriteOut = "write its relations and rules out";
constexpr std::string_view kOnlySpeed = "leave it out: it changes speed, never results";

constexpr std::array<Refusal, 9> kRefusedDirectives = {{
    {"comp", "components", kWriteOut},
    {"init", "component instances", kWriteOut},
    {"override", "overriding in components", kWriteOut},
    {"functor", "user-defined functors", ""},
    {"plan", "query plans", "leave it out: the join order is chosen from the rules"},
    {"limitsize", "size limits of relations", "the limits of the run hold for every relation"},
    {"include", "file inclusion", "write the included text here"},
    {"once", "file inclusion", "leave it out"},
    {"lattice", "lattices", ""},
}};

constexpr std::array<Refusal, 10> kRefusedQualifiers = {{
    {"brie", "qualifier `brie`", kOnlySpeed},
    {"btree", "qualifier `btree`", kOnlySpeed},
    {"btree_delete", "qualifier `btree_delete`", ""},
    {"eqrel", "qualifier `eqrel`", "write the rules for symmetry and transitivity"},
    {"inline", "qualifier `inline`", kOnlySpeed},
    {"no_inline", "qualifier `no_inline`", kOnlySpeed},
    {"magic", "qualifier `magic`", kOnlySpeed},
    {"no_magic", "qualifier `no_magic`", kOnlySpeed},
    {"overridable", "qualifier `overridable`", "leave it out"},
    {"choice", "`choice-domain`", ""},
}};

constexpr std::array<Refusal, 5> kRefusedFunctors = {{
    {"range", "functor `range`", "write the numbers as facts"},
    {"autoinc", "counter `autoinc`", ""},
    {"as", "type cast `as`", "use `to_number`, `to_float`, `to_unsigned` or `to_string`"},
    {"recursive_iteration_cnt", "counter `recursive_iteration_cnt`", ""},
    {"debug_delta", "`debug_delta`", ""},
}};

constexpr std::array<Refusal, 3> kRefusedValues = {{
    {"__FILE__", "`__FILE__`", "write the name as a string"},
    {"__LINE__", "`__LINE__`", "write the number"},
    {"__INCL__", "`__INCL__`", "write the text as a string"},
}};

constexpr std::array<Refusal, 11> kRefusedOperators = {{
    {"band", "bit operator `band`", ""},
    {"bor", "bit operator `bor`", ""},
    {"bxor", "bit operator `bxor`", ""},
    {"bnot", "bit operator `bnot`", ""},
    {"bshl", "bit operator `bshl`", "multiply by a power of two"},
    {"bshr", "bit operator `bshr`", "divide by a power of two"},
    {"bshru", "bit operator `bshru`", "divide by a power of two"},
    {"land", "logical operator `land`", "write literals with `,` between them"},
    {"lor", "logical operator `lor`", "write literals with `;` between them"},
    {"lxor", "logical operator `lxor`", ""},
    {"lnot", "logical operator `lnot`", "write `!` before a literal"},
}};

}  // namespace

bool is_directive(std::string_view word) {
    return std::find(kDirectives.begin(), kDirectives.end(), word) != kDirectives.end() ||
           refused_directive(word) != nullptr;
}

std::vector<std::string> directive_words() {
    return std::vector<std::string>(kDirectives.begin(), kDirectives.end());
}

const Refusal* refused_directive(std::string_view word) {
    return find_in(kRefusedDirectives, word);
}
const Refusal* refused_qualifier(std::string_view word) {
    return find_in(kRefusedQualifiers, word);
}
const Refusal* refused_functor(std::string_view word) { return find_in(kRefusedFunctors, word); }
const Refusal* refused_value(std::string_view word) { return find_in(kRefusedValues, word); }
const Refusal* refused_operator(std::string_view word) { return find_in(kRefusedOperators, word); }

std::optional<AggregateKind> aggregate_named(std::string_view word) {
    if (word == "count") return AggregateKind::Count;
    if (word == "sum") return AggregateKind::Sum;
    if (word == "min") return AggregateKind::Min;
    if (word == "max") return AggregateKind::Max;
    if (word == "mean") return AggregateKind::Mean;
    return std::nullopt;
}

bool is_reserved(std::string_view word) {
    return word == "_" || word == kNilTerm || word == "true" || word == "false" ||
           aggregate_named(word) || refused_value(word) != nullptr ||
           refused_operator(word) != nullptr;
}

}  // namespace dictum
