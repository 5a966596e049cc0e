// Knowledge -> a program of the rule language: declarations, claims as facts, rules with their ids
// and strengths. Whatever is wrong in the texts is reported; `check` says the rest.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/check/program.h"
#include "engine/lang/syntax.h"
#include "engine/table/lower_table.h"
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
    // What became of the tables (check_with_tables).
    std::vector<TableRules> tables;
    // Every unit, entity and relation was declared; otherwise checking would blame the innocent.
    bool declarations_whole = true;
};
constexpr std::size_t kNoClause = SIZE_MAX;

// Relation i of the program is relation i of the knowledge. Relations that a decision table
// concludes are marked unavailable, until check_with_tables makes them clauses (check marks those
// of other things that this version doesn't evaluate).
Assembled assemble(const Knowledge& knowledge, FactsFrom facts, Diagnostics& diagnostics);

// The program that is evaluated: what was assembled, and the relations and clauses that its tables
// are, behind everything else. Requires tables without mistakes (check_table). Nothing when
// something is wrong with what they conclude.
std::optional<CheckedProgram> check_with_tables(const Knowledge& knowledge, Assembled& assembled,
                                                Values& values, Diagnostics& diagnostics);

}  // namespace dictum
