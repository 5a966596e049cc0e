#include "engine/plan/body_planner.h"

#include <algorithm>
#include <cassert>

namespace dictum {

BodyPlanner::BodyPlanner(const PlanContext& context, const Rule& rule)
    : context_(context), rule_(rule) {
    plan_.slots = static_cast<std::uint32_t>(rule.variables.size());
    bound_.assign(rule.variables.size(), 0);
    plan_.position_of_body.assign(rule.body.size(), kNoPosition);
}

void BodyPlanner::give_head() {
    head_given_ = true;
    for (const ExprId arg : rule_.head_args) {
        const std::optional<std::uint32_t> variable = variable_of(rule_, arg);
        const bool fresh = !variable || bound_[*variable];
        const std::uint32_t slot = fresh ? plan_.slots++ : *variable;
        if (fresh) head_equations_.push_back({slot, arg});
        bound_.resize(plan_.slots, 0);
        bound_[slot] = 1;
        plan_.inputs.push_back(slot);
    }
}

Plan BodyPlanner::finish(std::optional<std::size_t> delta) {
    delta_ = delta;
    plan_level(rule_.body, head_equations_, delta);
    plan_.last_match = retry_;
    for (std::uint32_t slot = 0; slot < rule_.variables.size(); ++slot) {
        if (bound_[slot]) plan_.bound.push_back(slot);
    }
    if (!head_given_) project_head();
    return std::move(plan_);
}

void BodyPlanner::project_head() {
    for (const ExprId arg : rule_.head_args) plan_.head.push_back(operand(arg));
}

// Aggregates nest no deeper than their text does (kNestingMax), so a level may plan its inner ones
// by calling itself.
void BodyPlanner::plan_level(std::span<const LiteralId> body, std::span<const Equation> given,
                             std::optional<std::size_t> first) {
    Level level{body, body_literals(context_, rule_, body, given, plan_.slots)};
    bound_.resize(plan_.slots, 0);
    if (outermost()) count_uses(level.literals);
    JoinOrder order(std::move(level.literals.items), bound_, first);
    std::vector<std::uint32_t> local;
    while (const std::optional<JoinOrder::Choice> choice = order.next()) {
        if (outermost()) {
            for (const std::uint32_t slot : order[choice->item].slots) --uses_[slot];
        }
        just_bound_.clear();
        emit(level, *choice);
        for (const std::uint32_t slot : just_bound_) order.bind(slot);
        if (!outermost()) local.insert(local.end(), just_bound_.begin(), just_bound_.end());
    }
    for (const std::uint32_t slot : local) bound_[slot] = 0;
    assert(order.left() == 0);  // check has found every variable bound
}

// An atom whose variables nothing else reads needs one row only.
void BodyPlanner::count_uses(const BodyLiterals& literals) {
    uses_.assign(plan_.slots, 0);
    for (const OrderItem& item : literals.items) {
        for (const std::uint32_t slot : item.slots) ++uses_[slot];
    }
    std::vector<std::uint32_t> in_head;
    for (const ExprId arg : rule_.head_args) add_variables(rule_, arg, in_head);
    for (const std::uint32_t slot : in_head) ++uses_[slot];
}

void BodyPlanner::emit(const Level& level, const JoinOrder::Choice& choice) {
    const std::size_t index = choice.item;
    if (index >= level.body.size()) {
        emit_equation(level.literals.equations[index - level.body.size()], choice.binds);
        return;
    }
    const auto& node = rule_.literals[level.body[index]].node;
    // An aggregate's own position is where its operators begin.
    if (outermost()) plan_.position_of_body[index] = plan_.operators.size();
    if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
        if (atom->negated) {
            emit_absence(*atom);
        } else {
            emit_atom(*atom, level.literals.arg_slots[index], index);
        }
    } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
        emit_compare(*compare, choice.binds);
    } else if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
        emit_predicate(*predicate);
    } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
        emit_aggregate(*aggregate);
    }
}

