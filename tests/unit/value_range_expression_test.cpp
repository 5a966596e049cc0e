// A variable is one unknown number, however often it stands in an expression.
#include <algorithm>

#include "engine/value/range_expression.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// Builds postfix programs from text: "q p - q /"; letters are variables a, b, ..., the rest
// operators and intervals.
RangeExpression postfix(std::string_view text, std::string_view variables) {
    static const std::vector<std::pair<std::string_view, RangeOp>> operators{
        {"+", RangeOp::Add},      {"-", RangeOp::Subtract},   {"*", RangeOp::Multiply},
        {"/", RangeOp::Divide},   {"min", RangeOp::Minimum},  {"max", RangeOp::Maximum},
        {"neg", RangeOp::Negate}, {"abs", RangeOp::Absolute}, {"floor", RangeOp::Floor},
        {"ceil", RangeOp::Ceil},  {"round", RangeOp::Round},  {"lo", RangeOp::Lo},
        {"hi", RangeOp::Hi},      {"mid", RangeOp::Mid},      {"width", RangeOp::Width},
    };
    RangeExpression result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        RangeStep step;
        const auto found = std::find_if(operators.begin(), operators.end(),
                                        [word](const auto& entry) { return entry.first == word; });
        if (found != operators.end()) {
            step.op = found->second;
        } else if (word.size() == 1 && variables.find(word[0]) != std::string_view::npos) {
            step.op = RangeOp::Variable;
            step.index = static_cast<std::uint32_t>(variables.find(word[0]));
        } else {
            step.op = RangeOp::Constant;
            step.index = static_cast<std::uint32_t>(result.constants.size());
            result.constants.push_back(*Interval::parse(word));
        }
        result.steps.push_back(step);
    }
    return result;
}

std::string range(std::string_view program, std::string_view names,
                  const std::vector<std::string>& intervals) {
    std::vector<Interval> variables;
    for (const std::string& text : intervals) variables.push_back(*Interval::parse(text));
    const auto value = evaluate(postfix(program, names), variables);
    if (!value) return "error: " + value.error().message;
    return value->interval.to_string() + (value->widened ? " widened" : "");
}

}  // namespace

TEST_CASE("a price gap is its exact range") {
    const std::vector<std::string> prices{"160..180", "120..140"};
    CHECK(range("q p - q /", "qp", prices) == "0.125..0.333333333333333334");
    CHECK(range("1 p q / -", "qp", prices) == "0.125..0.333333333333333334");
}

TEST_CASE("monotone expressions have their ends at corners") {
    struct Case {
        const char* program;
        const char* x;
        const char* y;
        const char* result;
    };
    const Case cases[] = {
        {"x x -", "1..5", "0", "0"},
        {"x x -", ">1..<5", "0", "0"},
        {"x x +", "1..5", "0", "2..10"},
        {"x x +", ">400", "0", ">800"},
        {"x x *", "2..3", "0", "4..9"},
        {"x x *", ">0..<3", "0", ">0..<9"},
        {"x x *", "-3..-2", "0", "4..9"},
        {"x y + x -", "1..5", "2..3", "2..3"},
        {"x y + x -", "1..5", ">2..3", ">2..3"},
        {"x x y + /", "1..10", "1", "0.5..0.909090909090909091"},
        {"x x y + /", "1..10", "1..3", "0.25..0.909090909090909091"},
        {"x y * x +", "1..2", "3..4", "4..10"},
        {"x x abs +", "1..2", "0", "2..4"},
        {"x x abs +", "-2..1", "0", "0..2"},
        {"x floor x +", "1.5..2.5", "0", "2.5..4.5"},
        {"x y min x max", "1..2", "5", "1..2"},
        {"x neg x *", "1..2", "0", "-4..-1"},
        {"x x lo -", "3..7", "0", "0..4"},
        {"x x mid /", "90..110", "0", "0.9..1.1"},
        {"x width x hi /", "90..100", "0", "0.1"},
        {"x y - hi x *", "1..2", "0..1", "2..4"},
        {"x x x - width *", "1..2", "0", "0"},
        {"y x / floor", "1200..1400", "10000", "7..8"},
        {"x x * x x * *", "-1..1", "0", "0..1"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.program, c.x, c.y);
        CHECK(range(c.program, "xy", {c.x, c.y}) == c.result);
    }
}

TEST_CASE("an expression that turns inside its range is cut where it turns") {
    CHECK(range("x x *", "x", {"-1..2"}) == "0..4");
    CHECK(range("x x *", "x", {">-2..<2"}) == "0..<4");
    CHECK(range("x 1 x - *", "x", {"0..1"}) == "0..0.25");
    // The sign of x * x + 1 is only seen on either side of 0.
    CHECK(range("1 x x * 1 + /", "x", {"-1..2"}) == "0.2..1");
    CHECK(range("x abs x -", "x", {"-1..2"}) == "0..2");
}

TEST_CASE("what can't be shown is widened, and still holds the range") {
    std::vector<Interval> variables{*Interval::parse("0.3..1.7")};
    // x^3 - 2 x turns at the square root of 2 / 3, which no halving meets.
    const auto value = evaluate(postfix("x x * x * 2 x * -", "x"), variables);
    REQUIRE(value);
    CHECK(value->widened);
    CHECK(*value->interval.hi == *Decimal::parse("1.513"));
    CHECK(*value->interval.lo < *Decimal::parse("-1.088662"));
    CHECK(*value->interval.lo > *Decimal::parse("-1.2"));
    CHECK(range("x x /", "x", {">0"}).find("widened") != std::string::npos);
}

TEST_CASE("beside an absent end only what is steep has no bound") {
    CHECK(range("x x + 1 +", "x", {">=2"}) == ">=5");
    CHECK(range("1 x - x -", "x", {">=2"}) == "<=-3");
    CHECK(range("x x 1 + /", "x", {">=1"}).find("widened") != std::string::npos);
}

TEST_CASE("errors name the divisor") {
    CHECK(range("1 x /", "x", {"-1..1"}) == "error: division of 1 by -1..1, which holds 0");
    CHECK(range("1 x x - /", "x", {"1..2"}).substr(0, 6) == "error:");
    CHECK(range("1 x x * /", "x", {"-1..1"}).substr(0, 6) == "error:");
    CHECK(range("x lo", "x", {"<3"}).substr(0, 6) == "error:");
}

TEST_CASE("long expressions take time in proportion") {
    RangeExpression sum;
    std::vector<Interval> variables;
    constexpr std::uint32_t count = 20'000;
    for (std::uint32_t i = 0; i < count; ++i) {
        variables.push_back(*Interval::parse("1..2"));
        for (int twice = 0; twice < 2; ++twice) {
            sum.steps.push_back({RangeOp::Variable, i});
            if (i + static_cast<std::uint32_t>(twice) > 0) sum.steps.push_back({RangeOp::Add, 0});
        }
    }
    const auto value = evaluate(sum, variables);
    REQUIRE(value);
    CHECK(value->interval.to_string() == "40000..80000");
    CHECK(value->widened);  // beyond the work that is worth it
}

TEST_CASE("steps beside an open end don't deceive") {
    // ceil(x) is 1 inside, and 0 at the end that x does not attain.
    CHECK(range("x ceil 0.5 min x 0 * +", "x", {">0..<1"}) == "0.5");
    // floor(x) is 1 inside, and 2 at the end that x does not attain.
    CHECK(range("x floor x +", "x", {"1..<2"}) == "2..<3 widened");
}
