// What a model holds: the rows of each relation, what they rest on, and the counters of the run.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/eval/chosen_keys.h"
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
    std::vector<RowId> assumed;         // ascending: taken for granted, without a claim
    std::vector<RowId> also_data;       // ascending: given without a claim, too
    ChosenKeys chosen_keys;             // of a relation with choice domains
    Disputes disputes;
    std::vector<LostRow> lost;  // of a relation with a policy, by raw row
    // Of a relation with the policy `consensus`: the raw rows that agree, by row.
    std::vector<std::vector<RowId>> agreeing;
    // Where the rows of each round end that added some, with the round's number, ascending. Kept
    // where relations of one stratum depend on each other: there row ids alone give no order.
    std::vector<std::pair<RowId, std::uint64_t>> rounds;

    RowId end() const { return id_at<RowId>(tuples.size()); }
};

// The rows of all relations, each made when it is first asked for. Models of several scenarios
// share those that are the same in all of them: complete ones, which nobody writes any more.
class RelationStates {
  public:
    explicit RelationStates(const CheckedProgram& program)
        : program_(program), states_(program.relations.size()) {}

    RelationState& operator[](RelationId relation) const {
        std::shared_ptr<RelationState>& state = states_[index_of(relation)];
        if (!state) {
            const std::size_t arity = program_.relations[relation].columns.size();
            state = std::make_shared<RelationState>(arity);
        }
        return *state;
    }
    void share(RelationId relation, const RelationStates& from) {
        states_[index_of(relation)] = from.states_[index_of(relation)];
    }
    // Null when nobody has asked for it.
    const RelationState* find(RelationId relation) const {
        return states_[index_of(relation)].get();
    }

  private:
    const CheckedProgram& program_;
    mutable std::vector<std::shared_ptr<RelationState>> states_;
};

// What concludes or gives each relation, by relation.
struct ProgramIndex {
    explicit ProgramIndex(const CheckedProgram& program);

    std::vector<std::vector<RuleId>> rules_of;       // that conclude it
    std::vector<std::vector<std::size_t>> facts_of;  // indexes of program.facts
};

struct Model::State {
    State(const CheckedProgram& checked, Values& pool, const SupportTable& claims,
          FactSource* facts, Limits allowed, Scenario assumed);
    // The same program under another scenario; see Model's constructor.
    State(const State& base, Scenario more);

    // Rows whose stratum is complete are all visible.
    bool is_complete(RelationId relation) const {
        return complete[index_of(program.relations[relation].stratum)] != 0;
    }
    // For the planner: sizes of complete relations.
    PlanContext plan_context() const;
    // Counts the relations in `watched` anew; the others have not changed since they were counted.
    Meter::Held held() const;
    void add_warning(const RangePart* widened, const Rule& rule, std::optional<RuleId> id);
    // Does a row that is given or derived give way to what is assumed of its key, or is it nothing
    // that the goal can look at?
    bool gives_way(RelationId relation, std::span<const Word> tuple) const;
    // Takes the keys of a tuple that is about to be added: false when a choice domain has them.
    bool takes_keys(RelationId relation, std::span<const Word> tuple) {
        RelationState& rows = relations[relation];
        const auto& choices = program.relations[relation].choices;
        return choices.empty() || rows.tuples.find(tuple) || rows.chosen_keys.take(choices, tuple);
    }
    bool may_give_way(RelationId relation) const {
        return !program.relations[relation].choices.empty() || replaced.contains(relation) ||
               (scenario.slice && scenario.slice->restricts(relation));
    }

    const CheckedProgram& program;
    Values& values;
    const SupportTable& supports;
    FactSource* source;
    Limits limits;
    Scenario scenario;

    const Model* model = nullptr;  // whose state this is
    const Weigher* weigher = nullptr;

    std::shared_ptr<const ProgramIndex> index;
    const std::vector<std::vector<RuleId>>& rules_of;
    const std::vector<std::vector<std::size_t>>& facts_of;
    RelationStates relations;
    RelationStates origin;       // complete ones of the model that this one was made on top of
    std::vector<char> complete;  // by stratum
    std::unordered_map<RelationId, Tuples> replaced;  // keys whose rows give way to assumptions
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

  private:
    void note_replaced();
    void share_unchanged(const State& base);
    bool differs(const State& base, StratumId stratum, const std::vector<char>& changed) const;
};

// The relations that a rule reads, its aggregates included: ascending, each once.
std::vector<RelationId> relations_of(const Rule& rule);
// "rule `price-gap`", or "the goal".
std::string rule_name(const Rule& rule);
// An error of a value, with the rule that met it.
Error in_rule(Error error, const Rule& rule);

}  // namespace dictum
