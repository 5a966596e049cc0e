#include "engine/explain/why_not.h"

#include "engine/check/check.h"
#include "engine/explain/why_not_missing.h"
#include "engine/explain/why_not_questions.h"

namespace dictum {
namespace {

// What stands in the way is proved where it is reported first.
void prove_present(std::vector<Question>& questions, const Model& model, const UnitTable& units) {
    for (Question& question : questions) {
        for (Attempt& attempt : question.attempts) {
            for (FailedCondition& failed : attempt.fails) {
                if (failed.present.empty()) continue;
                const TuplePremise& tuple = failed.present.front();
                auto proof = prove(model, tuple.relation, tuple.row, units);
                if (proof) failed.proof = *std::move(proof);
            }
        }
    }
}

bool has_answer(const CheckedGoal& goal, Model& model) {
    const Plan plan = plan_body(model.state().plan_context(), goal.rule);
    Executor executor(plan, model.state(), true);
    executor.start({});
    return executor.next() == Executor::Outcome::Match;
}

Status search(const CheckedGoal& goal, Model& model, const UnitTable& units,
              const WhyNotOptions& options, WhyNot& result) {
    WhyNotBound bound(model, options.bound);
    const ConditionReader reader(model, units, bound);
    // The explanation may use half of what is allowed, and what to ask for the rest.
    bound.allow(options.bound / 2);
    DICTUM_TRY(result.questions, explore(goal, model, reader, bound));
    result.bounded = bound.reached();
    bound.allow(options.bound);
    DICTUM_TRY(MissingSets missing,
               missing_sets(goal, model, reader, units, options.sets_max, bound));
    result.missing = std::move(missing.sets);
    result.bounded = result.bounded || !missing.whole;
    result.steps = bound.steps();
    return {};
}

}  // namespace

Result<WhyNot> why_not(const CheckedGoal& goal, Model& model, const UnitTable& units,
                       const WhyNotOptions& options) {
    WhyNot result;
    result.bound = options.bound;
    DICTUM_CHECK(model.require(goal.reads));
    model.state().meter.restart();
    result.holds = has_answer(goal, model);
    if (model.state().meter.stopped()) return model.state().meter.error();
    if (result.holds) return result;
    DICTUM_CHECK(search(goal, model, units, options, result));
    prove_present(result.questions, model, units);
    Question& root = result.questions.front();
    if (!root.pattern) root.text = print_goal(goal, model.program(), model.values(), units);
    return result;
}

}  // namespace dictum