void BodyPlanner::emit_atom(const AtomLiteral& atom, std::span<const std::uint32_t> call_slots,
                            std::size_t index) {
    MatchOperator match;
    match.relation = atom.relation;
    match.version = version_of(atom, index);
    std::size_t calls = 0;
    for (std::uint32_t column = 0; column < atom.args.size(); ++column) {
        const auto& node = rule_.exprs[atom.args[column]].node;
        if (const auto* constant = std::get_if<ConstantExpr>(&node)) {
            match.columns.push_back(column);
            match.keys.push_back(Operand::of(constant->value));
        } else if (const auto* variable = std::get_if<VariableExpr>(&node)) {
            add_argument(match, column, variable->variable);
        } else if (std::holds_alternative<FunctorExpr>(node)) {
            add_argument(match, column, call_slots[calls++]);
        }
    }
    for (const MatchOperator::Bind& column : match.binds) bind(column.slot);
    const bool whole_key = match.columns.size() == atom.args.size();
    // The last round's rows are few and lie together: they are scanned, not looked up.
    if (match.version == Version::Delta && !whole_key) {
        for (std::size_t i = 0; i < match.columns.size(); ++i) {
            match.checks.push_back({match.columns[i], match.keys[i]});
        }
        match.columns.clear();
        match.keys.clear();
    }
    match.exists = !whole_key && is_redundant(match);
    const bool single = match.exists || whole_key;
    const std::size_t position = push(std::move(match));
    matches_.push_back(position);
    if (!single) retry_ = position;
}

void BodyPlanner::add_argument(MatchOperator& match, std::uint32_t column, std::uint32_t slot) {
    if (bound_[slot]) {
        match.columns.push_back(column);
        match.keys.push_back(Operand::slot(slot));
        return;
    }
    const bool repeated = std::ranges::any_of(
        match.binds, [&](const MatchOperator::Bind& bound) { return bound.slot == slot; });
    if (repeated) {
        match.checks.push_back({column, Operand::slot(slot)});
    } else {
        match.binds.push_back({column, slot});
    }
}

Version BodyPlanner::version_of(const AtomLiteral& atom, std::size_t index) const {
    if (!delta_ || !outermost()) return Version::Full;
    const auto& relations = context_.program.relations;
    if (relations[atom.relation].stratum != relations[rule_.head].stratum) return Version::Full;
    if (index == *delta_) return Version::Delta;
    // Of the rows of a match that are new, the first in body order is the one that finds it.
    return index < *delta_ ? Version::Old : Version::Full;
}

bool BodyPlanner::is_redundant(const MatchOperator& match) const {
    if (head_given_ || !outermost()) return false;
    return std::ranges::none_of(
        match.binds, [&](const MatchOperator::Bind& bound) { return uses_[bound.slot] > 0; });
}

void BodyPlanner::emit_absence(const AtomLiteral& atom) {
    AntiJoinOperator absence;
    absence.relation = atom.relation;
    for (std::uint32_t column = 0; column < atom.args.size(); ++column) {
        const ExprId arg = atom.args[column];
        if (std::holds_alternative<WildcardExpr>(rule_.exprs[arg].node)) continue;
        absence.columns.push_back(column);
        absence.keys.push_back(operand(arg));
    }
    push(std::move(absence));
}

void BodyPlanner::emit_compare(const CompareLiteral& compare, std::optional<std::uint32_t> binds) {
    if (const auto range = range_of(rule_, compare)) return emit_range(*range, binds.has_value());
    if (binds) {
        const bool left = variable_of(rule_, compare.lhs) == binds;
        push(BindOperator{*binds, operand(left ? compare.rhs : compare.lhs)});
        bind(*binds);
        return;
    }
    const CompareOp op = comparison_of(compare);
    if (op == CompareOp::Equal || op == CompareOp::NotEqual) {
        push(EqualOperator{operand(compare.lhs), operand(compare.rhs), op == CompareOp::NotEqual});
        return;
    }
    CompareOperator test;
    test.op = op;
    test.operands = compare.operands;
    if (share_quantity(compare)) {
        test.difference =
            add_calculation(compile_difference(rule_, compare.lhs, compare.rhs, context_.values));
    } else {
        test.lhs = operand(compare.lhs);
        test.rhs = operand(compare.rhs);
    }
    push(std::move(test));
}

