#include "engine/explain/why_not_conditions.h"

#include <algorithm>

#include "engine/check/check.h"
#include "engine/check/record_patterns.h"
#include "engine/explain/why_not_gap.h"
#include "engine/explain/why_not_uncounted.h"
#include "engine/plan/body_literals.h"

namespace dictum {
namespace {

constexpr std::size_t kPresentShown = 3;
constexpr std::size_t kContributorsListed = 10;
constexpr std::size_t kGroundsMax = 16;  // hidden tuples that are looked through

}  // namespace

std::optional<Word> ConditionReader::value(const Rule& rule, ExprId expr,
                                           const Words& variables) const {
    const auto& node = rule.exprs[expr].node;
    if (const auto* constant = std::get_if<ConstantExpr>(&node)) return constant->value;
    if (const auto* variable = std::get_if<VariableExpr>(&node)) {
        return variables[variable->variable];
    }
    if (std::holds_alternative<WildcardExpr>(node)) return std::nullopt;
    std::vector<std::uint32_t> read;
    add_variables(rule, expr, read);
    std::vector<Word> slots(rule.variables.size(), 0);
    for (const std::uint32_t variable : read) {
        if (!variables[variable]) return std::nullopt;
        slots[variable] = *variables[variable];
    }
    Calculator calculator({model_.values(), model_.limits().bytes_max});
    const Calculation calculation = compile(rule, expr, model_.values());
    const Result<Word> result = calculator.run(calculation, slots);
    return result ? std::optional(*result) : std::nullopt;
}

Pattern ConditionReader::pattern(const Rule& rule, const AtomLiteral& atom,
                                 const Words& variables) const {
    Pattern result{atom.relation, {}};
    for (const ExprId arg : atom.args) result.words.push_back(value(rule, arg, variables));
    return result;
}

Words ConditionReader::head_words(const Rule& rule, const Words& variables) const {
    Words words;
    for (const ExprId arg : rule.head_args) words.push_back(value(rule, arg, variables));
    return words;
}

bool ConditionReader::is_made(RelationId relation) const {
    const CheckedProgram& program = model_.program();
    return is_hidden(program.relations[without_demand(program, relation)]);
}

const Relation& ConditionReader::shown(RelationId relation) const {
    const auto& relations = model_.program().relations;
    const Relation* found = &relations[relation];
    for (std::size_t i = 0; found->part_of && i < relations.size(); ++i) {
        found = &relations[*found->part_of];
    }
    return *found;
}

std::string ConditionReader::text(const Pattern& pattern) const {
    const Relation& declared = model_.program().relations[pattern.relation];
    std::string text = shown(pattern.relation).name + "(";
    for (std::size_t i = 0; i < pattern.words.size(); ++i) {
        if (i > 0) text += ", ";
        const std::optional<Word>& word = pattern.words[i];
        text += word ? model_.values().literal(*word, declared.columns[i].type, units_) : "_";
    }
    return text + ")";
}

std::string ConditionReader::text(const Rule& rule, std::uint32_t condition, const Words& variables,
                                  const Words& head, std::vector<std::string> names) const {
    name_aggregates(rule, variables, names);
    if (condition >= rule.body.size()) {
        const std::size_t column = condition - rule.body.size();
        const Type& type = rule.exprs[rule.head_args[column]].type;
        return text_.expression(rule, variables, rule.head_args[column], names) + " = " +
               (head[column] ? model_.values().literal(*head[column], type, units_) : "_");
    }
    const LiteralId id = rule.body[condition];
    const auto& node = rule.literals[id].node;
    const auto* atom = std::get_if<AtomLiteral>(&node);
    if (atom && !atom->negated) return atom_text(rule, *atom, variables, names);
    const auto* aggregate = std::get_if<AggregateLiteral>(&node);
    if (aggregate && !variables[aggregate->result]) return names[aggregate->result];
    return text_.condition(rule, variables, id, names);
}

// With the calls among its arguments calculated.
std::string ConditionReader::atom_text(const Rule& rule, const AtomLiteral& atom,
                                       const Words& variables,
                                       std::span<const std::string> names) const {
    std::string text = shown(atom.relation).name + "(";
    for (std::size_t i = 0; i < atom.args.size(); ++i) {
        if (i > 0) text += ", ";
        const std::optional<Word> word = value(rule, atom.args[i], variables);
        text += word ? model_.values().literal(*word, rule.exprs[atom.args[i]].type, units_)
                     : text_.expression(rule, variables, atom.args[i], names);
    }
    return text + ")";
}

// A variable that check made for an aggregate is written as that.
void ConditionReader::name_aggregates(const Rule& rule, const Words& variables,
                                      std::vector<std::string>& names) const {
    names.resize(rule.variables.size());
    for (const LiteralId id : rule.body) {
        const auto* aggregate = std::get_if<AggregateLiteral>(&rule.literals[id].node);
        if (!aggregate || variables[aggregate->result]) continue;
        names[aggregate->result].clear();
        const std::string whole = text_.condition(rule, variables, id, names);
        // Without the name of the result in front of it.
        names[aggregate->result] = whole.substr(whole.find(" = ") + 3);
    }
}

FailedCondition ConditionReader::failure(const Rule& rule, std::uint32_t condition,
                                         const NearMatch& near, const Words& head) const {
    FailedCondition failed;
    const Words& variables = near.match.variables;
    failed.text = text(rule, condition, variables, head);
    if (condition >= rule.body.size()) {
        const std::size_t column = condition - rule.body.size();
        const ExprId arg = rule.head_args[column];
        const Type& type = rule.exprs[arg].type;
        failed.kind = FailureKind::Conclusion;
        const std::optional<Word> made = value(rule, arg, variables);
        if (made) failed.left = model_.values().literal(*made, type, units_);
        if (head[column]) failed.right = model_.values().literal(*head[column], type, units_);
        return failed;
    }
    const auto& node = rule.literals[rule.body[condition]].node;
    if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
        failed.kind = atom->negated ? FailureKind::Present : FailureKind::Missing;
        if (!atom->negated) return failed;
        for (const RowId row : rows(pattern(rule, *atom, variables), kPresentShown)) {
            failed.present.push_back(known_as(model_, {atom->relation, row}));
        }
    } else if (const auto* literal = std::get_if<CompareLiteral>(&node)) {
        compare(rule, *literal, variables, failed);
    } else if (std::holds_alternative<AggregateLiteral>(node)) {
        aggregate(rule, condition, variables, failed);
    } else {
        failed.kind = FailureKind::Comparison;
    }
    return failed;
}

