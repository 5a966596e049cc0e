// The exact range of an arithmetic expression over independent interval variables.
//
// A variable is *one* unknown number inside its interval, however often it stands:
//   (q - p) / q   with q in 160..180, p in 120..140   is   0.125..0.3333, not 0.111..0.375
// Where each variable stands once, interval arithmetic is exact. Otherwise the partial derivatives
// are enclosed by interval automatic differentiation (Moore, Kearfott, Cloud: Introduction to
// Interval Analysis, 2009, ch. 6): when each has one sign over the box, the range is taken at two
// corners, rounded outward. Else the natural extension is returned, and `widened` is set.
//
// Cost: O(operations x variables that repeat).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/value/interval.h"

namespace dictum {

enum class RangeOp : std::uint8_t {
    Variable,
    Constant,  // leaves
    Add,
    Subtract,
    Multiply,
    Divide,
    Minimum,
    Maximum,  // binary
    Negate,
    Absolute,
    Floor,
    Ceil,
    Round,
    Lo,
    Hi,
    Mid,
    Width  // unary
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
    bool widened = false;  // a variable that stands twice could not be shown monotone
};

// Errors: division by an interval that holds zero, an exponent out of range, lo/hi/mid/width of an
// unbounded interval. Requires: every index is in bounds and the program leaves one value.
Result<RangeValue> evaluate(const RangeExpression& expression, std::span<const Interval> variables);

}  // namespace dictum
