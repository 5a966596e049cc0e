// Units: what they are called, what may be added to what, and the suffixes of numbers.
#include "engine/value/unit.h"
#include "engine/value/values.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

std::string name_of(UnitTable& units, std::string_view expression) {
    const auto id = units.find(expression);
    return id ? units[*id].name : "error: " + id.error().message;
}

Measure measure(UnitTable& units, std::string_view expression) {
    const auto id = units.find(expression);
    INFO(expression);
    REQUIRE(id.has_value());
    return units[*id].measure;
}

}  // namespace

TEST_CASE("units are found by every name") {
    UnitTable units = UnitTable::builtin();
    struct Case {
        const char* expression;
        const char* name;
    };
    const Case cases[] = {
        {"CNY", "CNY"},       {"元", "CNY"},      {"rmb", "CNY"},
        {"Yuan", "CNY"},      {"美元", "USD"},    {"%", "percent"},
        {"％", "percent"},    {"个百分点", "pp"}, {"percentage points", "pp"},
        {"T", "TFLOPS"},      {"P", "PFLOPS"},    {"petaflops", "PFLOPS"},
        {"tflops", "TFLOPS"}, {"gb", "GB"},       {"kw", "kW"},
        {"台", "servers"},    {"片", "pieces"},   {"块", "pieces"},
        {"卡", "cards"},      {"种", "kinds"},    {"小时", "hour"},
        {"days", "day"},      {"年", "year"},     {"1", "1"},
        {"倍", "times"},      {" CNY ", "CNY"},
    };
    for (const Case& c : cases) CHECK(name_of(units, c.expression) == c.name);
    CHECK(units[units.plain()].name == "1");
    CHECK(units[units.percent()].name == "percent");
    CHECK(units[units.points()].name == "pp");
    CHECK(units[units.days()].name == "day");
}

TEST_CASE("one letter alone is taken as written") {
    UnitTable units = UnitTable::builtin();
    for (const char* expression : {"t", "p", "w", "H", "X"}) {
        CHECK_FALSE(units.find(expression).has_value());
    }
}

TEST_CASE("compound units have one id, however they are written") {
    UnitTable units = UnitTable::builtin();
    struct Case {
        const char* expression;
        const char* name;
    };
    const Case cases[] = {
        {"CNY/card", "CNY/card"},
        {"元/张", "CNY/card"},
        {"CNY*cards^-1", "CNY/card"},
        {"CNY/card*card", "CNY"},
        {"CNY/CNY", "1"},
        {"TFLOPS*hour/card^2", "TFLOPS*hour/card^2"},
        {"hour/card/card*TFLOPS", "TFLOPS*hour/card^2"},
        {"1/card", "1/card"},
        {"cards^1", "cards"},
        {"CNY*1", "CNY"},
        {"CNY / server / month", "CNY/month/server"},
        {"GB/second", "GB/second"},
        {"CNY*hour/minute", "CNY*hour/minute"},
    };
    for (const Case& c : cases) CHECK(name_of(units, c.expression) == c.name);
    CHECK(*units.find("元/片") == *units.find("CNY/piece"));
    const auto compound = units.find("CNY*hour/minute");
    CHECK(units[*compound].factor.to_string() == "60");
    const std::size_t size = units.size();
    CHECK(units.find("元/张"));
    CHECK(units.size() == size);
}

TEST_CASE("what can't be a unit says why") {
    UnitTable units = UnitTable::builtin();
    struct Case {
        const char* expression;
        const char* message;
    };
    const Case cases[] = {
        {"TFLOP", "unknown unit `TFLOP`; did you mean `TFLOPS`?"},
        {"CNY/crad", "unknown unit `crad`; did you mean `card`?"},
        {"zzzzzz", "unknown unit `zzzzzz`"},
        {"", "a unit is missing; the plain number's unit is `1`"},
        {"CNY/", "a unit is missing beside / * or ^"},
        {"/card", "a unit is missing beside / * or ^"},
        {"card^0", "the exponent of the unit `card` is not a whole number from 1 to 99"},
        {"card^1.5", "the exponent of the unit `card` is not a whole number from 1 to 99"},
        {"card^100", "the exponent of the unit `card` is not a whole number from 1 to 99"},
        {"CNY/hour",
         "the unit `CNY/hour` has no exact decimal factor to CNY/second; declare a unit with a "
         "dimension of its own for it"},
        {"EFLOPS^99",
         "the unit `EFLOPS^99` has no exact decimal factor to FLOPS^99; declare a unit with a "
         "dimension of its own for it"},
    };
    for (const Case& c : cases) {
        const auto id = units.find(c.expression);
        REQUIRE_FALSE(id.has_value());
        CHECK(id.error().message == c.message);
    }
    CHECK_FALSE(units.find(std::string(1'000'000, '/')));
}

