// Knowledge -> a program of the rule language: declarations, claims as facts, rules with their ids
// and strengths. Whatever is wrong in the texts is reported; `check` says the rest.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/lang/syntax.h"
#include "engine/value/diagnostic.h"
#include "engine/value/vocabulary.h"
#include "kb/knowledge.h"

namespace dictum {

enum class FactsFrom : std::uint8_t {
    Claims,  // claims become facts of the program, as when a pack is checked
    Store,   // base relations are marked has_data; a FactSource gives their facts
};

struct Assembled {
    SyntaxProgram program;  // Dictum dialect
    Vocabulary vocabulary;
    SupportTable supports;  // claim i of the knowledge is SupportId i
    // claim i was clause claim_clauses[i] of the program (FactsFrom::Claims), for its tuple;
    // kNoClause where its text has a mistake.
    std::vector<std::size_t> claim_clauses;
    // Every unit, entity and relation was declared; otherwise checking would blame the innocent.
    bool declarations_whole = true;
};
constexpr std::size_t kNoClause = SIZE_MAX;

// Relation i of the program is relation i of the knowledge. Relations that a decision table
// concludes are marked unavailable (check marks those of other things that this version doesn't
// evaluate).
Assembled assemble(const Knowledge& knowledge, FactsFrom facts, Diagnostics& diagnostics);

}  // namespace dictum
