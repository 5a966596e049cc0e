// The model of a program: the tuples of each relation after its stratum's fixpoint.
//
// Strata are evaluated when something needs them and not before; a goal pays only for what it
// depends on. The model can't change a tuple once a stratum is complete.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/check/program.h"
#include "engine/eval/scenario.h"
#include "engine/eval/tuples.h"
#include "engine/value/facts.h"
#include "engine/value/limits.h"
#include "engine/value/vocabulary.h"

namespace dictum {

// Keys of a keyed relation that hold incompatible values, found when its stratum is complete.
// Rows conflict pairwise; a dispute is a group of rows of one key in which some pair conflicts,
// less the rows that are compatible with all others.
struct Disputes {
    std::vector<std::vector<RowId>> groups;            // each ascending; by first row
    std::vector<std::optional<std::uint32_t>> of_row;  // group of a row; empty when there are none

    std::optional<std::uint32_t> group_of(RowId row) const {
        return index_of(row) < of_row.size() ? of_row[index_of(row)] : std::nullopt;
    }
};

// A row that a conflict policy did not choose: of the relation's raw rows, and the row that it gave
// way to.
struct LostRow {
    RowId raw{};
    RowId chosen{};
};

// A warning of the run: `dependent-interval`.
struct RunWarning {
    std::string id;
    std::optional<RuleId> rule;  // absent: of a goal
    std::string message;
};

struct RunStatistics {
    std::uint64_t tuples = 0;  // derived
    std::uint64_t rounds = 0;
    std::uint64_t steps = 0;  // rows visited and operators run
};

class Weigher;

class Model {
  public:
    // All of these must outlive the model. `supports` belongs to the facts of `program` and
    // `source`; source may be null.
    Model(const CheckedProgram& program, Values& values, const SupportTable& supports,
          FactSource* source, Limits limits, Scenario scenario = {});
    // The program of `base` under a scenario that leaves out and assumes all that base's does, in
    // the same order, and more. Complete strata that the difference does not reach are shared, not
    // evaluated again: the cost is that of the strata below which something changes. What is given
    // is taken from base where that has read it.
    Model(const Model& base, Scenario scenario);
    ~Model();
    Model(Model&&) noexcept;  // NOLINT: moves what the state knows its model by

    // Evaluates the strata that `relations` depend on. After an error (limit, overflow, interrupt:
    // the message names the rule) the unfinished stratum is empty again, and complete ones stay.
    Status require(std::span<const RelationId> relations);
    Status require_all();

    bool complete(RelationId relation) const;
    const Tuples& tuples(RelationId relation) const;  // requires complete(relation)
    // Claims that a row rests on directly; empty for data without citation and for derived rows.
    // Ascending. `is_base` tells whether the row was given (by the text or a source).
    std::span<const SupportId> supports(RelationId relation, RowId row) const;
    bool is_base(RelationId relation, RowId row) const;
    // Taken for granted by the scenario, as data.
    bool is_assumed(RelationId relation, RowId row) const;
    const Disputes& disputes(RelationId relation) const;
    // Of a relation with a conflict policy, by raw row. `raw_rows` is the relation that they are
    // of.
    const std::vector<LostRow>& lost_rows(RelationId relation) const;
    std::optional<RelationId> raw_rows(RelationId relation) const;
    // The raw row that holds the same tuple as the row of a relation with a policy.
    std::optional<RowId> raw_row(RelationId relation, RowId row) const;

    // Needed where a relation has a conflict policy, or a rule demands strength. Must outlive this.
    void weigh_with(const Weigher& weigher);

    const CheckedProgram& program() const;
    Values& values() const;
    const SupportTable& support_table() const;
    const Limits& limits() const;
    const Scenario& scenario() const;
    const std::vector<RunWarning>& warnings() const;
    const RunStatistics& statistics() const;

    struct State;  // of the evaluator
    State& state() { return *state_; }
    const State& state() const { return *state_; }

  private:
    std::unique_ptr<State> state_;
};

}  // namespace dictum