TEST_CASE("suffixes are units or scale words with units") {
    UnitTable units = UnitTable::builtin();
    struct Case {
        const char* suffix;
        const char* scale;
        const char* unit;
    };
    const Case cases[] = {
        {"", "1", ""},
        {"元", "1", "CNY"},
        {"万", "10000", ""},
        {"万元", "10000", "CNY"},
        {"亿元", "100000000", "CNY"},
        {"百亿", "10000000000", ""},
        {"万亿美元", "1000000000000", "USD"},
        {"十亿", "1000000000", ""},
        {"百万片", "1000000", "pieces"},
        {"百分点", "1", "pp"},
        {"million", "1000000", ""},
        {"Million", "1000000", ""},
        {"million yuan", "1000000", "CNY"},
        {"bn", "1000000000", ""},
        {"k", "1000", ""},
        {"kW", "1", "kW"},
        {"T", "1", "TFLOPS"},
        {"P", "1", "PFLOPS"},
        {"%", "1", "percent"},
        {"万元/片", "10000", "CNY/piece"},
        {"台", "1", "servers"},
        {"千台", "1000", "servers"},
        {"千瓦", "1", "kW"},
        {"人", "1", "persons"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.suffix);
        const auto suffix = units.resolve_suffix(c.suffix);
        REQUIRE(suffix.has_value());
        CHECK(suffix->scale == *Decimal::parse(c.scale));
        CHECK((suffix->unit ? units[*suffix->unit].name : "") == c.unit);
    }
    for (const char* unknown : {"M", "B", "m", "K", "万万", "wan", "万foo", "x元", "/片"}) {
        CAPTURE(unknown);
        CHECK_FALSE(units.resolve_suffix(unknown).has_value());
    }
}

TEST_CASE("sums keep percent, points and plain ratios apart") {
    UnitTable units = UnitTable::builtin();
    const Measure plain = measure(units, "1");
    const Measure percent = measure(units, "percent");
    const Measure points = measure(units, "pp");
    const Measure money = measure(units, "CNY");
    const Measure dollars = measure(units, "USD");
    CHECK(sum(percent, percent) == percent);
    CHECK(sum(percent, points) == percent);
    CHECK(sum(points, percent) == percent);
    CHECK(sum(points, points) == points);
    CHECK(sum(plain, percent) == percent);
    CHECK(sum(percent, plain) == percent);
    CHECK(sum(plain, plain) == plain);
    CHECK_FALSE(sum(plain, points));
    CHECK(difference(percent, percent) == points);
    CHECK(difference(percent, points) == percent);
    CHECK(difference(points, points) == points);
    CHECK(difference(plain, percent) == percent);
    CHECK_FALSE(difference(points, percent));
    CHECK_FALSE(difference(points, plain));
    CHECK(sum(money, money) == money);
    CHECK_FALSE(sum(money, dollars));
    CHECK_FALSE(sum(money, plain));
    CHECK_FALSE(sum(measure(units, "台"), measure(units, "片")));
    CHECK_FALSE(difference(measure(units, "month"), measure(units, "day")));
}

TEST_CASE("a measure may stand where its dimension does, and points only with points") {
    UnitTable units = UnitTable::builtin();
    CHECK(compatible(measure(units, "1"), measure(units, "percent")));
    CHECK(compatible(measure(units, "percent"), measure(units, "times")));
    CHECK_FALSE(compatible(measure(units, "pp"), measure(units, "percent")));
    CHECK_FALSE(compatible(measure(units, "1"), measure(units, "pp")));
    CHECK(compatible(measure(units, "pp"), measure(units, "pp")));
    CHECK(compatible(measure(units, "P"), measure(units, "T")));
    CHECK_FALSE(compatible(measure(units, "CNY"), measure(units, "CNY/card")));
}

