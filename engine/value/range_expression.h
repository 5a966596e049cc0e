// The exact range of an arithmetic expression over independent interval variables.
//
// A variable is *one* unknown number inside its interval, however often it stands:
//   (q - p) / q   with q in 160..180, p in 120..140   is   0.125..0.3333, not 0.111..0.375
// Where each variable stands once, interval arithmetic is exact. Otherwise the slopes in each
// repeated variable are enclosed by interval automatic differentiation (Moore, Kearfott, Cloud:
// Introduction to Interval Analysis, 2009, ch. 6): when each has one sign over the box of the
// repeated variables, the range is taken at two corners, rounded outward. Else the box is halved,
// up to 64 boxes, and the range is the hull over them. A box for which that doesn't help keeps
// plain interval arithmetic, and `widened` is set unless its range lies within the others'.
//
// Cost: O(operations x (1 + variables that repeat)) for each box.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/value/interval.h"

namespace dictum {

enum class RangeOp : std::uint8_t {
    Variable,  // leaves
    Constant,
    Add,  // binary
    Subtract,
    Multiply,
    Divide,
    Minimum,
    Maximum,
    Negate,  // unary
    Absolute,
    Floor,
    Ceil,
    Round,
    Lo,  // unary, of the interval itself: the result is a constant
    Hi,
    Mid,
    Width,
};

struct RangeStep {
    RangeOp op = RangeOp::Constant;
    std::uint32_t index = 0;  // Variable: which variable; Constant: which constant
};

// A postfix program.
struct RangeExpression {
    std::vector<RangeStep> steps;
    std::vector<Interval> constants;
};

struct RangeValue {
    Interval interval;
    bool widened = false;  // the range may be smaller: a variable that stands twice
};

// Errors: division by an interval that holds zero, an exponent out of range, lo/hi/mid/width of an
// unbounded interval. Requires: every index is in bounds and the program leaves one value.
Result<RangeValue> evaluate(const RangeExpression& expression, std::span<const Interval> variables);

}  // namespace dictum
