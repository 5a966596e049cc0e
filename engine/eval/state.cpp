// What a model begins with, the count of its bytes, and its warnings.
#include "engine/eval/state.h"

#include <algorithm>

namespace dictum {

ProgramIndex::ProgramIndex(const CheckedProgram& program)
    : rules_of(program.relations.size()), facts_of(program.relations.size()) {
    for (std::size_t i = 0; i < program.rules.size(); ++i) {
        const RuleId rule = id_at<RuleId>(i);
        if (program.rules[rule].made == Made::Consensus) continue;
        rules_of[index_of(program.rules[rule].head)].push_back(rule);
    }
    for (std::size_t i = 0; i < program.facts.size(); ++i) {
        const RelationId relation = program.facts[i].relation;
        facts_of[index_of(program.holder_of(relation))].push_back(i);
    }
}

Model::State::State(const CheckedProgram& checked, Values& pool, const SupportTable& claims,
                    FactSource* facts, Limits allowed, Scenario assumed)
    : program(checked),
      values(pool),
      supports(claims),
      source(facts),
      limits(std::move(allowed)),
      scenario(std::move(assumed)),
      index(std::make_shared<ProgramIndex>(checked)),
      rules_of(index->rules_of),
      facts_of(index->facts_of),
      relations(checked),
      origin(checked),
      complete(checked.strata.size(), 0),
      warned(checked.rules.size(), 0),
      counted(checked.relations.size(), 0),
      meter(limits, [this] { return held(); }),
      plans_given_head(checked.rules.size()) {
    note_replaced();
}

Model::State::State(const State& base, Scenario more)
    : program(base.program),
      values(base.values),
      supports(base.supports),
      source(base.source),
      limits(base.limits),
      scenario(std::move(more)),
      weigher(base.weigher),
      index(base.index),
      rules_of(index->rules_of),
      facts_of(index->facts_of),
      relations(program),
      origin(program),
      complete(program.strata.size(), 0),
      warned(program.rules.size(), 0),
      counted(program.relations.size(), 0),
      meter(limits, [this] { return held(); }),
      plans_given_head(program.rules.size()) {
    note_replaced();
    share_unchanged(base);
}

void Model::State::note_replaced() {
    std::vector<Word> key;
    for (const Assumption& assumption : scenario.assumptions) {
        const std::vector<std::uint32_t>& columns = program.relations[assumption.relation].key;
        if (!assumption.replaces || columns.empty()) continue;
        key.clear();
        for (const std::uint32_t column : columns) key.push_back(assumption.tuple[column]);
        const RelationId holder = program.holder_of(assumption.relation);
        replaced.try_emplace(holder, columns.size()).first->second.insert(key);
    }
}

bool Model::State::gives_way(RelationId relation, std::span<const Word> tuple) const {
    if (scenario.slice && !scenario.slice->holds(relation, tuple)) return true;
    const auto found = replaced.find(relation);
    if (found == replaced.end()) return false;
    std::vector<Word> key;
    for (const std::uint32_t column : program.relations[relation].key) key.push_back(tuple[column]);
    return found->second.find(key).has_value();
}

void Model::State::share_unchanged(const State& base) {
    std::vector<char> changed(complete.size(), 0);
    for (std::size_t i = 0; i < complete.size(); ++i) {
        if (!base.complete[i]) continue;
        const StratumId stratum = id_at<StratumId>(i);
        changed[i] = differs(base, stratum, changed) ? 1 : 0;
        for (const RelationId relation : program.strata[stratum].relations) {
            // Its rows are not all that was given: others had lost their keys to them.
            if (changed[i] && !program.relations[relation].choices.empty()) continue;
            (changed[i] ? origin : relations).share(relation, base.relations);
        }
        complete[i] = changed[i] ? 0 : 1;
    }
    for (const RunWarning& warning : base.warnings) {
        if (warning.rule && is_complete(program.rules[*warning.rule].head)) {
            warned[index_of(*warning.rule)] = 1;
            warnings.push_back(warning);
        }
    }
}

// Does the scenario change what the stratum holds, as far as can be told before it is evaluated?
bool Model::State::differs(const State& base, StratumId stratum,
                           const std::vector<char>& changed) const {
    if (scenario.slice != base.scenario.slice) return true;
    for (const RuleId rule : program.strata[stratum].rules) {
        if (scenario.leaves_out(rule) != base.scenario.leaves_out(rule)) return true;
        for (const RelationId read : relations_of(program.rules[rule])) {
            if (changed[index_of(program.relations[read].stratum)]) return true;
        }
    }
    const std::vector<RelationId>& own = program.strata[stratum].relations;
    for (const RelationId relation : own) {
        const auto& resolution = program.relations[relation].resolution;
        if (resolution && changed[index_of(program.relations[resolution->from].stratum)]) {
            return true;
        }
    }
    for (std::size_t i = base.scenario.assumptions.size(); i < scenario.assumptions.size(); ++i) {
        const RelationId holder = program.holder_of(scenario.assumptions[i].relation);
        if (std::ranges::find(own, holder) != own.end()) return true;
    }
    return std::ranges::any_of(own, [&](RelationId relation) {
        return std::ranges::any_of(base.relations[relation].support_of,
                                   [&](SupportId support) { return scenario.leaves_out(support); });
    });
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
        const std::uint64_t now = state.tuples.bytes() + state.chosen_keys.bytes() +
                                  state.supported.capacity() * (sizeof(RowId) + sizeof(SupportId));
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
