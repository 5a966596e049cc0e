// What the tables of a pack say, before their references are looked up: a claim still cites
// "call qa-8" and not yet bytes of a source.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "kb/knowledge.h"

namespace dictum {

// `cite = "source turn"` with its `quote`.
struct CitationDraft {
    Fragment at;
    Fragment quote;
};

struct ClaimDraft {
    Claim claim;
    std::vector<CitationDraft> citations;
};

struct RuleDraft {
    RuleText rule;
    std::vector<CitationDraft> citations;
    std::vector<Span> override_spans;  // of the ids that it overrides
};

struct TableDraft {
    TableDeclaration table;
    std::vector<std::vector<CitationDraft>> row_citations;
};

struct PackDrafts {
    // Complete but for claims, rules and tables.
    Knowledge knowledge;
    std::vector<ClaimDraft> claims;
    std::vector<RuleDraft> rules;
    std::vector<TableDraft> tables;
    std::set<std::string> rule_ids;  // also of rules that could not be read
    // No file has a syntax error, and every source (every unit, entity and relation) could be read:
    // what refers to one that is missing is really wrong.
    bool sources_whole = true;
    bool names_whole = true;
};

}  // namespace dictum
