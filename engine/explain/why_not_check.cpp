#include "engine/explain/why_not_check.h"

#include <algorithm>

namespace dictum {
namespace {

// The given facts that a model has read, as a source for another one.
class GivenFacts final : public FactSource {
  public:
    explicit GivenFacts(const Model::State& state) : state_(state) {}

    Status read(const RelationSchema& relation, Values& values, FactSink& sink) override {
        const auto& relations = state_.program.relations;
        const auto found = std::ranges::find(relations.items(), relation.name, &Relation::name);
        const auto id =
            id_at<RelationId>(static_cast<std::size_t>(found - relations.items().begin()));
        if (!state_.is_complete(id)) return state_.source->read(relation, values, sink);
        const RelationState& rows = state_.relations[id];
        std::size_t support = 0;
        for (std::size_t i = 0; i < rows.base_rows; ++i) {
            const auto row = id_at<RowId>(i);
            const auto tuple = rows.tuples[row];
            bool supported = false;
            for (; support < rows.supported.size() && rows.supported[support] == row; ++support) {
                DICTUM_CHECK(sink.fact(tuple, rows.support_of[support]));
                supported = true;
            }
            if (!supported) DICTUM_CHECK(sink.fact(tuple, std::nullopt));
        }
        return {};
    }

  private:
    const Model::State& state_;
};

}  // namespace

Result<bool> ProofCheck::holds(const PartialProof& proof) {
    if (is_certain(proof)) return true;
    return holds_on_overlay(proof);
}

bool ProofCheck::is_certain(const PartialProof& proof) {
    if (proof.uncertain) return false;
    for (const RuleUse& use : proof.uses) {
        if (!use.pending.empty()) return false;
    }
    std::vector<RelationId> added;
    for (const AssumedFact& fact : proof.assumed) added.push_back(fact.relation);
    const Effects::Reach& reach = effects_.of(std::move(added));
    const auto is_in = [](const std::vector<char>& marks) {
        return [&marks](RelationId relation) { return marks[index_of(relation)] != 0; };
    };
    return std::ranges::none_of(proof.rows_of, is_in(reach.shaken)) &&
           std::ranges::none_of(proof.absences_of, is_in(reach.changed));
}

Result<bool> ProofCheck::holds_on_overlay(const PartialProof& proof) {
    Scenario scenario = model_.scenario();
    for (const AssumedFact& fact : proof.assumed) {
        Assumption assumption;
        assumption.relation = fact.relation;
        for (const ProofTerm& term : fact.args) assumption.tuple.push_back(*proof.word(term));
        scenario.assumptions.push_back(std::move(assumption));
    }
    const Model::State& state = model_.state();
    GivenFacts facts(state);
    Limits limits = state.limits;
    limits.poll = bound_.poll_of_overlay();
    bound_.charge(state.program.rules.size() + state.program.relations.size());
    Model overlay(state.program, state.values, state.supports, state.source ? &facts : nullptr,
                  limits, std::move(scenario));
    const auto answers = solve(goal_, overlay);
    bound_.charge(overlay.state().meter.steps() % Meter::kStepsBetween);
    if (answers) return !answers->empty();
    if (bound_.stopped()) return *bound_.stopped();
    // A run that meets its bound, or an error of a value, says nothing.
    return false;
}

}  // namespace dictum
