// Rules and tables with one thing changed: what tests are tried on. A test that passes all the same
// does not look at it.
//
//   dear(t) :- price(t, p), p > 300元.
//   comparison  p >= 300元, p <= 300元        threshold  p > 330元, p > 270元
//   override    one of `overrides` left out   rule, row  left out as a whole
//
// Mutants are told in the order of the pack. A change may be no program (`g != 1` where g is bound
// by that); whoever tries it finds out.
#pragma once

#include <string>
#include <vector>

#include "engine/value/source_text.h"
#include "kb/knowledge.h"

namespace dictum {

enum class MutantKind : std::uint8_t { Rule, Row, Threshold, Comparison, Override, Citation };
std::string_view to_string(MutantKind kind);

struct Mutant {
    MutantKind kind = MutantKind::Rule;
    std::string id;  // of the rule, row or claim
    Span span;
    std::string before;  // what is changed: `>`, `300元`, an overridden rule, a turn; or nothing
    std::string after;
    // Threshold and comparison: which text is changed, and how the whole of it reads then.
    std::string text = {};
    bool of_table = false;
    std::size_t declared = 0;  // index of the rule or table
    std::size_t row = 0;
    std::size_t cell = 0;
};

// Those of rules, rows, comparisons, thresholds and overrides. `sources` gets a text a rule.
std::vector<Mutant> rule_mutants(const Knowledge& knowledge, SourceMap& sources);

}  // namespace dictum
