// Intervals keep their openness through arithmetic, and no operation loses a value.
#include <random>

#include "engine/value/interval.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

Interval interval(std::string_view text) {
    const Result<Interval> parsed = Interval::parse(text);
    INFO(text);
    REQUIRE(parsed.has_value());
    return *parsed;
}

std::string text(const Result<Interval>& value) {
    return value ? value->to_string() : "error: " + value.error().message;
}

bool contains(const Interval& a, const Decimal& value) {
    return overlaps(a, Interval::point(value));
}

}  // namespace

TEST_CASE("intervals are written and read back") {
    for (const char* written : {"75", "-3", "1..2", ">1..2", "1..<2", ">1..<2", ">400", ">=400",
                                "<3", "<=3", "any", "-3..-1", "0.125..0.5", "1e40..2e40"}) {
        CHECK(interval(written).to_string() == written);
    }
    for (const char* malformed : {"", "..", "1..", "..2", "2..1", ">1..1", "1..<1", ">",
                                  "<=", "1...2", "1..2..3", "x", "anything", "=1"}) {
        CAPTURE(malformed);
        CHECK_FALSE(Interval::parse(malformed).has_value());
    }
}

TEST_CASE("empty intervals can't be made") {
    const Decimal one = Decimal::from_integer(1);
    const Decimal two = Decimal::from_integer(2);
    CHECK_FALSE(Interval::make(two, one));
    CHECK_FALSE(Interval::make(one, one, true, false));
    CHECK_FALSE(Interval::make(one, one, false, true));
    CHECK(Interval::make(one, one));
    // Openness of an absent end means nothing.
    CHECK(*Interval::make(std::nullopt, two, true, false) == interval("<=2"));
}

TEST_CASE("comparisons are certain or possible") {
    struct Case {
        const char* a;
        const char* b;
        bool certainly_less, certainly_less_equal, possibly_less, possibly_less_equal, overlaps;
    };
    const Case cases[] = {
        {"1..2", "3..4", true, true, true, true, false},
        {"3..4", "1..2", false, false, false, false, false},
        {"1..2", "2..3", false, true, true, true, true},
        {"2..3", "1..2", false, false, false, true, true},
        {"1..<2", "2..3", true, true, true, true, false},
        {"2..3", "1..<2", false, false, false, false, false},
        {"1..2", ">2..3", true, true, true, true, false},
        {"1..3", "2..4", false, false, true, true, true},
        {"5", "5", false, true, false, true, true},
        {">400", "400", false, false, false, false, false},
        {"400", ">400", true, true, true, true, false},
        {">=400", "400", false, false, false, true, true},
        {"any", "5", false, false, true, true, true},
        {"<3", ">=3", true, true, true, true, false},
        {"<3", ">3", true, true, true, true, false},
    };
    for (const Case& c : cases) {
        CAPTURE(c.a, c.b);
        const Interval a = interval(c.a);
        const Interval b = interval(c.b);
        CHECK(certainly_less(a, b) == c.certainly_less);
        CHECK(certainly_less_equal(a, b) == c.certainly_less_equal);
        CHECK(possibly_less(a, b) == c.possibly_less);
        CHECK(possibly_less_equal(a, b) == c.possibly_less_equal);
        CHECK(overlaps(a, b) == c.overlaps);
        CHECK(overlaps(b, a) == c.overlaps);
        CHECK(intersection(a, b).has_value() == c.overlaps);
    }
}

TEST_CASE("hull and intersection keep the end that decides") {
    CHECK(hull(interval("1..2"), interval(">1..3")).to_string() == "1..3");
    CHECK(hull(interval(">1..<3"), interval(">1..3")).to_string() == ">1..3");
    CHECK(hull(interval("5"), interval(">400")).to_string() == ">=5");
    CHECK(hull(interval("<1"), interval(">2")).to_string() == "any");
    CHECK(intersection(interval("1..3"), interval(">1..<3"))->to_string() == ">1..<3");
    CHECK(intersection(interval("any"), interval("1..<3"))->to_string() == "1..<3");
    CHECK(intersection(interval("66.7..75"), interval("75"))->to_string() == "75");
}

TEST_CASE("order is by lower end, then upper end") {
    const char* ascending[] = {"<3", "<=3", "any", "1..<2", "1..2", ">=1", ">1..2", "2", "2..3"};
    for (std::size_t i = 0; i < std::size(ascending); ++i) {
        for (std::size_t j = 0; j < std::size(ascending); ++j) {
            CAPTURE(ascending[i], ascending[j]);
            CHECK(orders_before(interval(ascending[i]), interval(ascending[j])) == (i < j));
        }
    }
}

