// Expressions, comparisons and predicates evaluated by following their tree, for the naive
// evaluator. It shares nothing with the engine but the values themselves: decimals, intervals and
// the range of an interval expression.
//
// Recursion follows the expression's depth; the oracle is for small programs.
#pragma once

#include <vector>

#include "engine/check/program.h"

namespace dictum::test {

// Values of a rule's variables; what is not bound must not be read.
using Bindings = std::vector<Word>;

class NaiveExpressions {
  public:
    NaiveExpressions(const Rule& rule, Values& values) : rule_(rule), values_(values) {}

    Result<Word> evaluate(ExprId expr, const Bindings& bindings) const;
    Result<bool> holds(const CompareLiteral& compare, const Bindings& bindings) const;
    Result<bool> holds(const PredicateLiteral& predicate, const Bindings& bindings) const;

    // Of `x = range(...)`: every value of x. Nothing: neither side is a range.
    Result<std::optional<std::vector<Word>>> numbers(const CompareLiteral& compare,
                                                     const Bindings& bindings) const;

    std::vector<std::uint32_t> variables(ExprId expr) const;
    // Can it end the run: division, conversions and the like?
    bool is_partial(ExprId expr) const;

  private:
    struct Range;
    Result<Interval> range(ExprId expr, const Bindings& bindings) const;
    Result<Interval> difference(ExprId lhs, ExprId rhs, const Bindings& bindings) const;
    Status add_steps(ExprId expr, const Bindings& bindings, Range& range) const;

    const Rule& rule_;
    Values& values_;
};

}  // namespace dictum::test
