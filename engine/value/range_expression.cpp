// The range of an expression in which variables may stand more than once.
//
// 1. Operands of lo, hi, mid and width are ranges, not numbers: each is evaluated on its own and
//    stands as a constant from there on.
// 2. Where no variable stands twice, interval arithmetic is exact, and that is all.
// 3. Otherwise, over the box that the repeated variables span, the slopes in each of them are
//    enclosed. An expression that rises or falls in each of them has its ends at two corners of the
//    box; the other variables stay intervals there, which is exact since they stand once.
// 4. A box where it does neither is halved, at 0 first, where squares and absolute values turn. The
//    range is the hull over the parts. What is left after kBoxesMax boxes keeps the range of plain
//    interval arithmetic, and counts as widened when that reaches beyond the rest.
#include "engine/value/range_expression.h"

#include <algorithm>
#include <deque>

#include "engine/value/range_graph.h"

namespace dictum {
namespace {

constexpr std::size_t kBoxesMax = 64;
constexpr std::size_t kWorkMax = 4'000'000;  // nodes x repeated variables x boxes

struct Box {
    std::vector<Interval> variables;
    std::vector<std::size_t> halvings;  // of each repeated variable, on the way to this box
};

// How the expression changes with one variable over a box.
struct Trend {
    enum class Kind : std::uint8_t { Constant, Rising, Falling, Mixed };
    Kind kind = Kind::Mixed;
    bool strict = false;  // never level
    bool steep = false;   // by no less than some positive slope
};

Trend trend_of(const std::optional<Interval>& slope) {
    if (!slope) return {Trend::Kind::Constant, false, false};
    const Interval zero = Interval::point(Decimal());
    const bool strict = !overlaps(*slope, zero);
    if (certainly_less_equal(zero, *slope)) {
        return {Trend::Kind::Rising, strict, slope->lo->sign() > 0};
    }
    if (certainly_less_equal(*slope, zero)) {
        return {Trend::Kind::Falling, strict, slope->hi->sign() < 0};
    }
    return {};
}

bool straddles_zero(const Interval& a) {
    return (!a.lo || a.lo->sign() < 0) && (!a.hi || a.hi->sign() > 0);
}

// Where to cut an interval in two; absent when that is not possible.
std::optional<Decimal> cut_of(const Interval& a) {
    if (straddles_zero(a)) return Decimal();
    if (!a.lo || !a.hi) return std::nullopt;
    const Result<Interval> middle = midpoint(a);
    if (!middle || *middle->lo <= *a.lo || *middle->lo >= *a.hi) return std::nullopt;
    return *middle->lo;
}

// Some member, away from open ends where that is easy; absent where there is none between them.
std::optional<Decimal> member_of(const Interval& a) {
    if (a.lo && !a.lo_open) return a.lo;
    if (a.hi && !a.hi_open) return a.hi;
    if (const auto inside = cut_of(a)) return inside;
    const Decimal one = Decimal::from_integer(1);
    const bool lower = a.lo.has_value();
    if (lower && a.hi) return std::nullopt;
    const auto beside =
        lower ? add(*a.lo, one, Rounding::Up) : subtract(*a.hi, one, Rounding::Down);
    return beside ? std::optional<Decimal>(*beside) : std::nullopt;
}

// One side of a box: where a monotone expression has its lower or upper end.
enum class Side : std::uint8_t { Lower, Upper };

struct RangeEnd {
    std::optional<Decimal> value;
    bool open = false;
};

RangeEnd end_of(const Interval& a, Side side) {
    return side == Side::Lower ? RangeEnd{a.lo, a.lo_open} : RangeEnd{a.hi, a.hi_open};
}

// An end of a repeated variable that it doesn't attain.
struct OpenEnd {
    std::size_t repeated = 0;
    Side side = Side::Lower;
};

// The search for the range of one graph.
class Search {
  public:
    Search(RangeGraph graph, std::span<const Interval> variables);
    Result<RangeValue> run();

  private:
    struct Corner {
        std::vector<Interval> variables;
        std::vector<OpenEnd> not_attained;  // by the repeated variables there
        bool reachable = true;
        bool unbounded = false;
    };

    Status take(const Box& box, bool may_halve);
    bool halve(const Box& box, const std::vector<Trend>& trends);
    Corner corner_of(const Box& box, const std::vector<Trend>& trends, Side side) const;
    RangeEnd end_at_corner(const Box& box, const std::vector<Trend>& trends,
                           const Interval& natural, Side side);
    bool is_strict_near(const Box& box, const std::vector<Interval>& corner,
                        const OpenEnd& end) const;
    RangeValue result();

