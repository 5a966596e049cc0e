// Equations, comparisons and predicates: operators that pass at most once.
//
//   bind g = (q - p) / q      check x != y      check p <? q      check match("a.*", s)
#include <algorithm>

#include "engine/eval/pipeline.h"
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

bool Pipeline::apply(const BindOperator& operation, const Filter&, Stage& stage) {
    const Word* const words = values(operation.value, stage, 0);
    if (words == nullptr) return discard_all(stage);
    std::copy_n(words, stage.count, stage.columns[operation.slot]);
    return true;
}

bool Pipeline::apply(const EqualOperator& test, const Filter& filter, Stage& stage) {
    const Word* const lhs = values(test.lhs, stage, 0);
    const Word* const rhs = lhs ? values(test.rhs, stage, 1) : nullptr;
    if (rhs == nullptr) return discard_all(stage);
    select(filter.kept, stage, [&](std::size_t i) { return (lhs[i] == rhs[i]) != test.negated; });
    return true;
}

bool Pipeline::apply(const CompareOperator& test, const Filter& filter, Stage& stage) {
    if (test.operands == BaseType::Quantity) return compare_quantities(test, filter, stage);
    const Word* const lhs = values(test.lhs, stage, 0);
    const Word* const rhs = lhs ? values(test.rhs, stage, 1) : nullptr;
    if (rhs == nullptr) return discard_all(stage);
    const Values& values = run_.state.values;
    select(filter.kept, stage, [&](std::size_t i) {
        if (test.operands == BaseType::Float) {
            // An undefined float stands in no order to anything.
            const double a = as_float(lhs[i]);
            const double b = as_float(rhs[i]);
            if (a != a || b != b) return false;
        }
        return ordered(test.op, word_less(lhs[i], rhs[i], test.operands, values),
                       word_less(rhs[i], lhs[i], test.operands, values));
    });
    return true;
}

bool Pipeline::compare_quantities(const CompareOperator& test, const Filter& filter, Stage& stage) {
    const Values& values = run_.state.values;
    if (test.difference) {
        const Word* const difference = this->values(*test.difference, stage, 0);
        if (difference == nullptr) return discard_all(stage);
        const Interval zero = Interval::point(Decimal());
        select(filter.kept, stage,
               [&](std::size_t i) { return holds(test.op, values.interval(difference[i]), zero); });
        return true;
    }
    const Word* const lhs = this->values(test.lhs, stage, 0);
    const Word* const rhs = lhs ? this->values(test.rhs, stage, 1) : nullptr;
    if (rhs == nullptr) return discard_all(stage);
    select(filter.kept, stage, [&](std::size_t i) {
        return holds(test.op, values.interval(lhs[i]), values.interval(rhs[i]));
    });
    return true;
}

bool Pipeline::apply(const PredicateOperator& test, const Filter& filter, Stage& stage) {
    const Word* const first = values(test.args[0], stage, 0);
    const Word* const text = first ? values(test.args[1], stage, 1) : nullptr;
    if (text == nullptr) return discard_all(stage);
    const Values& values = run_.state.values;
    select(filter.kept, stage, [&](std::size_t i) {
        if (test.predicate == Predicate::Contains) {
            const std::string& whole = values.text(as_symbol(text[i]));
            const std::string& part = values.text(as_symbol(first[i]));
            return (whole.find(part) != std::string::npos) != test.negated;
        }
        Result<bool> matches =
            run_.state.patterns.matches(as_symbol(first[i]), as_symbol(text[i]), values);
        if (!matches) return run_.fail(std::move(matches.error()));
        return *matches != test.negated;
    });
    return !run_.error;
}

}  // namespace dictum
