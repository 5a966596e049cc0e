// Values are interned, ordered, and written as the rule language reads them.
#include <cmath>
#include <limits>

#include "engine/value/values.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

Type quantity_type(UnitTable& units, std::string_view expression) {
    Type type = Type::of(BaseType::Quantity);
    type.unit = *units.find(expression);
    type.measure = units[type.unit].measure;
    return type;
}

}  // namespace

TEST_CASE("equal values have equal words") {
    Values values;
    CHECK(values.symbol("a") == values.symbol("a"));
    CHECK(values.symbol("a") != values.symbol("b"));
    CHECK(values.symbols() == 2);
    CHECK(values.text(values.symbol("b")) == "b");
    const Interval interval = *Interval::parse("1..2");
    CHECK(values.quantity(interval) == values.quantity(*Interval::parse("1.0..2.00")));
    CHECK(values.quantity(interval) != values.quantity(*Interval::parse(">1..2")));
    CHECK(values.quantity(interval) != values.quantity(*Interval::parse(">=1")));
    CHECK(values.interval(values.quantity(interval)) == interval);
    const Ratio ratio = *Ratio::parse("9:1");
    CHECK(values.ratio(ratio) == values.ratio(ratio));
    CHECK(values.ratio(ratio) != values.ratio(*Ratio::parse("1:9")));
    CHECK(values.ratio_of(values.ratio(ratio)) == ratio);
    CHECK(word_of(-0.0) == word_of(0.0));
}

TEST_CASE("texts stay where they are while the pool grows") {
    Values values;
    const std::string& first = values.text(values.symbol("first"));
    const std::size_t empty = values.bytes();
    for (int i = 0; i < 10'000; ++i) values.symbol("symbol " + std::to_string(i));
    CHECK(first == "first");
    CHECK(values.text(values.symbol("symbol 77")) == "symbol 77");
    CHECK(values.symbols() == 10'001);
    CHECK(values.bytes() > empty + 10'000 * sizeof(std::string));
    const Values moved = std::move(values);
    CHECK(&moved.text(SymbolId{0}) == &first);
}

TEST_CASE("plain values print as they are read") {
    Values values;
    UnitTable units = UnitTable::builtin();
    const auto number = Type::of(BaseType::Number);
    CHECK(values.literal(word_of(std::int64_t{-42}), number, units) == "-42");
    CHECK(values.literal(word_of(std::numeric_limits<std::int64_t>::min()), number, units) ==
          "-9223372036854775808");
    CHECK(values.literal(~Word{0}, Type::of(BaseType::Unsigned), units) == "18446744073709551615");
    CHECK(values.literal(word_of(true), Type::of(BaseType::Bool), units) == "true");
    CHECK(values.literal(word_of(false), Type::of(BaseType::Bool), units) == "false");
    CHECK(values.literal(word_of(*Date::parse("2024-02-27")), Type::of(BaseType::Date), units) ==
          "2024-02-27");
    CHECK(values.literal(values.ratio(*Ratio::parse("9:1")), Type::of(BaseType::Ratio), units) ==
          "9:1");
    const Word text = word_of(values.symbol("a \"b\" \\ c\n\t华为"));
    CHECK(values.literal(text, Type::of(BaseType::Symbol), units) ==
          "\"a \\\"b\\\" \\\\ c\\n\\t华为\"");
}

TEST_CASE("floats are shortest, and always floats") {
    Values values;
    const UnitTable units = UnitTable::builtin();
    const auto print = [&](double value) {
        return values.literal(word_of(value), Type::of(BaseType::Float), units);
    };
    CHECK(print(0.1) == "0.1");
    CHECK(print(1.0) == "1.0");
    CHECK(print(-0.0) == "0.0");
    CHECK(print(-3.0) == "-3.0");
    CHECK(print(1e300) == "1e+300");
    CHECK(print(1.5e-7) == "1.5e-07");
    CHECK(print(HUGE_VAL) == "inf");
}

TEST_CASE("quantities print in the unit of their type") {
    Values values;
    UnitTable units = UnitTable::builtin();
    struct Case {
        const char* unit;
        const char* base_units;
        const char* printed;
    };
    const Case cases[] = {
        {"CNY", "1200000..1400000", "1200000..1400000CNY"},
        {"TFLOPS", ">400000000000000", ">400TFLOPS"},
        {"TFLOPS", ">=400000000000000", ">=400TFLOPS"},
        {"percent", "0.75", "75%"},
        {"percent", "0.05..<0.1", "5..<10%"},
        {"pp", ">0.05..0.1", ">5..10pp"},
        {"pieces", "-3", "-3pieces"},
        {"1", "0.125..0.25", "0.125..0.25"},
        {"CNY/card", "<=5", "<=5CNY/card"},
        {"TFLOPS*hour/card^2", "3600e12", "1TFLOPS*hour/card/card"},
        {"1/card", "2", "2times/card"},
        {"CNY", "1e40", "10000000000000000000000000000000000000000CNY"},
        {"hour", "7200", "2hour"},
        {"hour", "100", "100second"},
        {"CNY", "any", "any"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.unit, c.base_units);
        const Type type = quantity_type(units, c.unit);
        const Word word = values.quantity(*Interval::parse(c.base_units));
        CHECK(values.literal(word, type, units) == c.printed);
    }
}

TEST_CASE("suffixes of printed quantities lead back to their unit") {
    UnitTable units = UnitTable::builtin();
    for (const char* expression :
         {"CNY", "CNY/card", "TFLOPS*hour/card^2", "1/card", "percent", "pp", "cards/CNY", "month",
          "servers^2", "percent/card", "percent*CNY"}) {
        const UnitId id = *units.find(expression);
        const auto suffix = units.resolve_suffix(units[id].suffix);
        CAPTURE(expression, units[id].suffix);
        REQUIRE(suffix);
        REQUIRE(suffix->unit);
        CHECK(units[*suffix->unit].measure == units[id].measure);
        CHECK(units[*suffix->unit].factor == units[id].factor);
    }
}

TEST_CASE("the order of output is by value") {
    Values values;
    const auto number = Type::of(BaseType::Number);
    CHECK(values.less(word_of(std::int64_t{-1}), word_of(std::int64_t{0}), number));
    CHECK_FALSE(values.less(word_of(std::int64_t{-1}), word_of(std::int64_t{0}),
                            Type::of(BaseType::Unsigned)));
    const auto floats = Type::of(BaseType::Float);
    CHECK(values.less(word_of(-1.5), word_of(0.5), floats));
    CHECK(values.less(word_of(HUGE_VAL), word_of(std::nan("")), floats));
    CHECK_FALSE(values.less(word_of(std::nan("")), word_of(1.0), floats));
    const Word b = word_of(values.symbol("b"));
    const Word a = word_of(values.symbol("a"));
    CHECK(values.less(a, b, Type::of(BaseType::Symbol)));
    CHECK_FALSE(values.less(b, a, Type::of(BaseType::Symbol)));
    CHECK_FALSE(values.less(a, a, Type::of(BaseType::Symbol)));
    const Word low = values.quantity(*Interval::parse("1..5"));
    const Word high = values.quantity(*Interval::parse("1..6"));
    CHECK(values.less(low, high, Type::of(BaseType::Quantity)));
    CHECK(values.less(values.ratio(*Ratio::parse("1:9")), values.ratio(*Ratio::parse("9:1")),
                      Type::of(BaseType::Ratio)));
    CHECK(values.less(word_of(*Date::parse("1969-12-31")), word_of(*Date::parse("1970-01-01")),
                      Type::of(BaseType::Date)));
}