    RangeGraph graph_;
    std::vector<Interval> variables_;    // those that stand in the graph
    std::vector<std::size_t> repeated_;  // those that stand twice and are no points
    bool has_steps_ = false;             // floor, ceil or round
    std::deque<Box> boxes_;              // those to take, in order
    std::optional<Interval> exact_;      // hull of the boxes whose range is known
    std::vector<Interval> natural_;      // the ranges of the others by interval arithmetic
    std::optional<Interval> whole_;      // of the whole box, unless that has none
    bool widened_ = false;
    std::optional<Error> first_error_;
};

// Renumbers the variables that the graph uses: 0, 1, ... in their order.
Search::Search(RangeGraph graph, std::span<const Interval> variables) : graph_(std::move(graph)) {
    std::vector<std::uint32_t> used;
    for (const RangeGraph::Node& node : graph_.nodes) {
        if (node.op == RangeOp::Variable) used.push_back(node.leaf);
        has_steps_ = has_steps_ || node.op == RangeOp::Floor || node.op == RangeOp::Ceil ||
                     node.op == RangeOp::Round;
    }
    std::sort(used.begin(), used.end());
    for (auto at = used.begin(); at != used.end();) {
        const auto next = std::upper_bound(at, used.end(), *at);
        const bool repeats = next - at > 1;
        if (repeats && !variables[*at].is_point()) repeated_.push_back(variables_.size());
        variables_.push_back(variables[*at]);
        at = next;
    }
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (RangeGraph::Node& node : graph_.nodes) {
        if (node.op != RangeOp::Variable) continue;
        const auto place = std::lower_bound(used.begin(), used.end(), node.leaf);
        node.leaf = static_cast<std::uint32_t>(place - used.begin());
    }
}

Result<RangeValue> Search::run() {
    const std::size_t work = graph_.nodes.size() * repeated_.size();
    if (repeated_.empty() || work > kWorkMax) {
        DICTUM_TRY(const std::vector<Interval> values, values_of(graph_, variables_));
        return RangeValue{values.back(), !repeated_.empty()};
    }
    const std::size_t boxes_max = std::clamp<std::size_t>(kWorkMax / work, 1, kBoxesMax);
    boxes_.push_back({variables_, std::vector<std::size_t>(repeated_.size(), 0)});
    for (std::size_t taken = 1; !boxes_.empty(); ++taken) {
        const Box box = std::move(boxes_.front());
        boxes_.pop_front();
        // A halved box brings two more.
        DICTUM_CHECK(take(box, taken + boxes_.size() + 2 <= boxes_max));
    }
    return result();
}

// Finds the range over one box, or halves it, or leaves it at interval arithmetic.
Status Search::take(const Box& box, bool may_halve) {
    const auto values = values_of(graph_, box.variables);
    std::vector<Trend> trends(repeated_.size());  // all mixed
    if (!values) {
        if (!first_error_) first_error_ = values.error();
        if (may_halve && halve(box, trends)) return {};
        return *first_error_;
    }
    const Interval& natural = values->back();
    if (!whole_ && !first_error_) whole_ = natural;
    bool is_monotone = true;
    for (std::size_t i = 0; i < repeated_.size(); ++i) {
        const auto slope = slope_of(graph_, *values, static_cast<std::uint32_t>(repeated_[i]));
        if (slope) trends[i] = trend_of(*slope);
        is_monotone = is_monotone && trends[i].kind != Trend::Kind::Mixed;
    }
    if (is_monotone) {
        const RangeEnd lo = end_at_corner(box, trends, natural, Side::Lower);
        const RangeEnd hi = end_at_corner(box, trends, natural, Side::Upper);
        const Interval range{lo.value, hi.value, lo.open, hi.open};
        exact_ = exact_ ? hull(*exact_, range) : range;
    } else if (!may_halve || !halve(box, trends)) {
        natural_.push_back(natural);
    }
    return {};
}

// Halves the box in the mixed variable that was halved least so far.
bool Search::halve(const Box& box, const std::vector<Trend>& trends) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < repeated_.size(); ++i) {
        if (trends[i].kind != Trend::Kind::Mixed || !cut_of(box.variables[repeated_[i]])) continue;
        if (!best || box.halvings[i] < box.halvings[*best]) best = i;
    }
    if (!best) return false;
    const std::size_t variable = repeated_[*best];
    const Interval whole = box.variables[variable];
    const Decimal cut = *cut_of(whole);
    for (const Interval& part : {Interval{whole.lo, cut, whole.lo_open, false},
                                 Interval{cut, whole.hi, false, whole.hi_open}}) {
        Box half = box;
        half.variables[variable] = part;
        ++half.halvings[*best];
        boxes_.push_back(std::move(half));
    }
    return true;
}

// Where a monotone expression has its end on one side: each repeated variable at its own end.
Search::Corner Search::corner_of(const Box& box, const std::vector<Trend>& trends,
                                 Side side) const {
    const Side other = side == Side::Lower ? Side::Upper : Side::Lower;
    Corner corner{box.variables, {}, true, false};
    for (std::size_t i = 0; i < repeated_.size(); ++i) {
        Interval& variable = corner.variables[repeated_[i]];
        const Trend& trend = trends[i];
        if (trend.kind == Trend::Kind::Constant) {
            const std::optional<Decimal> member = member_of(variable);
            corner.reachable = corner.reachable && member;
            if (member) variable = Interval::point(*member);
            continue;
        }
        const Side at = trend.kind == Trend::Kind::Rising ? side : other;
        const RangeEnd end = end_of(variable, at);
        corner.unbounded = corner.unbounded || (!end.value && trend.steep);
        // At an open end a step may differ from everything beside it.
        corner.reachable = corner.reachable && end.value && !(has_steps_ && end.open);
        if (end.open) corner.not_attained.push_back({i, at});
        if (end.value) variable = Interval::point(*end.value);
    }
    return corner;
}