TEST_CASE("arithmetic knows which ends are attained") {
    using Operation = Result<Interval> (*)(const Interval&, const Interval&);
    struct Case {
        const char* name;
        Operation operation;
        const char* a;
        const char* b;
        const char* result;
    };
    const Case cases[] = {
        {"+", add, "1..2", "3..4", "4..6"},
        {"+", add, ">1..2", "3..<4", ">4..<6"},
        {"+", add, ">1", "3", ">4"},
        {"+", add, "<=1", ">=3", "any"},
        {"-", subtract, "160..180", "120..140", "20..60"},
        {"-", subtract, ">1..2", "0..<1", ">0..2"},
        {"-", subtract, "5", ">=2", "<=3"},
        {"*", multiply, "2..3", "4..5", "8..15"},
        {"*", multiply, "-2..3", "4..5", "-10..15"},
        {"*", multiply, "-2..3", "-4..5", "-12..15"},
        {"*", multiply, "0..<1", ">2..3", "0..<3"},
        {"*", multiply, ">0..1", ">2..3", ">0..3"},
        {"*", multiply, "0", "any", "0"},
        {"*", multiply, "0..5", ">=2", ">=0"},
        {"*", multiply, ">0..5", ">=2", ">0"},
        {"*", multiply, "1..<2", "1..2", "1..<4"},
        {"*", multiply, "-1..1", ">2", "any"},
        {"*", multiply, "<=0", ">1", "<=0"},
        {"*", multiply, "<0", "<0", ">0"},
        {"*", multiply, "-1..<2", "2..<4", ">-4..<8"},
        {"*", multiply, "any", "any", "any"},
        {"*", multiply, "-2..<2", "-2..<2", ">-4..4"},
        {"/", divide, "6", ">0..3", ">=2"},
        {"/", divide, "6", "<0", "<0"},
        {"/", divide, "1..2", "4..5", "0.2..0.5"},
        {"/", divide, "-1..2", "4..5", "-0.25..0.5"},
        {"/", divide, "1..2", ">=4", ">0..0.5"},
        {"/", divide, "0..2", ">=4", "0..0.5"},
        {"/", divide, ">=1", ">=4", ">0"},
        {"/", divide, "any", "4", "any"},
        {"/", divide, "0", ">0", "0"},
        {"/", divide, ">0..1", ">0..1", ">0"},
        {"/", divide, "1", "3", "0.333333333333333333..0.333333333333333334"},
        {"/", divide, "1..2", "-2..-1", "-2..-0.5"},
        {"/", divide, ">1..2", "-2..<-1", ">-2..<-0.5"},
        {"min", minimum, "1..5", "2..3", "1..3"},
        {"min", minimum, "1..<3", "2..3", "1..<3"},
        {"min", minimum, ">1..3", "1..4", "1..3"},
        {"min", minimum, ">=1", "2..3", "1..3"},
        {"max", maximum, "1..5", "2..3", "2..5"},
        {"max", maximum, ">2..5", "2..<5", ">2..5"},
        {"max", maximum, "<3", ">=1", ">=1"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name, c.a, c.b);
        CHECK(text(c.operation(interval(c.a), interval(c.b))) == c.result);
    }
}

TEST_CASE("a divisor that holds zero is an error that says which") {
    CHECK(text(divide(interval("1..2"), interval("0..3"))) ==
          "error: division of 1..2 by 0..3, which holds 0");
    CHECK(text(divide(interval("5"), interval("0"))) == "error: division of 5 by zero");
    CHECK_FALSE(divide(interval("0"), interval("-1..1")));
    CHECK_FALSE(divide(interval("1"), interval("any")));
}

TEST_CASE("functions of one interval") {
    using Operation = Result<Interval> (*)(const Interval&);
    struct Case {
        const char* name;
        Operation operation;
        const char* a;
        const char* result;
    };
    const Case cases[] = {
        {"negate", negate, ">1..2", "-2..<-1"}, {"negate", negate, ">=3", "<=-3"},
        {"abs", absolute, "-3..2", "0..3"},     {"abs", absolute, "-2..<2", "0..2"},
        {"abs", absolute, ">-2..<2", "0..<2"},  {"abs", absolute, "<-1", ">1"},
        {"abs", absolute, ">0..1", ">0..1"},    {"abs", absolute, "any", ">=0"},
        {"floor", floor, "7.1..8.3", "7..8"},   {"floor", floor, "7.1..<8", "7"},
        {"floor", floor, ">7..8", "7..8"},      {"floor", floor, ">0.5", ">=0"},
        {"ceil", ceil, "7.1..8.3", "8..9"},     {"ceil", ceil, ">7..8", "8"},
        {"ceil", ceil, "7..<8", "7..8"},        {"round", round, "7.5..8.4", "8"},
        {"round", round, "7.4..<7.5", "7"},     {"round", round, ">-7.5..-7", "-7"},
        {"round", round, "-7.5..-7", "-8..-7"}, {"round", round, ">7.5..<8.5", "8"},
        {"round", round, "<0.5", "<=0"},        {"lo", lower_end, ">3..4", "3"},
        {"hi", upper_end, "<4", "4"},           {"mid", midpoint, "120..<140", "130"},
        {"width", width, ">120..140", "20"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name, c.a);
        CHECK(text(c.operation(interval(c.a))) == c.result);
    }
    CHECK_FALSE(lower_end(interval("<3")));
    CHECK_FALSE(upper_end(interval(">3")));
    CHECK_FALSE(midpoint(interval(">3")));
    CHECK_FALSE(width(interval("<3")));
}

