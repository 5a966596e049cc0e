// What a model begins with, the count of its bytes, and its warnings.
#include "engine/eval/state.h"

#include <algorithm>

namespace dictum {

Model::State::State(const CheckedProgram& checked, Values& pool, const SupportTable& claims,
                    FactSource* facts, Limits allowed, Scenario assumed)
    : program(checked),
      values(pool),
      supports(claims),
      source(facts),
      limits(std::move(allowed)),
      scenario(std::move(assumed)),
      complete(checked.strata.size(), 0),
      rules_of(checked.relations.size()),
      facts_of(checked.relations.size()),
      warned(checked.rules.size(), 0),
      counted(checked.relations.size(), 0),
      meter(limits, [this] { return held(); }),
      plans_given_head(checked.rules.size()) {
    relations.reserve(checked.relations.size());
    for (const Relation& relation : checked.relations) {
        relations.push(RelationState(relation.columns.size()));
    }
    for (std::size_t i = 0; i < checked.rules.size(); ++i) {
        const RuleId rule = id_at<RuleId>(i);
        rules_of[index_of(checked.rules[rule].head)].push_back(rule);
    }
    for (std::size_t i = 0; i < checked.facts.size(); ++i) {
        facts_of[index_of(checked.facts[i].relation)].push_back(i);
    }
}

PlanContext Model::State::plan_context() const {
    return {program, values, [this](RelationId relation) -> std::optional<std::size_t> {
                if (!is_complete(relation)) return std::nullopt;
                return relations[relation].tuples.size();
            }};
}

Meter::Held Model::State::held() const {
    constexpr std::uint64_t kStepsARelation = 16;
    for (const RelationId relation : watched) {
        const RelationState& state = relations[relation];
        const std::uint64_t now =
            state.tuples.bytes() + state.supported.capacity() * (sizeof(RowId) + sizeof(SupportId));
        counted_total += now - counted[index_of(relation)];
        counted[index_of(relation)] = now;
    }
    return {counted_total + values.bytes(), kStepsARelation * watched.size()};
}

void Model::State::add_warning(const RangePart* widened, const Rule& rule,
                               std::optional<RuleId> id) {
    if (widened == nullptr || (id && warned[index_of(*id)])) return;
    if (id) warned[index_of(*id)] = 1;
    std::string variables;
    for (const std::uint32_t input : widened->repeated) {
        variables += (variables.empty() ? "" : ", ") + widened->inputs[input];
    }
    RunWarning warning;
    warning.id = "dependent-interval";
    warning.rule = id;
    warning.message = rule_name(rule) +
                      ": the range of an expression is wider than exact, because " + variables +
                      " stands in it more than once and the expression is not " + "monotone in it";
    warnings.push_back(std::move(warning));
}

std::vector<RelationId> relations_of(const Rule& rule) {
    std::vector<RelationId> relations;
    for (const Literal& literal : rule.literals) {
        const auto* const atom = std::get_if<AtomLiteral>(&literal.node);
        if (atom) relations.push_back(atom->relation);
    }
    std::sort(relations.begin(), relations.end());
    relations.erase(std::unique(relations.begin(), relations.end()), relations.end());
    return relations;
}

std::string rule_name(const Rule& rule) {
    return rule.id.empty() ? "the goal" : "rule `" + rule.id + "`";
}

Error in_rule(Error error, const Rule& rule) {
    error.message = rule_name(rule) + ": " + error.message;
    return error;
}

}  // namespace dictum