void ConditionReader::compare(const Rule& rule, const CompareLiteral& literal,
                              const Words& variables, FailedCondition& failed) const {
    failed.kind = FailureKind::Comparison;
    const std::optional<Word> left = value(rule, literal.lhs, variables);
    const std::optional<Word> right = value(rule, literal.rhs, variables);
    const Type& type = rule.exprs[literal.lhs].type;
    if (left) failed.left = model_.values().literal(*left, type, units_);
    if (right) {
        failed.right = model_.values().literal(*right, rule.exprs[literal.rhs].type, units_);
    }
    if (!left || !right) return;
    const ComparisonGap gap =
        comparison_gap(comparison_of(literal), type, *left, *right, model_.values(), units_);
    failed.gap = gap.text;
    failed.possible = gap.possible;
}

void ConditionReader::aggregate(const Rule& rule, std::uint32_t condition, const Words& variables,
                                FailedCondition& failed) const {
    failed.kind = FailureKind::Aggregate;
    const LiteralId id = rule.body[condition];
    const auto& literal = std::get<AggregateLiteral>(rule.literals[id].node);
    const bool known = std::ranges::all_of(
        literal.outer, [&](std::uint32_t variable) { return variables[variable].has_value(); });
    const Variable& result = rule.variables[literal.result];
    if (variables[literal.result]) {
        failed.right = model_.values().literal(*variables[literal.result], result.type, units_);
    }
    if (!known) return;
    const AggregateValue found = aggregate_value(model_.state(), rule, id, variables);
    failed.matches = found.premise.matches;
    for (const auto& match : found.premise.contributors) {
        for (const TuplePremise& tuple : match) {
            if (failed.contributors.size() < kContributorsListed) {
                failed.contributors.push_back(known_as(model_, tuple));
            }
        }
    }
    if (!found.value) return;
    failed.left = model_.values().literal(*found.value, result.type, units_);
    Words with = variables;
    with[literal.result] = found.value;
    failed.text = aggregate_text(rule, condition, with);
}

std::string ConditionReader::aggregate_text(const Rule& rule, std::uint32_t condition,
                                            const Words& variables) const {
    const LiteralId id = rule.body[condition];
    const auto& literal = std::get<AggregateLiteral>(rule.literals[id].node);
    std::vector<Word> bindings;
    for (const std::optional<Word>& word : variables) bindings.push_back(word.value_or(0));
    AggregatePremise premise;
    premise.literal = id;
    premise.result = variables[literal.result].value_or(0);
    return text_.aggregate(rule, bindings, premise);
}

std::vector<HeldCondition> ConditionReader::held(const Rule& rule, const NearMatch& near) const {
    std::vector<HeldCondition> held;
    std::vector<Word> bindings;
    for (const auto& word : near.match.variables) bindings.push_back(word.value_or(0));
    const auto is_in = [](const std::vector<std::uint32_t>& conditions, std::uint32_t wanted) {
        return std::binary_search(conditions.begin(), conditions.end(), wanted);
    };
    for (std::uint32_t i = 0; i < rule.body.size(); ++i) {
        if (is_in(near.failing, i) || is_in(near.pending, i)) continue;
        const auto* atom = std::get_if<AtomLiteral>(&rule.literals[rule.body[i]].node);
        if (atom && is_made(atom->relation)) continue;
        if (names_aggregate(rule, i)) continue;
        HeldCondition condition;
        if (const std::optional<RowId>& row = near.match.rows[i]) {
            condition.tuple = known_as(model_, {atom->relation, *row});
            condition.text = text(*condition.tuple);
        } else if (std::holds_alternative<AggregateLiteral>(rule.literals[rule.body[i]].node)) {
            condition.text = aggregate_text(rule, i, near.match.variables);
        } else {
            condition.text = text_.calculation(rule, bindings, rule.body[i]);
        }
        held.push_back(std::move(condition));
    }
    return held;
}

