#include "engine/value/range_graph.h"

namespace dictum {
namespace {

// Absent: exactly 0, which most slopes are.
using Slope = std::optional<Interval>;

Interval point(std::int64_t value) { return Interval::point(Decimal::from_integer(value)); }

Interval or_zero(const Slope& slope) { return slope ? *slope : point(0); }

Result<Slope> lifted(Result<Interval> result) {
    if (!result) return result.error();
    const bool is_zero = result->is_point() && result->lo->is_zero();
    return is_zero ? Slope() : Slope(*std::move(result));
}

Result<Slope> sum(const Slope& a, const Slope& b) {
    if (!a || !b) return a ? a : b;
    return lifted(add(*a, *b));
}

Result<Slope> scaled(const Slope& slope, const Interval& factor) {
    if (!slope) return Slope();
    return lifted(multiply(*slope, factor));
}

Result<Slope> negated(const Slope& slope) { return scaled(slope, point(-1)); }

Result<Slope> either(const Slope& a, const Slope& b) {
    if (!a && !b) return Slope();
    return lifted(hull(or_zero(a), or_zero(b)));
}

Result<Interval> apply_binary(RangeOp op, const Interval& a, const Interval& b) {
    switch (op) {
        case RangeOp::Add:
            return add(a, b);
        case RangeOp::Subtract:
            return subtract(a, b);
        case RangeOp::Multiply:
            return multiply(a, b);
        case RangeOp::Divide:
            return divide(a, b);
        case RangeOp::Minimum:
            return minimum(a, b);
        default:
            return maximum(a, b);
    }
}

Result<Interval> apply_unary(RangeOp op, const Interval& a) {
    switch (op) {
        case RangeOp::Negate:
            return negate(a);
        case RangeOp::Absolute:
            return absolute(a);
        case RangeOp::Floor:
            return floor(a);
        case RangeOp::Ceil:
            return ceil(a);
        default:
            return round(a);
    }
}

// Slopes of the operands of a node, and where they stand.
struct Operands {
    const Slope& a_slope;
    const Slope& b_slope;
    const Interval& a;
    const Interval& b;
};

Result<Slope> slope_of_product(const Operands& x) {
    DICTUM_TRY(const Slope left, scaled(x.a_slope, x.b));
    DICTUM_TRY(const Slope right, scaled(x.b_slope, x.a));
    return sum(left, right);
}

// (a' - (a / b) b') / b
Result<Slope> slope_of_quotient(const Operands& x, const Interval& quotient) {
    DICTUM_TRY(const Slope inner, scaled(x.b_slope, quotient));
    DICTUM_TRY(const Slope subtracted, negated(inner));
    DICTUM_TRY(const Slope above, sum(x.a_slope, subtracted));
    if (!above) return Slope();
    return lifted(divide(*above, x.b));
}

Result<Slope> slope_of_choice(RangeOp op, const Operands& x) {
    const bool is_minimum = op == RangeOp::Minimum;
    if (certainly_less_equal(x.a, x.b)) return is_minimum ? x.a_slope : x.b_slope;
    if (certainly_less_equal(x.b, x.a)) return is_minimum ? x.b_slope : x.a_slope;
    return either(x.a_slope, x.b_slope);
}

Result<Slope> slope_of_absolute(const Slope& slope, const Interval& a) {
    if (certainly_less_equal(point(0), a)) return slope;
    DICTUM_TRY(const Slope mirrored, negated(slope));
    if (certainly_less_equal(a, point(0))) return mirrored;
    return either(slope, mirrored);
}

Result<Slope> slope_of_node(RangeOp op, const Operands& x, const Interval& value) {
    switch (op) {
        case RangeOp::Add:
            return sum(x.a_slope, x.b_slope);
        case RangeOp::Subtract: {
            DICTUM_TRY(const Slope subtracted, negated(x.b_slope));
            return sum(x.a_slope, subtracted);
        }
        case RangeOp::Multiply:
            return slope_of_product(x);
        case RangeOp::Divide:
            return slope_of_quotient(x, value);
        case RangeOp::Minimum:
        case RangeOp::Maximum:
            return slope_of_choice(op, x);
        case RangeOp::Negate:
            return negated(x.a_slope);
        case RangeOp::Absolute:
            return slope_of_absolute(x.a_slope, x.a);
        case RangeOp::Floor:
        case RangeOp::Ceil:
        case RangeOp::Round:
            return scaled(x.a_slope, Interval{Decimal(), std::nullopt, false, false});
        default:
            return Slope();
    }
}

}  // namespace

int operands_of(RangeOp op) {
    if (op == RangeOp::Variable || op == RangeOp::Constant) return 0;
    return op <= RangeOp::Maximum ? 2 : 1;
}

Result<std::vector<Interval>> values_of(const RangeGraph& graph,
                                        std::span<const Interval> variables) {
    std::vector<Interval> values;
    values.reserve(graph.nodes.size());
    for (const RangeGraph::Node& node : graph.nodes) {
        const int operands = operands_of(node.op);
        if (operands == 0) {
            const bool is_variable = node.op == RangeOp::Variable;
            values.push_back(is_variable ? variables[node.leaf] : graph.constants[node.leaf]);
            continue;
        }
        Result<Interval> value = operands == 2
                                     ? apply_binary(node.op, values[node.a], values[node.b])
                                     : apply_unary(node.op, values[node.a]);
        if (!value) return std::move(value.error());
        values.push_back(*std::move(value));
    }
    return values;
}

Result<std::optional<Interval>> slope_of(const RangeGraph& graph,
                                         const std::vector<Interval>& values,
                                         std::uint32_t variable) {
    std::vector<Slope> slopes(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const RangeGraph::Node& node = graph.nodes[i];
        if (node.op == RangeOp::Variable && node.leaf == variable) slopes[i] = point(1);
        const int operands = operands_of(node.op);
        if (operands == 0) continue;
        const std::size_t b = operands == 2 ? node.b : node.a;
        if (!slopes[node.a] && !slopes[b]) continue;
        const Operands x{slopes[node.a], slopes[b], values[node.a], values[b]};
        DICTUM_TRY(slopes[i], slope_of_node(node.op, x, values[i]));
    }
    return slopes.back();
}

}  // namespace dictum
