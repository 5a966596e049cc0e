#include "engine/explain/why_not_check.h"

#include <algorithm>

namespace dictum {

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
    return !reach.risky && std::ranges::none_of(proof.rows_of, is_in(reach.shaken)) &&
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
    const CheckedProgram& program = model_.program();
    bound_.charge(program.rules.size() + program.relations.size());
    Model overlay(model_, std::move(scenario));
    overlay.state().limits.poll = bound_.poll_of_overlay();
    const auto answers = solve(goal_, overlay);
    bound_.charge(overlay.state().meter.steps() % Meter::kStepsBetween);
    if (answers) return !answers->empty();
    if (bound_.stopped()) return *bound_.stopped();
    // A run that meets its bound, or an error of a value, says nothing.
    return false;
}

}  // namespace dictum
