// Equations, comparisons and predicates: operators that pass at most once.
//
//   bind g = (q - p) / q      check x != y      check p <? q      check match("a.*", s)
#include "engine/eval/executor.h"
#include "engine/lang/operators.h"

namespace dictum {
namespace {

bool holds(CompareOp op, const Interval& a, const Interval& b) {
    switch (op) {
        case CompareOp::Less:
            return certainly_less(a, b);
        case CompareOp::LessEqual:
            return certainly_less_equal(a, b);
        case CompareOp::Greater:
            return certainly_less(b, a);
        case CompareOp::GreaterEqual:
            return certainly_less_equal(b, a);
        case CompareOp::MaybeEqual:
            return overlaps(a, b);
        case CompareOp::MaybeLess:
            return possibly_less(a, b);
        case CompareOp::MaybeLessEqual:
            return possibly_less_equal(a, b);
        case CompareOp::MaybeGreater:
            return possibly_less(b, a);
        case CompareOp::MaybeGreaterEqual:
            return possibly_less_equal(b, a);
        case CompareOp::Equal:
            return a == b;
        case CompareOp::NotEqual:
            return !(a == b);
    }
    return false;
}

}  // namespace

bool Executor::enter(const BindOperator& operation, Cursor&) {
    return load(operation.value, slots_[operation.slot]);
}

bool Executor::enter(const EqualOperator& test, Cursor&) {
    Word lhs = 0;
    Word rhs = 0;
    return load(test.lhs, lhs) && load(test.rhs, rhs) && (lhs == rhs) != test.negated;
}

bool Executor::enter(const CompareOperator& test, Cursor&) {
    if (test.operands == BaseType::Quantity) return compare_quantities(test);
    Word lhs = 0;
    Word rhs = 0;
    if (!load(test.lhs, lhs) || !load(test.rhs, rhs)) return false;
    if (test.operands == BaseType::Float) {
        // An undefined float stands in no order to anything.
        const double a = as_float(lhs);
        const double b = as_float(rhs);
        if (a != a || b != b) return false;
    }
    return ordered(test.op, word_less(lhs, rhs, test.operands, state_.values),
                   word_less(rhs, lhs, test.operands, state_.values));
}

bool Executor::compare_quantities(const CompareOperator& test) {
    Word lhs = 0;
    if (test.difference) {
        if (!load(*test.difference, lhs)) return false;
        return holds(test.op, state_.values.interval(lhs), Interval::point(Decimal()));
    }
    Word rhs = 0;
    if (!load(test.lhs, lhs) || !load(test.rhs, rhs)) return false;
    return holds(test.op, state_.values.interval(lhs), state_.values.interval(rhs));
}

bool Executor::enter(const PredicateOperator& test, Cursor&) {
    Word first = 0;
    Word text = 0;
    if (!load(test.args[0], first) || !load(test.args[1], text)) return false;
    if (test.predicate == Predicate::Contains) {
        const std::string& whole = state_.values.text(as_symbol(text));
        const std::string& part = state_.values.text(as_symbol(first));
        return (whole.find(part) != std::string::npos) != test.negated;
    }
    Result<bool> matches =
        state_.patterns.matches(as_symbol(first), as_symbol(text), state_.values);
    if (!matches) return fail(std::move(matches.error()));
    return *matches != test.negated;
}

}  // namespace dictum