std::string ConditionReader::text(const TuplePremise& tuple) const {
    const auto words = model_.tuples(tuple.relation)[tuple.row];
    return text(Pattern{tuple.relation, {words.begin(), words.end()}});
}

// Down through what is hidden: the first derivation of each tuple, to the premises that show.
Status ConditionReader::add_grounds(const TuplePremise& hidden, FailedCondition& failed) const {
    std::vector<TuplePremise> open{hidden};
    for (std::size_t i = 0; i < open.size() && i < kGroundsMax; ++i) {
        DICTUM_TRY(const auto found, first_derivation(model_, open[i].relation, open[i].row));
        if (!found || !found->rule) continue;
        const Rule& rule = model_.program().rules[*found->rule];
        if (rule.made == Made::No) failed.rules.push_back(*found->rule);
        // Withdrawn is what the first premise concludes, by what the others say.
        const std::size_t first = rule.made == Made::Withdrawn ? 1 : 0;
        for (std::size_t k = first; k < found->premises.size(); ++k) {
            const Premise& premise = found->premises[k];
            if (const auto* tuple = std::get_if<TuplePremise>(&premise)) {
                const Relation& relation = model_.program().relations[tuple->relation];
                if (relation.part_of) {
                    open.push_back(*tuple);
                } else if (!relation.hidden) {
                    failed.grounds.push_back({text(*tuple), *tuple});
                }
            } else if (std::holds_alternative<CalculationPremise>(premise) &&
                       rule.made == Made::No && !is_record_part(rule, rule.body[k])) {
                failed.grounds.push_back(
                    {text_.calculation(rule, found->bindings, rule.body[k]), {}});
            }
        }
    }
    return {};
}

std::vector<RowId> ConditionReader::rows(const Pattern& pattern, std::size_t rows_max) const {
    std::vector<std::uint32_t> columns;
    std::vector<Word> key;
    for (std::uint32_t i = 0; i < pattern.words.size(); ++i) {
        if (!pattern.words[i]) continue;
        columns.push_back(i);
        key.push_back(*pattern.words[i]);
    }
    std::vector<RowId> found;
    if (rows_max == 0) return found;
    const RelationState& relation = model_.state().relations[pattern.relation];
    relation.tuples.probe(columns, key, RowId{}, relation.end(), [&](RowId row) {
        bound_.charge(1);
        found.push_back(row);
        return found.size() < rows_max;
    });
    return found;
}

bool names_aggregate(const Rule& rule, std::uint32_t condition) {
    if (condition >= rule.body.size()) return false;
    const auto* compare = std::get_if<CompareLiteral>(&rule.literals[rule.body[condition]].node);
    if (!compare || compare->op != CompareOp::Equal) return false;
    const auto left = variable_of(rule, compare->lhs);
    const auto right = variable_of(rule, compare->rhs);
    if (!left || !right) return false;
    return std::ranges::any_of(rule.body, [&](LiteralId id) {
        const auto* aggregate = std::get_if<AggregateLiteral>(&rule.literals[id].node);
        return aggregate && (aggregate->result == *left || aggregate->result == *right);
    });
}

AggregateValue aggregate_value(const Model::State& state, const Rule& rule, LiteralId literal,
                               const Words& variables) {
    const auto& aggregate = std::get<AggregateLiteral>(rule.literals[literal].node);
    Rule alone = rule;
    alone.body = {literal};
    alone.head_args.clear();
    std::vector<Word> words;
    for (const std::uint32_t variable : aggregate.outer) {
        Expr expr;
        expr.type = rule.variables[variable].type;
        expr.node = VariableExpr{variable};
        alone.head_args.push_back(alone.exprs.push(std::move(expr)));
        words.push_back(*variables[variable]);
    }
    AggregateValue found;
    found.premise.literal = literal;
    const Plan plan = plan_given_head(state.plan_context(), alone);
    Executor executor(plan, state, true);
    executor.start(words);
    if (executor.next() != Executor::Outcome::Match) return found;
    const auto& operation =
        std::get<AggregateOperator>(plan.operators[plan.position_of_body[0]].node);
    const Aggregator& made = executor.aggregate(operation.ordinal);
    found.value = executor.slot(operation.slot);
    found.premise.result = *found.value;
    found.premise.contributors = made.contributors();
    found.premise.matches = made.matches();
    found.premise.disputed = made.disputed();
    return found;
}

}  // namespace dictum
