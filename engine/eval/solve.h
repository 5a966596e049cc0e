// Answers of a goal, and the derivations of a tuple.
//
// Both run one rule's body over a model whose strata are complete: a goal enumerates its bindings,
// a tuple's derivations are the matches of each rule that could conclude it with the head bound.
#pragma once

#include <span>
#include <variant>
#include <vector>

#include "engine/check/program.h"
#include "engine/eval/model.h"

namespace dictum {

// Rows of the asked variables, each once, sorted by value (Values::less, column by column).
// A goal without variables has one empty row when it holds. Evaluates what the goal reads first.
// Errors: those of Model::require; more than limits.rows_max rows is a Limit error.
Result<std::vector<std::vector<Word>>> solve(const CheckedGoal& goal, Model& model);

// What a derivation rests on, literal by literal, in the order of the rule's body.
struct TuplePremise {
    RelationId relation{};
    RowId row{};

    bool operator==(const TuplePremise&) const = default;
};
struct AbsencePremise {  // no tuple matches; absent entries are free positions
    RelationId relation{};
    std::vector<std::optional<Word>> pattern;
};
struct CalculationPremise {
    LiteralId literal{};
};  // a comparison or predicate that holds
struct AggregatePremise {
    LiteralId literal{};
    Word result = 0;
    // What contributed: for min and max the rows that carry the value, otherwise all; each list is
    // the rows of one match of the body. At most kContributorsKept matches are listed.
    std::vector<std::vector<TuplePremise>> contributors;
    std::size_t matches = 0;  // how many there were
    bool disputed = false;    // a disputed key entered as the hull of its sides
};
constexpr std::size_t kContributorsKept = 1'000'000;

using Premise = std::variant<TuplePremise, AbsencePremise, CalculationPremise, AggregatePremise>;

struct Derivation {
    std::optional<RuleId> rule;     // absent: of a goal
    std::vector<Word> bindings;     // one word a variable of the rule (local variables of
                                    // aggregates and variables that nothing binds are 0)
    std::vector<Premise> premises;  // one a top-level literal
};

// Every derivation of the row by rules (base support is not among them), by rule order, then by
// premises. At most `limits.proof_nodes_max`; `truncated` tells when there were more.
struct Derivations {
    std::vector<Derivation> items;
    bool truncated = false;
};
Result<Derivations> derivations(const Model& model, RelationId relation, RowId row);
// One derivation whose premises in the row's own stratum were derived before it: what a proof can
// rest on when the rest is too much to look at. Every row that was not given has one.
Result<std::optional<Derivation>> first_derivation(const Model& model, RelationId relation,
                                                   RowId row);
// A row that was chosen by its strength is known as the row that it is.
TuplePremise known_as(const Model& model, TuplePremise tuple);
// The matches of a goal's body that give this row of answers.
Result<Derivations> derivations(const Model& model, const CheckedGoal& goal,
                                std::span<const Word> row);

}  // namespace dictum
