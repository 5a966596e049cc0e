// The words of the language: which names mean something, and which ones a later version brings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/syntax.h"

namespace dictum {

// `decl`, `input`, `comp`, ...: what may follow a dot at the start of a declaration.
bool is_directive(std::string_view word);
// All of them, for suggestions.
std::vector<std::string> directive_words();

// What a later version brings: "this version has no <thing>", and what to write until then.
struct Refusal {
    std::string_view word;
    std::string_view thing;
    std::string_view mend;
};

// Null when the word is not refused.
const Refusal* refused_directive(std::string_view word);
bool is_hint(std::string_view word);                    // a qualifier that only changes speed
const Refusal* refused_functor(std::string_view word);  // range(...), as(...)
const Refusal* refused_value(std::string_view word);    // nil, __FILE__

std::optional<AggregateKind> aggregate_named(std::string_view word);

// Words that can't name a variable or relation.
bool is_reserved(std::string_view word);

}  // namespace dictum
