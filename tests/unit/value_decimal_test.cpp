// Decimals are exact to 18 digits, and beyond them every result is rounded once, outward.
#include <cmath>
#include <limits>
#include <random>

#include "engine/value/decimal.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

Decimal decimal(std::string_view text) { return *Decimal::parse(text); }

std::string text(const Result<Decimal>& value) {
    return value ? value->to_string() : "error: " + value.error().message;
}

}  // namespace

TEST_CASE("decimals are read and written in their shortest plain form") {
    struct Case {
        const char* text;
        const char* printed;
    };
    const Case cases[] = {
        {"0", "0"},
        {"-0", "0"},
        {"+7", "7"},
        {"007", "7"},
        {"1200000", "1200000"},
        {"0.125", "0.125"},
        {"1.50", "1.5"},
        {"-3", "-3"},
        {"-0.000", "0"},
        {"1e3", "1000"},
        {"1.5E+6", "1500000"},
        {"25e-2", "0.25"},
        {"0e999999999999999999", "0"},
        {"999999999999999999", "999999999999999999"},
        {"1e29", "100000000000000000000000000000"},
        {"1e30", "1e30"},
        {"12.5e40", "1.25e41"},
        {"1e-40", "1e-40"},
        {"-1.5e-31", "-1.5e-31"},
        {"1e400", "1e400"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(text(Decimal::parse(c.text)) == c.printed);
        CHECK(decimal(c.printed) == decimal(c.text));
    }
}

TEST_CASE("plain text never has an exponent") {
    CHECK(decimal("1e40").to_plain_string() == "1" + std::string(40, '0'));
    CHECK(decimal("-25e-42").to_plain_string() == "-0." + std::string(40, '0') + "25");
}

TEST_CASE("what is not a decimal is refused") {
    for (const char* malformed : {"", "-", "+", ".", ".5", "5.", "1..2", "1e", "1e+", "1e5x", " 1",
                                  "1 ", "0x10", "1_000", "inf", "nan", "--1", "1e-", "１"}) {
        CAPTURE(malformed);
        CHECK_FALSE(Decimal::parse(malformed).has_value());
    }
}

TEST_CASE("exponents out of range are errors") {
    CHECK_FALSE(Decimal::parse("1e401"));
    CHECK_FALSE(Decimal::parse("10e400"));
    CHECK_FALSE(Decimal::parse("1e-401"));
    CHECK_FALSE(Decimal::parse("1e99999999999999999999999"));
    const Decimal big = decimal("1e400");
    CHECK_FALSE(multiply(big, decimal("10"), Rounding::Up));
    CHECK_FALSE(add(decimal("5e400"), decimal("5e400"), Rounding::Up));
    CHECK_FALSE(divide(decimal("1e-400"), decimal("10"), Rounding::Down));
}

TEST_CASE("digits past the eighteenth round in the wanted direction") {
    struct Case {
        const char* text;
        const char* down;
        const char* up;
    };
    const Case cases[] = {
        {"1.000000000000000001", "1", "1.00000000000000001"},
        {"0.1234567890123456789", "0.123456789012345678", "0.123456789012345679"},
        {"-0.1234567890123456789", "-0.123456789012345679", "-0.123456789012345678"},
        {"9999999999999999999", "9999999999999999990", "10000000000000000000"},
        {"-9999999999999999999", "-10000000000000000000", "-9999999999999999990"},
        {"1000000000000000000000000000001", "1e30", "1.00000000000000001e30"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(text(Decimal::parse(c.text, Rounding::Down)) == c.down);
        CHECK(text(Decimal::parse(c.text, Rounding::Up)) == c.up);
    }
}

TEST_CASE("ten million digits are read in linear time") {
    const std::string digits(10'000'000, '7');
    CHECK_FALSE(Decimal::parse(digits));
    const std::string fraction = "0." + digits;
    CHECK(text(Decimal::parse(fraction, Rounding::Up)) == "0.777777777777777778");
    const std::string zeros = std::string(10'000'000, '0') + "5";
    CHECK(text(Decimal::parse(zeros)) == "5");
}

TEST_CASE("sums of very different size round outward") {
    struct Case {
        const char* a;
        const char* b;
        const char* down;
        const char* up;
    };
    const Case cases[] = {
        {"1", "1e-30", "1", "1.00000000000000001"},
        {"1", "-1e-30", "0.999999999999999999", "1"},
        {"-1", "1e-30", "-1", "-0.999999999999999999"},
        {"-1", "-1e-30", "-1.00000000000000001", "-1"},
        {"1e400", "1e-400", "1e400", "1.00000000000000001e400"},
        {"1e20", "123456789012345678", "100123456789012345000", "100123456789012346000"},
        {"-1e8", "1e-19", "-100000000", "-99999999.9999999999"},
        {"0.1", "0.2", "0.3", "0.3"},
        {"5", "-5", "0", "0"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.a, c.b);
        CHECK(text(add(decimal(c.a), decimal(c.b), Rounding::Down)) == c.down);
        CHECK(text(add(decimal(c.a), decimal(c.b), Rounding::Up)) == c.up);
        CHECK(text(add(decimal(c.b), decimal(c.a), Rounding::Up)) == c.up);
        CHECK(text(subtract(decimal(c.a), -decimal(c.b), Rounding::Down)) == c.down);
    }
}

TEST_CASE("products and quotients round outward") {
    CHECK(text(divide(decimal("1"), decimal("3"), Rounding::Down)) == "0.333333333333333333");
    CHECK(text(divide(decimal("1"), decimal("3"), Rounding::Up)) == "0.333333333333333334");
    CHECK(text(divide(decimal("-1"), decimal("3"), Rounding::Down)) == "-0.333333333333333334");
    CHECK(text(divide(decimal("1"), decimal("-3"), Rounding::Up)) == "-0.333333333333333333");
    CHECK(text(divide(decimal("1"), decimal("8"), Rounding::Up)) == "0.125");
    CHECK(text(divide(decimal("0"), decimal("8"), Rounding::Up)) == "0");
    CHECK_FALSE(divide(decimal("1"), decimal("0"), Rounding::Up));
    const Decimal nines = decimal("999999999999999999");
    CHECK(text(multiply(nines, nines, Rounding::Down)) == "9.99999999999999998e35");
    CHECK(text(multiply(nines, nines, Rounding::Up)) == "9.99999999999999999e35");
    CHECK(text(multiply(-nines, nines, Rounding::Down)) == "-9.99999999999999999e35");
    CHECK(text(divide(decimal("1"), nines, Rounding::Up)) == "1.00000000000000001e-18");
}

TEST_CASE("rounding a product and a quotient encloses them by one last digit") {
    std::mt19937_64 random(20240227);
    const auto any = [&random] {
        const auto digits = static_cast<std::int64_t>(random() % 1'000'000'000'000'000'000);
        const auto exponent = static_cast<std::int64_t>(random() % 40) - 20;
        return *Decimal::from_parts(random() % 2 == 0 ? digits : -digits, exponent);
    };
    for (int i = 0; i < 20'000; ++i) {
        const Decimal a = any();
        const Decimal b = any();
        if (b.is_zero()) continue;
        const Decimal low = *divide(a, b, Rounding::Down);
        const Decimal high = *divide(a, b, Rounding::Up);
        CAPTURE(a.to_string(), b.to_string());
        REQUIRE(low <= high);
        // low * |b| <= a * sign(b) <= high * |b|
        const Decimal size = b.sign() < 0 ? -b : b;
        const Decimal scaled = b.sign() < 0 ? -a : a;
        REQUIRE(*multiply(low, size, Rounding::Down) <= scaled);
        REQUIRE(*multiply(high, size, Rounding::Up) >= scaled);
        REQUIRE(*subtract(a, a, Rounding::Up) == Decimal());
        REQUIRE((a <=> b) == (Decimal() <=> *subtract(b, a, Rounding::Up)));
    }
}

TEST_CASE("equal values have equal representations, and order is by value") {
    const char* ascending[] = {"-1e400",  "-10", "-9.5",   "-1",  "-0.5",
                               "-1e-400", "0",   "1e-400", "0.5", "0.500001",
                               "1",       "9.5", "10",     "11",  "1e400"};
    for (std::size_t i = 0; i < std::size(ascending); ++i) {
        for (std::size_t j = 0; j < std::size(ascending); ++j) {
            CAPTURE(ascending[i], ascending[j]);
            CHECK((decimal(ascending[i]) <=> decimal(ascending[j])) == (i <=> j));
        }
    }
    CHECK(decimal("100") == decimal("1e2"));
    CHECK(decimal("0.10") == decimal("1e-1"));
    CHECK(decimal("-0") == Decimal());
}

TEST_CASE("integers come and go without loss where they fit") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    CHECK(Decimal::from_integer(42).to_integer().has_value());
    CHECK(*decimal("1e18").to_integer() == 1'000'000'000'000'000'000);
    CHECK(*decimal("-9.2e18").to_integer() == -9'200'000'000'000'000'000);
    CHECK_FALSE(decimal("1e19").to_integer());
    CHECK_FALSE(decimal("9.3e18").to_integer());
    CHECK_FALSE(decimal("0.5").to_integer());
    CHECK(Decimal::from_integer(most, Rounding::Down).to_string() == "9223372036854775800");
    CHECK(Decimal::from_integer(most, Rounding::Up).to_string() == "9223372036854775810");
    CHECK(Decimal::from_integer(least, Rounding::Down).to_string() == "-9223372036854775810");
    CHECK(Decimal::from_integer(least, Rounding::Up).to_string() == "-9223372036854775800");
}

TEST_CASE("doubles are enclosed from both sides") {
    CHECK(text(Decimal::from_double(0.5, Rounding::Down)) == "0.5");
    CHECK(text(Decimal::from_double(-3.0, Rounding::Down)) == "-3");
    CHECK(text(Decimal::from_double(0.1, Rounding::Down)) == "0.100000000000000005");
    CHECK(text(Decimal::from_double(0.1, Rounding::Up)) == "0.100000000000000006");
    CHECK_FALSE(Decimal::from_double(std::nan(""), Rounding::Down));
    CHECK_FALSE(Decimal::from_double(HUGE_VAL, Rounding::Down));
    CHECK(decimal("0.1").to_double(Rounding::Up) == 0.1);
    CHECK(decimal("0.1").to_double(Rounding::Down) == std::nextafter(0.1, 0.0));
    CHECK(decimal("0.5").to_double(Rounding::Up) == 0.5);
    CHECK(decimal("1e400").to_double(Rounding::Up) == HUGE_VAL);
    CHECK(decimal("1e400").to_double(Rounding::Down) == std::numeric_limits<double>::max());
    CHECK(decimal("-1e400").to_double(Rounding::Down) == -HUGE_VAL);
    CHECK(decimal("1e-400").to_double(Rounding::Down) == 0.0);
    CHECK(decimal("1e-400").to_double(Rounding::Up) == std::numeric_limits<double>::denorm_min());
    const double above = decimal("-1e-400").to_double(Rounding::Up);
    CHECK(above == 0.0);
    CHECK_FALSE(std::signbit(above));
}

TEST_CASE("floor, ceil and round go to integers") {
    struct Case {
        const char* value;
        const char* floor;
        const char* ceil;
        const char* round;
    };
    const Case cases[] = {
        {"7.5", "7", "8", "8"},
        {"-7.5", "-8", "-7", "-8"},
        {"0.4999", "0", "1", "0"},
        {"-0.5", "-1", "0", "-1"},
        {"3", "3", "3", "3"},
        {"1e-30", "0", "1", "0"},
        {"-1e-30", "-1", "0", "0"},
        {"1e30", "1e30", "1e30", "1e30"},
        {"0.999999999999999999", "0", "1", "1"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.value);
        CHECK(decimal(c.value).floor().to_string() == c.floor);
        CHECK(decimal(c.value).ceil().to_string() == c.ceil);
        CHECK(decimal(c.value).round().to_string() == c.round);
    }
}
