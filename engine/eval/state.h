// What a model holds: the rows of each relation, what they rest on, and the counters of the run.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/eval/meter.h"
#include "engine/eval/model.h"
#include "engine/eval/patterns.h"
#include "engine/plan/plan.h"

namespace dictum {

// A relation's rows. Base facts come first; in a round of the fixpoint, the rows that the last
// round added are [delta_begin, delta_end), and those behind belong to the next one.
struct RelationState {
    explicit RelationState(std::size_t arity) : tuples(arity) {}

    Tuples tuples;
    std::size_t base_rows = 0;
    RowId delta_begin{};
    RowId delta_end{};
    std::vector<RowId> supported;       // ascending, one entry a support
    std::vector<SupportId> support_of;  // parallel to `supported`
    Disputes disputes;
    // Where the rows of each round end that added some, with the round's number, ascending. Kept
    // where relations of one stratum depend on each other: there row ids alone give no order.
    std::vector<std::pair<RowId, std::uint64_t>> rounds;

    RowId end() const { return id_at<RowId>(tuples.size()); }
};

struct Model::State {
    State(const CheckedProgram& checked, Values& pool, const SupportTable& claims,
          FactSource* facts, Limits allowed, Scenario assumed);

    // Rows whose stratum is complete are all visible.
    bool is_complete(RelationId relation) const {
        return complete[index_of(program.relations[relation].stratum)] != 0;
    }
    // For the planner: sizes of complete relations.
    PlanContext plan_context() const;
    // Counts the relations in `watched` anew; the others have not changed since they were counted.
    Meter::Held held() const;
    void add_warning(const RangePart* widened, const Rule& rule, std::optional<RuleId> id);

    const CheckedProgram& program;
    Values& values;
    const SupportTable& supports;
    FactSource* source;
    Limits limits;
    Scenario scenario;

    IdMap<RelationId, RelationState> relations;
    std::vector<char> complete;                      // by stratum
    std::vector<std::vector<RuleId>> rules_of;       // by relation: that conclude it
    std::vector<std::vector<std::size_t>> facts_of;  // by relation: indexes of program.facts
    std::vector<RunWarning> warnings;
    std::vector<char> warned;  // by rule
    RunStatistics statistics;

    // Counters and caches.
    mutable std::vector<RelationId> watched;
    mutable std::vector<std::uint64_t> counted;  // bytes, by relation
    mutable std::uint64_t counted_total = 0;
    mutable Meter meter;
    mutable Patterns patterns;
    mutable std::vector<std::unique_ptr<Plan>> plans_given_head;  // by rule
};

// The relations that a rule reads, its aggregates included: ascending, each once.
std::vector<RelationId> relations_of(const Rule& rule);
// "rule `price-gap`", or "the goal".
std::string rule_name(const Rule& rule);
// An error of a value, with the rule that met it.
Error in_rule(Error error, const Rule& rule);

}  // namespace dictum
