#include "tests/oracle/naive_expression.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "engine/value/range_expression.h"
#include "tests/oracle/naive_functors.h"

namespace dictum::test {
namespace {

// What is done inside a range; nothing for functors that make a quantity of something else.
std::optional<RangeOp> range_op(const FunctorExpr& call) {
    static const std::map<Functor, RangeOp> kOps = {{Functor::Add, RangeOp::Add},
                                                    {Functor::Subtract, RangeOp::Subtract},
                                                    {Functor::Multiply, RangeOp::Multiply},
                                                    {Functor::Divide, RangeOp::Divide},
                                                    {Functor::Negate, RangeOp::Negate},
                                                    {Functor::Maximum, RangeOp::Maximum},
                                                    {Functor::Minimum, RangeOp::Minimum},
                                                    {Functor::Lo, RangeOp::Lo},
                                                    {Functor::Hi, RangeOp::Hi},
                                                    {Functor::Mid, RangeOp::Mid},
                                                    {Functor::Width, RangeOp::Width},
                                                    {Functor::Floor, RangeOp::Floor},
                                                    {Functor::Ceil, RangeOp::Ceil},
                                                    {Functor::Round, RangeOp::Round},
                                                    {Functor::Absolute, RangeOp::Absolute}};
    if (call.operands != BaseType::Quantity) return std::nullopt;
    const auto found = kOps.find(call.functor);
    return found == kOps.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

// A range being built, and what each of its variables stands for: a variable of the rule, or a call
// of something upon plain variables (-1 - functor, then they).
struct NaiveExpressions::Range {
    RangeExpression expression;
    std::vector<Interval> inputs;
    std::map<std::vector<std::int64_t>, std::uint32_t> known;
};

Result<Word> NaiveExpressions::evaluate(ExprId id, const Bindings& bindings) const {
    const auto& node = rule_.exprs[id].node;
    if (const auto* constant = std::get_if<ConstantExpr>(&node)) return constant->value;
    if (const auto* variable = std::get_if<VariableExpr>(&node))
        return bindings[variable->variable];
    const auto& functor = std::get<FunctorExpr>(node);
    if (range_op(functor)) {
        DICTUM_TRY(const Interval interval, range(id, bindings));
        return values_.quantity(interval);
    }
    std::vector<Word> args;
    for (const ExprId arg : functor.args) {
        DICTUM_TRY(const Word word, evaluate(arg, bindings));
        args.push_back(word);
    }
    return naive_call(functor, args, values_);
}

// ---- ranges --------------------------------------------------------------------------------

Status NaiveExpressions::add_steps(ExprId id, const Bindings& bindings, Range& range) const {
    const auto& node = rule_.exprs[id].node;
    auto& [expression, inputs, known] = range;
    const auto step = [&](RangeOp op, std::size_t index) {
        expression.steps.push_back({op, static_cast<std::uint32_t>(index)});
    };
    if (const auto* constant = std::get_if<ConstantExpr>(&node)) {
        step(RangeOp::Constant, expression.constants.size());
        expression.constants.push_back(values_.interval(constant->value));
        return {};
    }
    std::vector<std::int64_t> key;
    if (const auto* variable = std::get_if<VariableExpr>(&node)) {
        key = {variable->variable};
    } else {
        const auto& functor = std::get<FunctorExpr>(node);
        if (const auto op = range_op(functor)) {
            for (std::size_t i = 0; i < functor.args.size(); ++i) {
                DICTUM_CHECK(add_steps(functor.args[i], bindings, range));
                if (i > 0 || functor.args.size() == 1) step(*op, 0);
            }
            return {};
        }
        key = {-1 - static_cast<std::int64_t>(functor.functor)};
        for (const ExprId arg : functor.args) {
            const auto* const plain = std::get_if<VariableExpr>(&rule_.exprs[arg].node);
            key.push_back(plain ? std::int64_t{plain->variable}
                                : -1 - static_cast<std::int64_t>(index_of(id)));
        }
    }
    const auto [found, is_new] = known.emplace(key, static_cast<std::uint32_t>(inputs.size()));
    step(RangeOp::Variable, found->second);
    if (!is_new) return {};
    DICTUM_TRY(const Word word, evaluate(id, bindings));
    inputs.push_back(values_.interval(word));
    return {};
}

Result<Interval> NaiveExpressions::range(ExprId expr, const Bindings& bindings) const {
    Range range;
    DICTUM_CHECK(add_steps(expr, bindings, range));
    DICTUM_TRY(const RangeValue value, dictum::evaluate(range.expression, range.inputs));
    return value.interval;
}

Result<Interval> NaiveExpressions::difference(ExprId lhs, ExprId rhs,
                                              const Bindings& bindings) const {
    Range range;
    DICTUM_CHECK(add_steps(lhs, bindings, range));
    DICTUM_CHECK(add_steps(rhs, bindings, range));
    range.expression.steps.push_back({RangeOp::Subtract, 0});
    DICTUM_TRY(const RangeValue value, dictum::evaluate(range.expression, range.inputs));
    return value.interval;
}

// ---- comparisons and predicates ------------------------------------------------------------

namespace {

bool compares(CompareOp op, const Interval& a, const Interval& b) {
    switch (op) {
        case CompareOp::Less:
            return certainly_less(a, b);
        case CompareOp::LessEqual:
            return certainly_less_equal(a, b);
        case CompareOp::Greater:
            return certainly_less(b, a);
        case CompareOp::GreaterEqual:
            return certainly_less_equal(b, a);
        case CompareOp::MaybeLess:
            return possibly_less(a, b);
        case CompareOp::MaybeLessEqual:
            return possibly_less_equal(a, b);
        case CompareOp::MaybeGreater:
            return possibly_less(b, a);
        case CompareOp::MaybeGreaterEqual:
            return possibly_less_equal(b, a);
        default:
            return overlaps(a, b);
    }
}

}  // namespace

namespace {

__extension__ using Wide = __int128;

Word as_word(Wide value) { return static_cast<Word>(value); }
Word as_word(double value) { return word_of(value); }

// Counted up or down, by wide numbers that can't wrap.
template <class T>
std::vector<Word> counted(T from, T to, std::optional<T> given) {
    std::vector<Word> words;
    const T step = given ? *given : static_cast<T>(from <= to ? 1 : -1);
    if (step == 0 && from != to) return {as_word(from)};
    for (std::size_t i = 0; step != 0; ++i) {
        const T value = from + static_cast<T>(i) * step;
        if (step > 0 ? value >= to : value <= to) break;
        words.push_back(as_word(value));
    }
    return words;
}

}  // namespace

Result<std::optional<std::vector<Word>>> NaiveExpressions::numbers(const CompareLiteral& compare,
                                                                   const Bindings& bindings) const {
    for (const ExprId side : {compare.lhs, compare.rhs}) {
        const auto* const call = std::get_if<FunctorExpr>(&rule_.exprs[side].node);
        if (!call || call->functor != Functor::Range) continue;
        std::vector<Word> args;
        for (const ExprId arg : call->args) {
            DICTUM_TRY(const Word word, evaluate(arg, bindings));
            args.push_back(word);
        }
        const BaseType type = rule_.exprs[side].type.base;
        const auto count = [&](auto read) {
            return counted(read(args[0]), read(args[1]),
                           args.size() > 2 ? std::optional(read(args[2])) : std::nullopt);
        };
        if (type == BaseType::Float) return std::optional(count(as_float));
        if (type == BaseType::Unsigned) {
            return std::optional(count([](Word word) { return static_cast<Wide>(word); }));
        }
        return std::optional(count([](Word word) { return static_cast<Wide>(as_number(word)); }));
    }
    return std::optional<std::vector<Word>>();
}

Result<bool> NaiveExpressions::holds(const CompareLiteral& compare,
                                     const Bindings& bindings) const {
    DICTUM_TRY(const auto range, numbers(compare, bindings));
    if (range) {
        const auto* const lhs = std::get_if<VariableExpr>(&rule_.exprs[compare.lhs].node);
        DICTUM_TRY(const Word held, evaluate(lhs ? compare.lhs : compare.rhs, bindings));
        return std::ranges::find(*range, held) != range->end();
    }
    const bool quantities = compare.operands == BaseType::Quantity;
    const bool equal = compare.op == CompareOp::Equal || compare.op == CompareOp::NotEqual;
    if (quantities && !equal) {
        const auto left = variables(compare.lhs);
        const auto right = variables(compare.rhs);
        const bool shared = std::ranges::any_of(left, [&](std::uint32_t variable) {
            return rule_.variables[variable].type.base == BaseType::Quantity &&
                   std::ranges::find(right, variable) != right.end();
        });
        if (shared) {
            DICTUM_TRY(const Interval gap, difference(compare.lhs, compare.rhs, bindings));
            return compares(compare.op, gap, Interval::point(Decimal()));
        }
    }
    DICTUM_TRY(const Word a, evaluate(compare.lhs, bindings));
    DICTUM_TRY(const Word b, evaluate(compare.rhs, bindings));
    if (quantities && !equal) return compares(compare.op, values_.interval(a), values_.interval(b));
    const bool below = naive_less(a, b, compare.operands, values_);
    const bool above = naive_less(b, a, compare.operands, values_);
    switch (compare.op) {
        case CompareOp::Equal:
        case CompareOp::MaybeEqual:
            return a == b;
        case CompareOp::NotEqual:
            return a != b;
        case CompareOp::Less:
        case CompareOp::MaybeLess:
            return below;
        case CompareOp::LessEqual:
        case CompareOp::MaybeLessEqual:
            return below || a == b;
        case CompareOp::Greater:
        case CompareOp::MaybeGreater:
            return above;
        default:
            return above || a == b;
    }
}

Result<bool> NaiveExpressions::holds(const PredicateLiteral& predicate,
                                     const Bindings& bindings) const {
    DICTUM_TRY(const Word first, evaluate(predicate.args[0], bindings));
    DICTUM_TRY(const Word second, evaluate(predicate.args[1], bindings));
    const std::string& part = values_.text(as_symbol(first));
    const std::string& text = values_.text(as_symbol(second));
    if (predicate.predicate == Predicate::Contains) {
        return (text.find(part) != std::string::npos) != predicate.negated;
    }
    const RE2 regex(part, RE2::Quiet);
    if (!regex.ok()) return Error{ErrorCode::InvalidInput, "not a pattern"};
    return RE2::FullMatch(text, regex) != predicate.negated;
}

// ---- what an expression reads --------------------------------------------------------------

std::vector<std::uint32_t> NaiveExpressions::variables(ExprId expr) const {
    const auto& node = rule_.exprs[expr].node;
    std::vector<std::uint32_t> found;
    if (const auto* variable = std::get_if<VariableExpr>(&node))
        found.push_back(variable->variable);
    if (const auto* functor = std::get_if<FunctorExpr>(&node)) {
        for (const ExprId arg : functor->args) {
            const auto below = variables(arg);
            found.insert(found.end(), below.begin(), below.end());
        }
    }
    return found;
}

bool NaiveExpressions::is_partial(ExprId expr) const {
    const auto* const functor = std::get_if<FunctorExpr>(&rule_.exprs[expr].node);
    if (!functor) return false;
    switch (functor->functor) {
        case Functor::Divide:
        case Functor::Modulo:
        case Functor::Power:
        case Functor::Substr:
        case Functor::ToNumber:
        case Functor::ToUnsigned:
        case Functor::ToFloat:
        case Functor::Lo:
        case Functor::Hi:
        case Functor::Mid:
        case Functor::Width:
        case Functor::Share:
        case Functor::AddDays:
        case Functor::SubtractDays:
            return true;
        default:
            break;
    }
    return std::ranges::any_of(functor->args, [&](ExprId arg) { return is_partial(arg); });
}

}  // namespace dictum::test
