// Which plans a rule has: one to start with, or one for each literal that its own stratum feeds.
#include <algorithm>

#include "engine/plan/body_planner.h"
#include "engine/plan/plan.h"

namespace dictum {
namespace {

// A rule with n literals of which d are recursive has d plans of n operators each. Beyond this
// product one plan that reads everything is better than very many.
constexpr std::size_t kDeltaOperatorsMax = 20'000;
constexpr std::size_t kDeltasAlways = 4;

// Indexes into the body of the positive atoms over relations of the stratum.
std::vector<std::size_t> recursive_literals(const CheckedProgram& program, const Rule& rule,
                                            StratumId stratum) {
    std::vector<std::size_t> recursive;
    for (std::size_t i = 0; i < rule.body.size(); ++i) {
        const auto* const atom = std::get_if<AtomLiteral>(&rule.literals[rule.body[i]].node);
        if (atom && !atom->negated && program.relations[atom->relation].stratum == stratum) {
            recursive.push_back(i);
        }
    }
    return recursive;
}

RelationId relation_of(const Rule& rule, std::size_t literal) {
    return std::get<AtomLiteral>(rule.literals[rule.body[literal]].node).relation;
}

void add_plans(const PlanContext& context, RuleId id, StratumId stratum,
               std::vector<RulePlan>& plans) {
    const Rule& rule = context.program.rules[id];
    const std::vector<std::size_t> recursive = recursive_literals(context.program, rule, stratum);
    const bool many = recursive.size() > kDeltasAlways &&
                      recursive.size() * rule.body.size() > kDeltaOperatorsMax;
    if (recursive.empty() || many) {
        RulePlan plan{id, {}, plan_body(context, rule)};
        for (const std::size_t literal : recursive) {
            plan.deltas.push_back(relation_of(rule, literal));
        }
        std::sort(plan.deltas.begin(), plan.deltas.end());
        plan.deltas.erase(std::unique(plan.deltas.begin(), plan.deltas.end()), plan.deltas.end());
        plans.push_back(std::move(plan));
        return;
    }
    for (const std::size_t literal : recursive) {
        plans.push_back(
            {id, {relation_of(rule, literal)}, BodyPlanner(context, rule).finish(literal)});
    }
}

}  // namespace

std::vector<RulePlan> from_checked(const PlanContext& context, StratumId stratum) {
    std::vector<RulePlan> plans;
    for (const RuleId rule : context.program.strata[stratum].rules) {
        add_plans(context, rule, stratum, plans);
    }
    return plans;
}

Plan plan_body(const PlanContext& context, const Rule& rule) {
    return BodyPlanner(context, rule).finish(std::nullopt);
}

Plan plan_given_head(const PlanContext& context, const Rule& rule) {
    BodyPlanner planner(context, rule);
    planner.give_head();
    return planner.finish(std::nullopt);
}

}  // namespace dictum