TEST_CASE("products drop fractions and make compounds") {
    UnitTable units = UnitTable::builtin();
    const Measure percent = measure(units, "percent");
    const Measure money = measure(units, "CNY");
    const Measure cards = measure(units, "card");
    CHECK(product(percent, money) == money);
    CHECK(quotient(percent, percent) == measure(units, "1"));
    CHECK(product(percent, percent) == measure(units, "1"));
    CHECK(quotient(money, money) == measure(units, "1"));
    CHECK(quotient(money, cards) == measure(units, "CNY/card"));
    CHECK(product(quotient(money, cards), cards) == money);
    CHECK(units[units.coherent(quotient(money, cards))].name == "CNY/card");
    CHECK(units[units.coherent(quotient(cards, money))].name == "cards/CNY");
    CHECK(units[units.coherent(quotient(measure(units, "1"), cards))].name == "1/card");
    CHECK(units[units.coherent(measure(units, "1"))].name == "1");
    CHECK(units.coherent(percent) == units.percent());
    CHECK(units.coherent(difference(percent, percent).value_or(money)) == units.points());
    CHECK(units[units.coherent(measure(units, "TFLOPS"))].name == "FLOPS");
}

TEST_CASE("packs declare units, and add names to those that exist") {
    UnitTable units = UnitTable::builtin();
    const Decimal one = Decimal::from_integer(1);
    CHECK(*units.declare("CNY", "money", one, {"元", "块钱"}) == *units.find("CNY"));
    CHECK(name_of(units, "块钱") == "CNY");
    CHECK(units.declare("Eur", "EUR", one, {"欧元"}));
    CHECK(name_of(units, "欧元/台") == "Eur/server");
    CHECK(units.declare("permille", "percent", *Decimal::parse("0.001"), {"‰"}));
    CHECK(sum(measure(units, "‰"), measure(units, "%")) == measure(units, "%"));
    CHECK(units.declare("km", "length", *Decimal::parse("1000"), {}));
    CHECK(units[units.coherent(measure(units, "km"))].name == "length");
    CHECK(units.resolve_suffix("万km")->scale.to_string() == "10000");
}

TEST_CASE("a declaration that contradicts the table changes nothing") {
    UnitTable units = UnitTable::builtin();
    const Decimal one = Decimal::from_integer(1);
    const std::size_t size = units.size();
    struct Case {
        const char* name;
        const char* dimension;
        const char* factor;
        std::vector<std::string> names;
    };
    const Case cases[] = {
        {"CNY", "length", "1", {"fresh"}},     {"CNY", "money", "2", {"fresh"}},
        {"EUR", "euro", "1", {"fresh", "元"}}, {"EUR", "euro", "0", {"fresh"}},
        {"EUR", "euro", "-1", {"fresh"}},      {"万", "euro", "1", {"fresh"}},
        {"EUR", "euro", "1", {"fresh", "k"}},  {"E/R", "euro", "1", {"fresh"}},
        {"E2", "euro", "1", {"fresh"}},        {"", "euro", "1", {"fresh"}},
        {"EUR", "euro", "1", {"fresh", ""}},   {"EUR", "euro", "1", {"fresh", "2x"}},
        {"EUR", "euro", "1", {"fresh", " x"}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name, c.dimension, c.factor);
        CHECK_FALSE(units.declare(c.name, c.dimension, *Decimal::parse(c.factor), c.names));
        CHECK_FALSE(units.find("fresh"));
        CHECK(units.size() == size);
    }
    CHECK(units.declare("EUR", "euro", one, {"元"}).error().message ==
          "`元` already names the unit `CNY`");
}

TEST_CASE("a name that fits two units without its case needs it") {
    UnitTable units = UnitTable::builtin();
    CHECK(name_of(units, "mw") == "MW");
    CHECK(units.declare("mW", "power", *Decimal::parse("0.001"), {}));
    CHECK_FALSE(units.find("mw"));
    CHECK(name_of(units, "mW") == "mW");
    CHECK(name_of(units, "MW") == "MW");
}

TEST_CASE("values are shown in a unit and brought back to base units") {
    UnitTable units = UnitTable::builtin();
    const Interval price = *Interval::parse("1200000..1400000");
    CHECK(in_unit(price, units[*units.find("CNY")])->to_string() == "1200000..1400000");
    const Unit& tflops = units[*units.find("T")];
    CHECK(to_base_units(*Interval::parse(">400"), tflops)->to_string() == ">400000000000000");
    CHECK(in_unit(*Interval::parse(">400000000000000"), tflops)->to_string() == ">400");
    const Unit& percent = units[units.percent()];
    CHECK(in_unit(*Interval::parse("0.125..0.333333333333333334"), percent)->to_string() ==
          "12.5..33.3333333333333334");
    CHECK(in_unit(*Interval::parse("100"), units[*units.find("hour")])->to_string() ==
          "0.0277777777777777777..0.0277777777777777778");
}
