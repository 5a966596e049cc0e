#include "engine/plan/body_literals.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "engine/lang/operators.h"

namespace dictum {
namespace {

// Taken for relations whose size is not known yet.
constexpr std::size_t kUnknownRows = std::size_t{1} << 20;

// What a literal that can't bind needs before it can be taken.
OrderItem item_that_needs(const Rule& rule, OrderItem::Kind kind, std::span<const ExprId> exprs) {
    OrderItem item;
    item.kind = kind;
    for (const ExprId expr : exprs) {
        if (std::holds_alternative<WildcardExpr>(rule.exprs[expr].node)) continue;
        add_variables(rule, expr, item.slots);
        item.calculates = item.calculates || has_functors(rule, expr);
        item.partial = item.partial || is_partial(rule, expr);
    }
    std::sort(item.slots.begin(), item.slots.end());
    item.slots.erase(std::unique(item.slots.begin(), item.slots.end()), item.slots.end());
    return item;
}

// May `lhs = ...` bind lhs? Yes when the other side doesn't read it.
void add_bindable(const Rule& rule, std::optional<std::uint32_t> side, ExprId other,
                  OrderItem& item) {
    if (!side) return;
    std::vector<std::uint32_t> variables;
    add_variables(rule, other, variables);
    if (!std::binary_search(variables.begin(), variables.end(), *side)) {
        item.bindable.push_back(*side);
    }
}

class Reader {
  public:
    Reader(const PlanContext& context, const Rule& rule, std::uint32_t& slots)
        : context_(context), rule_(rule), slots_(slots) {}

    void literal(LiteralId id) {
        result_.arg_slots.emplace_back();
        const auto& node = rule_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            result_.items.push_back(
                atom->negated ? item_that_needs(rule_, OrderItem::Kind::Absence, atom->args)
                              : positive(*atom));
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            result_.items.push_back(comparison(*compare));
        } else if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
            result_.items.push_back(test(*predicate));
        } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
            OrderItem item;
            item.kind = OrderItem::Kind::Aggregate;
            item.slots = aggregate->outer;
            result_.items.push_back(std::move(item));
        }
    }

    void equation(const Equation& equation) {
        const ExprId sides[] = {equation.expr};
        OrderItem item = item_that_needs(rule_, OrderItem::Kind::Test, sides);
        item.slots.push_back(equation.slot);
        item.bindable.push_back(equation.slot);
        if (const auto inverse = inverse_of(rule_, equation.expr); inverse && invertible_) {
            item.bindable.push_back(inverse->variable);
        }
        result_.items.push_back(std::move(item));
        result_.equations.push_back(equation);
    }

    BodyLiterals finish(std::span<const Equation> given) {
        const std::vector<Equation> of_calls = std::move(calls_);
        for (const Equation& call : of_calls) equation(call);
        invertible_ = true;
        for (const Equation& head : given) equation(head);
        return std::move(result_);
    }

  private:
    OrderItem positive(const AtomLiteral& atom) {
        OrderItem item;
        item.kind = OrderItem::Kind::Atom;
        item.arity = static_cast<std::uint32_t>(atom.args.size());
        const std::optional<std::size_t> rows =
            context_.sizes ? context_.sizes(atom.relation) : std::nullopt;
        item.magnitude = static_cast<std::uint32_t>(std::bit_width(rows.value_or(kUnknownRows)));
        std::vector<std::uint32_t> slots;
        for (const ExprId arg : atom.args) {
            const auto& node = rule_.exprs[arg].node;
            if (std::holds_alternative<ConstantExpr>(node)) {
                ++item.constants;
            } else if (const auto variable = variable_of(rule_, arg)) {
                slots.push_back(*variable);
            } else if (std::holds_alternative<FunctorExpr>(node)) {
                slots.push_back(slots_);
                result_.arg_slots.back().push_back(slots_);
                calls_.push_back({slots_++, arg});
            }
        }
        std::sort(slots.begin(), slots.end());
        for (const std::uint32_t slot : slots) {
            if (item.slots.empty() || item.slots.back() != slot) {
                item.slots.push_back(slot);
                item.columns.push_back(0);
            }
            ++item.columns.back();
        }
        return item;
    }

    OrderItem comparison(const CompareLiteral& compare) const {
        const ExprId sides[] = {compare.lhs, compare.rhs};
        OrderItem item = item_that_needs(rule_, OrderItem::Kind::Test, sides);
        if (comparison_of(compare) == CompareOp::Equal) {
            add_bindable(rule_, variable_of(rule_, compare.lhs), compare.rhs, item);
            add_bindable(rule_, variable_of(rule_, compare.rhs), compare.lhs, item);
        }
        return item;
    }

    // A pattern that is not a constant may turn out to be malformed.
    OrderItem test(const PredicateLiteral& predicate) const {
        OrderItem item = item_that_needs(rule_, OrderItem::Kind::Test, predicate.args);
        const bool constant =
            std::holds_alternative<ConstantExpr>(rule_.exprs[predicate.args.front()].node);
        if (predicate.predicate == Predicate::Match && !constant) item.partial = true;
        item.calculates = true;
        return item;
    }

    const PlanContext& context_;
    const Rule& rule_;
    std::uint32_t& slots_;
    BodyLiterals result_;
    std::vector<Equation> calls_;
    bool invertible_ = false;
};

}  // namespace

BodyLiterals body_literals(const PlanContext& context, const Rule& rule,
                           std::span<const LiteralId> body, std::span<const Equation> given,
                           std::uint32_t& slots) {
    Reader reader(context, rule, slots);
    for (const LiteralId id : body) reader.literal(id);
    return reader.finish(given);
}

std::optional<std::uint32_t> variable_of(const Rule& rule, ExprId expr) {
    const auto* const variable = std::get_if<VariableExpr>(&rule.exprs[expr].node);
    return variable ? std::optional(variable->variable) : std::nullopt;
}

std::optional<RangeLiteral> range_of(const Rule& rule, const CompareLiteral& compare) {
    if (compare.op != CompareOp::Equal) return std::nullopt;
    for (const bool left : {true, false}) {
        const ExprId side = left ? compare.lhs : compare.rhs;
        const auto* const call = std::get_if<FunctorExpr>(&rule.exprs[side].node);
        if (call == nullptr || call->functor != Functor::Range) continue;
        const auto variable = variable_of(rule, left ? compare.rhs : compare.lhs);
        assert(variable);  // check sees to it
        return RangeLiteral{*variable, side};
    }
    return std::nullopt;
}

CompareOp comparison_of(const CompareLiteral& compare) {
    if (compare.operands == BaseType::Quantity) return compare.op;
    return certain(compare.op);
}

std::optional<Inverse> inverse_of(const Rule& rule, ExprId expr) {
    const auto* const call = std::get_if<FunctorExpr>(&rule.exprs[expr].node);
    if (!call || call->operands != BaseType::Number || call->args.size() != 2) return std::nullopt;
    const bool plus = call->functor == Functor::Add;
    if (!plus && call->functor != Functor::Subtract) return std::nullopt;
    auto variable = variable_of(rule, call->args[0]);
    const auto* constant = std::get_if<ConstantExpr>(&rule.exprs[call->args[1]].node);
    if (plus && !variable) {
        variable = variable_of(rule, call->args[1]);
        constant = std::get_if<ConstantExpr>(&rule.exprs[call->args[0]].node);
    }
    if (!variable || !constant) return std::nullopt;
    return Inverse{*variable, constant->value, plus ? Functor::Subtract : Functor::Add};
}

}  // namespace dictum