// The end of a monotone expression. Where its corner is beyond an absent end, or not in its domain
// (1 / x beside 0), the natural end is taken, unless it is steep there and so has no bound.
RangeEnd Search::end_at_corner(const Box& box, const std::vector<Trend>& trends,
                               const Interval& natural, Side side) {
    const Corner corner = corner_of(box, trends, side);
    if (corner.unbounded) return {};
    const auto values = corner.reachable ? values_of(graph_, corner.variables) : Error{};
    if (!values) {
        widened_ = true;
        return end_of(natural, side);
    }
    RangeEnd found = end_of(values->back(), side);
    for (const OpenEnd& end : corner.not_attained) {
        found.open = found.open || (found.value && is_strict_near(box, corner.variables, end));
    }
    return found;
}

// Does the expression rise or fall strictly towards the corner in the half of the box beside that
// open end? Then it doesn't attain what it has there: x * x over (-2, 0] is below 4, though it is
// level at 0.
bool Search::is_strict_near(const Box& box, const std::vector<Interval>& corner,
                            const OpenEnd& end) const {
    const std::size_t variable = repeated_[end.repeated];
    const Interval& whole = box.variables[variable];
    const auto middle = cut_of(whole);
    if (!middle) return false;
    std::vector<Interval> edge = corner;
    edge[variable] = end.side == Side::Lower ? Interval{whole.lo, middle, whole.lo_open, false}
                                             : Interval{middle, whole.hi, false, whole.hi_open};
    const auto values = values_of(graph_, edge);
    if (!values) return false;
    const auto slope = slope_of(graph_, *values, static_cast<std::uint32_t>(variable));
    return slope && trend_of(*slope).strict;
}

RangeValue Search::result() {
    Interval range = exact_ ? *exact_ : natural_.front();
    for (const Interval& natural : natural_) range = hull(range, natural);
    const bool widened = widened_ || !exact_ || range != *exact_;
    // Where it can't be told whether an end is attained, interval arithmetic may know.
    if (whole_) range = intersection(range, *whole_).value_or(range);
    return {range, widened};
}

bool is_end_op(RangeOp op) { return op >= RangeOp::Lo; }

Result<Interval> apply_end(RangeOp op, const Interval& range) {
    switch (op) {
        case RangeOp::Lo:
            return lower_end(range);
        case RangeOp::Hi:
            return upper_end(range);
        case RangeOp::Mid:
            return midpoint(range);
        default:
            return width(range);
    }
}

// Replaces the last operand, and all that it is made of, by the constant that `op` gives for it.
Status fold_end(RangeGraph& graph, RangeOp op, std::span<const Interval> variables, bool& widened) {
    const std::size_t first = graph.nodes.back().first;
    RangeGraph operand;
    for (std::size_t i = first; i < graph.nodes.size(); ++i) {
        RangeGraph::Node node = graph.nodes[i];
        node.a -= std::min(node.a, first);
        node.b -= std::min(node.b, first);
        if (node.op == RangeOp::Constant) {
            operand.constants.push_back(graph.constants[node.leaf]);
            node.leaf = static_cast<std::uint32_t>(operand.constants.size() - 1);
        }
        operand.nodes.push_back(node);
    }
    DICTUM_TRY(const RangeValue range, Search(std::move(operand), variables).run());
    widened = widened || range.widened;
    DICTUM_TRY(const Interval end, apply_end(op, range.interval));
    graph.nodes.resize(first);
    const auto constant = static_cast<std::uint32_t>(graph.constants.size());
    graph.constants.push_back(end);
    graph.nodes.push_back({RangeOp::Constant, constant, 0, 0, first});
    return {};
}

}  // namespace

Result<RangeValue> evaluate(const RangeExpression& expression,
                            std::span<const Interval> variables) {
    RangeGraph graph;
    graph.constants = expression.constants;
    std::vector<std::size_t> stack;
    bool widened = false;
    for (const RangeStep& step : expression.steps) {
        RangeGraph::Node node{step.op, step.index, 0, 0, graph.nodes.size()};
        if (operands_of(step.op) == 2) {
            node.b = stack.back();
            stack.pop_back();
        }
        if (operands_of(step.op) > 0) {
            node.a = stack.back();
            stack.pop_back();
            node.first = graph.nodes[node.a].first;
        }
        if (is_end_op(step.op)) {
            DICTUM_CHECK(fold_end(graph, step.op, variables, widened));
        } else {
            graph.nodes.push_back(node);
        }
        stack.push_back(graph.nodes.size() - 1);
    }
    DICTUM_TRY(RangeValue result, Search(std::move(graph), variables).run());
    result.widened = result.widened || widened;
    return result;
}

}  // namespace dictum
