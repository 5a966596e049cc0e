// A range expression whose operands are named instead of stacked, with its values and slopes over a
// box. Internal to the evaluation of range expressions.
//
// A slope of f in a variable x encloses (f(x) - f(x')) / (x - x') for any two points of the box
// that differ in x only. Slopes follow the rules of derivatives, and steps and kinks have them too:
// floor [0, +inf), min(a, b) the hull of both (Neumaier: Interval Methods for Systems of Equations,
// 1990, ch. 2). Non-negative slopes mean that f does not fall.
#pragma once

#include <span>
#include <vector>

#include "engine/value/range_expression.h"

namespace dictum {

struct RangeGraph {
    struct Node {
        RangeOp op = RangeOp::Constant;
        std::uint32_t leaf = 0;  // Variable, Constant: which
        std::size_t a = 0;       // operands; they stand before the node
        std::size_t b = 0;
        std::size_t first = 0;  // the nodes first..this are all that it is made of
    };
    std::vector<Node> nodes;  // the last one is the result; none is lo, hi, mid or width
    std::vector<Interval> constants;
};

int operands_of(RangeOp op);

// Of every node, by interval arithmetic.
Result<std::vector<Interval>> values_of(const RangeGraph& graph,
                                        std::span<const Interval> variables);

// Of the result in one variable, where `values` are those of the box; absent: exactly 0.
Result<std::optional<Interval>> slope_of(const RangeGraph& graph,
                                         const std::vector<Interval>& values,
                                         std::uint32_t variable);

}  // namespace dictum
