// Ranges of random expressions, compared with interval arithmetic and with values at many points.
#include <algorithm>
#include <cmath>
#include <random>

#include "engine/value/range_expression.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// Random expressions over x and y that stand several times.
class Generator {
  public:
    RangeExpression expression() {
        RangeExpression result;
        for (const char* constant : {"-2", "0.5", "3", "1..2"}) {
            result.constants.push_back(*Interval::parse(constant));
        }
        int depth = 0;
        for (int i = 0; i < 9 || depth > 1; ++i) {
            if (i < 9 && (depth < 2 || random_() % 2 == 0)) {
                const bool is_variable = random_() % 4 != 0;
                result.steps.push_back(
                    {is_variable ? RangeOp::Variable : RangeOp::Constant,
                     static_cast<std::uint32_t>(random_() % (is_variable ? 2 : 3))});
                ++depth;
            } else if (random_() % 4 == 0) {
                static constexpr RangeOp unary[] = {RangeOp::Negate, RangeOp::Absolute,
                                                    RangeOp::Floor, RangeOp::Round, RangeOp::Ceil};
                result.steps.push_back({unary[random_() % 5], 0});
            } else {
                static constexpr RangeOp binary[] = {RangeOp::Add,      RangeOp::Subtract,
                                                     RangeOp::Multiply, RangeOp::Divide,
                                                     RangeOp::Minimum,  RangeOp::Maximum};
                result.steps.push_back({binary[random_() % 6], 0});
                --depth;
            }
        }
        return result;
    }
    Interval interval() {
        const auto lo = static_cast<std::int64_t>(random_() % 9) - 4;
        const auto span = static_cast<std::int64_t>(random_() % 4);
        const bool open = span > 0 && random_() % 3 == 0;
        return *Interval::make(Decimal::from_integer(lo), Decimal::from_integer(lo + span), open,
                               open);
    }
    Decimal member(const Interval& a) {
        const Decimal width = *subtract(*a.hi, *a.lo, Rounding::Down);
        const bool at_end = !a.lo_open && random_() % 3 == 0;
        const auto tenths = static_cast<std::int64_t>(at_end ? 0 : 1 + random_() % 9);
        return *add(*a.lo, *multiply(width, *Decimal::from_parts(tenths, -1), Rounding::Down),
                    Rounding::Down);
    }

  private:
    std::mt19937_64 random_{11};
};

// The same expression with each standing of a variable a variable of its own: plain interval
// arithmetic.
Result<RangeValue> natural_range(RangeExpression expression, std::span<const Interval> variables) {
    std::vector<Interval> own;
    for (RangeStep& step : expression.steps) {
        if (step.op != RangeOp::Variable) continue;
        own.push_back(variables[step.index]);
        step.index = static_cast<std::uint32_t>(own.size() - 1);
    }
    return evaluate(expression, own);
}

bool has_steps(const RangeExpression& expression) {
    return std::any_of(expression.steps.begin(), expression.steps.end(), [](const RangeStep& step) {
        return step.op == RangeOp::Floor || step.op == RangeOp::Ceil || step.op == RangeOp::Round;
    });
}

double apply(RangeOp op, double a, double b) {
    switch (op) {
        case RangeOp::Add:
            return a + b;
        case RangeOp::Subtract:
            return a - b;
        case RangeOp::Multiply:
            return a * b;
        case RangeOp::Divide:
            return a / b;
        case RangeOp::Minimum:
            return std::min(a, b);
        case RangeOp::Maximum:
            return std::max(a, b);
        case RangeOp::Negate:
            return -a;
        default:
            return std::fabs(a);
    }
}

// The expression at one point, in floating point. Requires no floor, ceil or round.
double value_at(const RangeExpression& expression, double x, double y) {
    std::vector<double> stack;
    for (const RangeStep& step : expression.steps) {
        if (step.op == RangeOp::Variable) {
            stack.push_back(step.index == 0 ? x : y);
        } else if (step.op == RangeOp::Constant) {
            stack.push_back(expression.constants[step.index].lo->to_double(Rounding::Down));
        } else {
            const double b = stack.back();
            if (step.op <= RangeOp::Maximum) stack.pop_back();
            stack.back() = apply(step.op, stack.back(), b);
        }
    }
    return stack.back();
}

struct Extremes {
    double least = HUGE_VAL;
    double most = -HUGE_VAL;
};

// Over a grid that holds the ends, 0, and every point that five halvings of whole numbers meet.
Extremes extremes(const RangeExpression& expression, const std::vector<Interval>& variables) {
    constexpr double step = 1.0 / 32;
    const auto lo = [&](std::size_t i) { return variables[i].lo->to_double(Rounding::Down); };
    const auto hi = [&](std::size_t i) { return variables[i].hi->to_double(Rounding::Down); };
    Extremes result;
    for (double x = lo(0); x <= hi(0); x += step) {
        for (double y = lo(1); y <= hi(1); y += step) {
            const double value = value_at(expression, x, y);
            if (!std::isfinite(value)) continue;  // a divisor is 0 at an open end
            result.least = std::min(result.least, value);
            result.most = std::max(result.most, value);
        }
    }
    return result;
}

bool near(double a, double b) { return std::fabs(a - b) < 1e-9; }

}  // namespace

TEST_CASE("a range holds what any point gives, and no more than interval arithmetic does") {
    Generator generator;
    int evaluated = 0;
    for (int i = 0; i < 3'000; ++i) {
        const RangeExpression expression = generator.expression();
        const std::vector<Interval> variables{generator.interval(), generator.interval()};
        const auto value = evaluate(expression, variables);
        const auto natural = natural_range(expression, variables);
        REQUIRE((value || !natural));
        if (!value) continue;
        ++evaluated;
        CAPTURE(i, variables[0].to_string(), variables[1].to_string(), value->interval.to_string());
        REQUIRE((!natural || hull(natural->interval, value->interval) == natural->interval));
        for (int j = 0; j < 20; ++j) {
            const std::vector<Interval> point{Interval::point(generator.member(variables[0])),
                                              Interval::point(generator.member(variables[1]))};
            const auto at_point = evaluate(expression, point);
            REQUIRE(at_point);
            CAPTURE(point[0].to_string(), point[1].to_string(), at_point->interval.to_string());
            REQUIRE(overlaps(value->interval, at_point->interval));
        }
    }
    CHECK(evaluated > 1'000);
}

TEST_CASE("a range that is not widened is reached at both ends") {
    Generator generator;
    int compared = 0;
    for (int i = 0; i < 2'000; ++i) {
        const RangeExpression expression = generator.expression();
        const std::vector<Interval> variables{generator.interval(), generator.interval()};
        if (has_steps(expression)) continue;
        const auto value = evaluate(expression, variables);
        if (!value || value->widened) continue;
        ++compared;
        const Interval& range = value->interval;
        CAPTURE(i, variables[0].to_string(), variables[1].to_string(), range.to_string());
        const Extremes found = extremes(expression, variables);
        if (range.lo) REQUIRE(near(found.least, range.lo->to_double(Rounding::Down)));
        if (range.hi) REQUIRE(near(found.most, range.hi->to_double(Rounding::Up)));
    }
    CHECK(compared > 100);
}