namespace {

// Intervals with small ends, open and absent ones among them, and members of them.
class Sampler {
  public:
    Interval interval() {
        while (true) {
            std::optional<Decimal> lo = end();
            std::optional<Decimal> hi = end();
            if (lo && hi && *lo > *hi) std::swap(lo, hi);
            const bool lo_open = chance(3);
            const bool hi_open = chance(3);
            const auto made = Interval::make(lo, hi, lo_open, hi_open);
            if (made) return *made;
        }
    }
    // An end itself where it is closed, else something inside.
    Decimal member(const Interval& a) {
        while (true) {
            const std::int64_t digits = pick(-80, 80);
            Decimal value = *Decimal::from_parts(digits, pick(-2, 0));
            if (a.lo && chance(3)) value = *a.lo;
            if (a.hi && chance(3)) value = *a.hi;
            const Decimal nudge = *Decimal::from_parts(pick(0, 1), -9);
            if (a.lo && value == *a.lo) value = *dictum::add(value, nudge, Rounding::Down);
            if (contains(a, value)) return value;
        }
    }

  private:
    std::int64_t pick(std::int64_t least, std::int64_t most) {
        const auto count = static_cast<std::uint64_t>(most - least + 1);
        return least + static_cast<std::int64_t>(random_() % count);
    }
    bool chance(std::int64_t one_in) { return pick(1, one_in) == 1; }
    std::optional<Decimal> end() {
        if (chance(6)) return std::nullopt;
        if (chance(4)) return Decimal();
        return *Decimal::from_parts(pick(-40, 40), -1);
    }
    std::mt19937_64 random_{7};
};

}  // namespace

TEST_CASE("results hold every value that members give") {
    Sampler sampler;
    for (int i = 0; i < 3'000; ++i) {
        const Interval a = sampler.interval();
        const Interval b = sampler.interval();
        CAPTURE(a.to_string(), b.to_string());
        const Interval sum = *add(a, b);
        const Interval difference = *subtract(a, b);
        const Interval product = *multiply(a, b);
        const Interval least = *minimum(a, b);
        const Interval most = *maximum(a, b);
        const auto quotient = divide(a, b);
        for (int j = 0; j < 10; ++j) {
            const Decimal x = sampler.member(a);
            const Decimal y = sampler.member(b);
            CAPTURE(x.to_string(), y.to_string());
            REQUIRE(contains(sum, *add(x, y, Rounding::Down)));
            REQUIRE(contains(difference, *subtract(x, y, Rounding::Down)));
            REQUIRE(contains(product, *multiply(x, y, Rounding::Down)));
            REQUIRE(contains(least, std::min(x, y)));
            REQUIRE(contains(most, std::max(x, y)));
            REQUIRE(contains(*absolute(a), x.sign() < 0 ? -x : x));
            REQUIRE(contains(*floor(a), x.floor()));
            REQUIRE(contains(*ceil(a), x.ceil()));
            REQUIRE(contains(*round(a), x.round()));
            if (!quotient) continue;
            REQUIRE((!quotient->lo || *divide(x, y, Rounding::Up) >= *quotient->lo));
            REQUIRE((!quotient->hi || *divide(x, y, Rounding::Down) <= *quotient->hi));
        }
        REQUIRE(quotient.has_value() == !contains(b, Decimal()));
    }
}

TEST_CASE("closed ends are attained: a point inside each corner gives them") {
    Sampler sampler;
    for (int i = 0; i < 3'000; ++i) {
        const Interval a = sampler.interval();
        const Interval b = sampler.interval();
        CAPTURE(a.to_string(), b.to_string());
        const Interval product = *multiply(a, b);
        // With every end closed or absent, the product has no open end but beside an absent one.
        const Interval closed_a{a.lo, a.hi};
        const Interval closed_b{b.lo, b.hi};
        const Interval closed = *multiply(closed_a, closed_b);
        REQUIRE(closed.lo == product.lo);
        REQUIRE(closed.hi == product.hi);
        REQUIRE_FALSE(closed.lo_open);
        REQUIRE_FALSE(closed.hi_open);
        REQUIRE(hull(closed, product) == closed);
    }
}
