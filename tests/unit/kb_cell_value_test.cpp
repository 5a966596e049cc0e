// Bare text in cells, typed by the column.
#include "kb/cell_value.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

class Cells {
  public:
    // The value as the rule language writes it, or `! message`.
    std::string read(const std::string& text, const Type& type) {
        const auto word = cell_value(text, type, units, values);
        return word ? values.literal(*word, type, units) : "! " + word.error().message;
    }
    std::string read(const std::string& text, BaseType base) { return read(text, Type::of(base)); }
    std::string in(const std::string& text, const std::string& unit) {
        Type type = Type::of(BaseType::Quantity);
        type.unit = *units.find(unit);
        type.measure = units[type.unit].measure;
        return read(text, type);
    }

    UnitTable units = UnitTable::builtin();
    Values values;
};

}  // namespace

TEST_CASE("numbers, symbols, dates, ratios and booleans") {
    Cells cells;
    CHECK(cells.read("-5", BaseType::Number) == "-5");
    CHECK(cells.read("9223372036854775807", BaseType::Number) == "9223372036854775807");
    CHECK(cells.read("-9223372036854775808", BaseType::Number) == "-9223372036854775808");
    CHECK(cells.read("9223372036854775808", BaseType::Number) ==
          "! `9223372036854775808` is not a number of 64 bits");
    for (const char* bad : {"", " 1", "1 ", "+1", "1.0", "1e3", "0x1", "一"}) {
        INFO(bad);
        CHECK(cells.read(bad, BaseType::Number)[0] == '!');
    }
    CHECK(cells.read("18446744073709551615", BaseType::Unsigned) == "18446744073709551615");
    CHECK(cells.read("0xff", BaseType::Unsigned) == "255");
    CHECK(cells.read("0b101", BaseType::Unsigned) == "5");
    CHECK(cells.read("-1", BaseType::Unsigned)[0] == '!');
    CHECK(cells.read("0.1", BaseType::Float) == "0.1");
    CHECK(cells.read("1", BaseType::Float) == "1.0");
    CHECK(cells.read("nan", BaseType::Float)[0] == '!');
    CHECK(cells.read("", BaseType::Symbol) == "\"\"");
    CHECK(cells.read(" 乌龙 ", BaseType::Symbol) == "\" 乌龙 \"");
    CHECK(cells.read("2024-02-29", BaseType::Date) == "2024-02-29");
    CHECK(cells.read("2023-02-29", BaseType::Date)[0] == '!');
    CHECK(cells.read("9:1", BaseType::Ratio) == "9:1");
    CHECK(cells.read("9", BaseType::Ratio)[0] == '!');
    CHECK(cells.read("true", BaseType::Bool) == "true");
    CHECK(cells.read("TRUE", BaseType::Bool) == "! `TRUE` is not a bool; write true or false");
}

TEST_CASE("quantities in the column's unit or their own") {
    Cells cells;
    CHECK(cells.in("1200000", "CNY") == "1200000CNY");
    CHECK(cells.in("0.5", "CNY") == "0.5CNY");
    CHECK(cells.in("-3", "CNY") == "-3CNY");
    CHECK(cells.in("120..140万元", "CNY") == "1200000..1400000CNY");
    CHECK(cells.in("120万..1.4百万元", "CNY") == "1200000..1400000CNY");
    CHECK(cells.in("1..<2", "CNY") == "1..<2CNY");
    CHECK(cells.in(">1..2", "CNY") == ">1..2CNY");
    CHECK(cells.in("-2..-1", "CNY") == "-2..-1CNY");
    CHECK(cells.in(">=400T", "TFLOPS") == ">=400TFLOPS");
    CHECK(cells.in("<4e", "TFLOPS")[0] == '!');
    CHECK(cells.in("<400", "TFLOPS") == "<400TFLOPS");
    CHECK(cells.in("75%", "percent") == "75%");
    CHECK(cells.in("75", "percent") == "75%");
    CHECK(cells.in("1/3", "percent")[0] == '!');
}

TEST_CASE("what is no quantity of the column is refused with the reason") {
    Cells cells;
    CHECK(cells.in("80 元", "CNY") ==
          "! `80 元` is not a quantity; write digits with or without a unit");
    CHECK(cells.in("", "CNY")[0] == '!');
    CHECK(cells.in("80GB", "CNY") == "! `GB` can't stand in a column of `CNY`");
    CHECK(cells.in("80斤", "CNY") == "! `斤` is no unit");
    CHECK(cells.in("2024-02-27", "CNY")[0] == '!');
    CHECK(cells.in("9:1", "CNY")[0] == '!');
    CHECK(cells.in("5..3", "CNY")[0] == '!');
    CHECK(cells.in("<1..2", "CNY")[0] == '!');
    CHECK(cells.in(">=1..2", "CNY")[0] == '!');
    CHECK(cells.in("1e999", "CNY")[0] == '!');
    CHECK(cells.in("--1", "CNY")[0] == '!');
    CHECK(cells.in(">", "CNY")[0] == '!');
    const std::string long_text(5'000, 'x');
    CHECK(cells.in(long_text, "CNY").size() < 200);
}
