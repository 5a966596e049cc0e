#include "engine/explain/why_not.h"

#include "engine/check/check.h"
#include "engine/explain/why_not_missing.h"
#include "engine/explain/why_not_questions.h"

namespace dictum {
namespace {

// What stands in the way is proved; of a hidden tuple what it rests on is told.
Status explain_present(std::vector<Question>& questions, Model& model, const UnitTable& units,
                       const ConditionReader& reader) {
    for (Question& question : questions) {
        for (Attempt& attempt : question.attempts) {
            for (FailedCondition& failed : attempt.fails) {
                if (failed.present.empty()) continue;
                const TuplePremise& tuple = failed.present.front();
                if (is_hidden(model.program().relations[tuple.relation])) {
                    DICTUM_CHECK(reader.add_grounds(tuple, failed));
                } else {
                    DICTUM_TRY(failed.proof, prove(model, tuple.relation, tuple.row, units));
                }
            }
        }
    }
    return {};
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
    DICTUM_TRY(result.questions, explore(goal, model, reader, units, options.tables, bound));
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
    WhyNotBound unbounded(model, UINT64_MAX);
    const ConditionReader reader(model, units, unbounded);
    DICTUM_CHECK(explain_present(result.questions, model, units, reader));
    Question& root = result.questions.front();
    if (!root.pattern) root.text = print_goal(goal, model.program(), model.values(), units);
    return result;
}

}  // namespace dictum
