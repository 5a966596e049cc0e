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

constexpr std::array<std::string_view, 12> kDirectives = {
    "decl",        "type",        "input", "output", "printsize", "pragma",
    "number_type", "symbol_type", "comp",  "init",   "override",  "plan"};

constexpr std::array<std::string_view, 7> kHints = {"brie",      "btree", "btree_delete", "inline",
                                                    "no_inline", "magic", "no_magic"};

constexpr std::array<Refusal, 5> kRefusedDirectives = {{
    {"functor", "user-defined functors", ""},
    {"limitsize", "size limits of relations", "the limits of the run hold for every relation"},
    {"include", "file inclusion", "write the included text here"},
    {"once", "file inclusion", "leave it out"},
    {"lattice", "lattices", ""},
}};

constexpr std::array<Refusal, 4> kRefusedFunctors = {{
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
bool is_hint(std::string_view word) {
    return std::find(kHints.begin(), kHints.end(), word) != kHints.end();
}
const Refusal* refused_functor(std::string_view word) { return find_in(kRefusedFunctors, word); }
const Refusal* refused_value(std::string_view word) { return find_in(kRefusedValues, word); }

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
           aggregate_named(word) || refused_value(word) != nullptr || operator_word(word) ||
           is_prefix_word(word);
}

}  // namespace dictum