void BodyPlanner::emit_range(const RangeLiteral& literal, bool binds) {
    RangeOperator range;
    range.operands = rule_.exprs[literal.range].type.base;
    range.slot = literal.variable;
    range.check = !binds;
    for (const ExprId arg : std::get<FunctorExpr>(rule_.exprs[literal.range].node).args) {
        range.args.push_back(operand(arg));
    }
    const std::size_t position = push(std::move(range));
    if (!binds) return;
    bind(literal.variable);
    retry_ = position;
}

void BodyPlanner::emit_equation(const Equation& equation, std::optional<std::uint32_t> binds) {
    if (!binds) {
        push(EqualOperator{Operand::slot(equation.slot), operand(equation.expr), false});
        return;
    }
    if (*binds == equation.slot) {
        push(BindOperator{*binds, operand(equation.expr)});
    } else {
        const Inverse inverse = *inverse_of(rule_, equation.expr);
        Calculation calculation;
        calculation.steps.resize(3);
        calculation.steps[0].kind = CalculationStep::Kind::Slot;
        calculation.steps[0].index = equation.slot;
        calculation.steps[1].constant = inverse.constant;
        calculation.steps[2].kind = CalculationStep::Kind::Apply;
        calculation.steps[2].functor = inverse.functor;
        calculation.steps[2].count = 2;
        push(BindOperator{*binds, add_calculation(std::move(calculation))});
    }
    bind(*binds);
}

void BodyPlanner::emit_predicate(const PredicateLiteral& predicate) {
    PredicateOperator test;
    test.predicate = predicate.predicate;
    test.negated = predicate.negated;
    for (const ExprId arg : predicate.args) test.args.push_back(operand(arg));
    push(std::move(test));
}

// Of the variables in the body just those of `outer` are known, in every plan of the rule: so its
// matches are enumerated in one order, and sums round alike.
void BodyPlanner::emit_aggregate(const AggregateLiteral& aggregate) {
    AggregateOperator head;
    head.kind = aggregate.kind;
    head.operands = aggregate.operands;
    head.result = rule_.variables[aggregate.result].type.base;
    head.slot = aggregate.result;
    head.ordinal = plan_.aggregates++;
    const std::size_t begin = push(head);
    std::vector<std::size_t> matches;
    matches.swap(matches_);
    std::vector<std::uint32_t> inner;
    inner.swap(inner_);
    const std::size_t retry = std::exchange(retry_, begin);
    ++depth_;
    plan_level(aggregate.body, {}, std::nullopt);
    --depth_;
    if (aggregate.target) head.target = operand(*aggregate.target);
    matches.swap(matches_);
    inner.swap(inner_);
    inner_.push_back(head.ordinal);
    head.matches = std::move(matches);
    head.inner = std::move(inner);
    head.end = push(AggregateEnd{begin});
    retry_ = retry;
    head.check = bound_[aggregate.result] != 0;
    plan_.operators[begin].node = std::move(head);
    just_bound_.clear();
    if (!bound_[aggregate.result]) bind(aggregate.result);
}

std::size_t BodyPlanner::push(decltype(Operator::node) node) {
    plan_.operators.push_back({retry_, std::move(node)});
    return plan_.operators.size() - 1;
}

void BodyPlanner::bind(std::uint32_t slot) {
    bound_[slot] = 1;
    just_bound_.push_back(slot);
}

Operand BodyPlanner::operand(ExprId expr) {
    if (const auto variable = variable_of(rule_, expr)) return Operand::slot(*variable);
    if (const auto* constant = std::get_if<ConstantExpr>(&rule_.exprs[expr].node)) {
        return Operand::of(constant->value);
    }
    return add_calculation(compile(rule_, expr, context_.values));
}

Operand BodyPlanner::add_calculation(Calculation calculation) {
    plan_.calculations.push_back(std::move(calculation));
    return Operand::calculation(static_cast<std::uint32_t>(plan_.calculations.size() - 1));
}

bool BodyPlanner::share_quantity(const CompareLiteral& compare) const {
    if (compare.operands != BaseType::Quantity) return false;
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    add_variables(rule_, compare.lhs, left);
    add_variables(rule_, compare.rhs, right);
    return std::ranges::any_of(left, [&](std::uint32_t variable) {
        return rule_.variables[variable].type.base == BaseType::Quantity &&
               std::binary_search(right.begin(), right.end(), variable);
    });
}

}  // namespace dictum
