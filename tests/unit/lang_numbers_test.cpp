// Where numbers end and what touches them, in both dialects.
#include "engine/lang/number_scan.h"
#include "tests/catch.hpp"
#include "tests/unit/lang_support.h"

using namespace dictum;

namespace {

std::string_view name(NumberKind kind) {
    switch (kind) {
        case NumberKind::Integer:
            return "integer";
        case NumberKind::Float:
            return "float";
        case NumberKind::Quantity:
            return "quantity";
        case NumberKind::Date:
            return "date";
        case NumberKind::Ratio:
            return "ratio";
        case NumberKind::Malformed:
            return "malformed";
    }
    return "";
}

// "kind|text of the number|rest"
std::string scanned(std::string_view text, Dialect dialect) {
    const NumberText number = scan_number(text, 0, dialect);
    return std::string(name(number.kind)) + "|" + std::string(text.substr(0, number.end)) + "|" +
           std::string(text.substr(number.end));
}

struct NumberCase {
    std::string text;
    std::string expected;
};

void check_numbers(const std::vector<NumberCase>& cases, Dialect dialect) {
    for (const NumberCase& c : cases) {
        CAPTURE(c.text);
        CHECK(scanned(c.text, dialect) == c.expected);
    }
}

}  // namespace

TEST_CASE("plain numbers") {
    check_numbers(
        {
            {"42", "integer|42|"},
            {"42)", "integer|42|)"},
            {"1.5", "float|1.5|"},
            {"5u", "integer|5u|"},
            {"0xff", "integer|0xff|"},
            {"0XFF", "quantity|0XFF|"},
            {"0b101u,", "integer|0b101u|,"},
        },
        Dialect::Dictum);
}

TEST_CASE("a suffix that touches a number belongs to it") {
    check_numbers(
        {
            {"5%", "quantity|5%|"},
            {"5 % 2", "integer|5| % 2"},
            {"400T", "quantity|400T|"},
            {"15万元/片)", "quantity|15万元/片|)"},
            {"1.5‰", "quantity|1.5‰|"},
            {"3US_card", "quantity|3US_card|"},
            {"5TFLOPS*hour", "quantity|5TFLOPS*hour|"},
            {"5m^2", "quantity|5m^2|"},
            {"5us", "quantity|5us|"},
            {"1.5u", "quantity|1.5u|"},
        },
        Dialect::Dictum);
}

TEST_CASE("slashes and stars belong to a suffix only before a letter") {
    check_numbers(
        {
            {"5/x", "integer|5|/x"},
            {"5*x", "integer|5|*x"},
            {"5%*x", "quantity|5%|*x"},
            {"5%/年", "quantity|5%/年|"},
            {"5T/2", "quantity|5T|/2"},
            {"5T*(x)", "quantity|5T|*(x)"},
            {"5T//comment", "quantity|5T|//comment"},
            {"5T/*comment*/", "quantity|5T|/*comment*/"},
            {"5^2", "integer|5|^2"},
            {"5%^2", "quantity|5%|^2"},
            {"5T ^2", "quantity|5T| ^2"},
        },
        Dialect::Dictum);
}

TEST_CASE("dates are four, two and two digits without spaces") {
    check_numbers(
        {
            {"2024-02-27", "date|2024-02-27|"},
            {"2024-02-27)", "date|2024-02-27|)"},
            {"2024-02-27.", "date|2024-02-27|."},
            {"2024 - 02-27", "integer|2024| - 02-27"},
            {"2024-2-27", "integer|2024|-2-27"},
            {"2024-02-275", "integer|2024|-02-275"},
            {"12024-02-27", "integer|12024|-02-27"},
            {"2024-02-27T10:00", "malformed|2024-02-27T10|:00"},
            {"2024-02-27..2024-03-01", "quantity|2024-02-27..2024-03-01|"},
            {"2024-02-27..<2024-03-01", "quantity|2024-02-27..<2024-03-01|"},
            {"2024-02-27..5", "malformed|2024-02-27..5|"},
        },
        Dialect::Dictum);
}

TEST_CASE("two dots join numbers only before a digit, or a sign and a digit") {
    check_numbers(
        {
            {"120..140万元", "quantity|120..140万元|"},
            {"9000元..1万元", "quantity|9000元..1万元|"},
            {"3..5", "quantity|3..5|"},
            {"1.5..2.5%", "quantity|1.5..2.5%|"},
            {"1..-5", "quantity|1..-5|"},
            {"1..+5", "quantity|1..+5|"},
            {"1..<2CNY", "quantity|1..<2CNY|"},
            {"1..<-2", "quantity|1..<-2|"},
            {"1..x", "integer|1|..x"},
            {"1...2", "integer|1|...2"},
            {"1.. 2", "integer|1|.. 2"},
            {"1..-x", "integer|1|..-x"},
            {"1..<x", "integer|1|..<x"},
            {"1..2..3", "malformed|1..2..3|"},
            {"1..0x5", "malformed|1..0x5|"},
        },
        Dialect::Dictum);
}

TEST_CASE("one dot joins digits only before a digit") {
    check_numbers(
        {
            {"1.", "integer|1|."},
            {"1.x", "integer|1|.x"},
            {"400T.", "quantity|400T|."},
            {"5%.p(1)", "quantity|5%|.p(1)"},
            {"1.2.3", "malformed|1.2.3|"},
            {"3..5.", "quantity|3..5|."},
        },
        Dialect::Dictum);
}

TEST_CASE("ratios are digits, a colon and digits that touch") {
    check_numbers(
        {
            {"9:1", "ratio|9:1|"},
            {"0.5:2)", "ratio|0.5:2|)"},
            {"9 :1", "integer|9| :1"},
            {"9: 1", "integer|9|: 1"},
            {"1:{", "integer|1|:{"},
            {"1:-p", "integer|1|:-p"},
            {"9:1:2", "malformed|9:1:2|"},
            {"9:1%", "malformed|9:1%|"},
        },
        Dialect::Dictum);
}

TEST_CASE("slips with suffixes") {
    check_numbers(
        {
            {"5%2", "malformed|5%2|"},
            {"1e6", "malformed|1e6|"},
            {"1.2亿3", "malformed|1.2亿3|"},
            {"0xffT", "malformed|0xffT|"},
            {"3..5T2", "malformed|3..5T2|"},
        },
        Dialect::Dictum);
}

TEST_CASE("numbers of Soufflé's dialect") {
    check_numbers(
        {
            {"42", "integer|42|"},
            {"1.5", "float|1.5|"},
            {"5u", "integer|5u|"},
            {"0x1Fu", "integer|0x1Fu|"},
            {"0b10", "integer|0b10|"},
            {"0b2", "integer|0|b2"},
            {"5%2", "integer|5|%2"},
            {"5T", "integer|5|T"},
            {"2024-02-27", "integer|2024|-02-27"},
            {"9:1", "integer|9|:1"},
            {"1..2", "integer|1|..2"},
            {"1.", "integer|1|."},
            {"1.2.3", "float|1.2|.3"},
            {"1.2.3.4", "malformed|1.2.3.4|"},
        },
        Dialect::Souffle);
}

TEST_CASE("the parts of a range") {
    const NumberText number = scan_number("1.5万..<-3元/片)", 0, Dialect::Dictum);
    CHECK(number.first == "1.5");
    CHECK(number.first_suffix == "万");
    CHECK(number.second == "-3");
    CHECK(number.second_suffix == "元/片");
    CHECK(number.is_range);
    CHECK(number.second_open);
}

TEST_CASE("quantities as terms") {
    const auto quantity = [](const std::string& text) {
        const test::Parsed parsed = test::parse("p(" + text + ").", Dialect::Dictum);
        REQUIRE(parsed.diagnostics.items().empty());
        REQUIRE(parsed.program.terms.size() == 1);
        return *std::get<Boxed<QuantityTerm>>(parsed.program.terms[TermId{0}].node);
    };
    const QuantityTerm range = quantity("120..140万元");
    CHECK(range.is_range);
    CHECK(range.lo->digits == "120");
    CHECK(range.lo->suffix.empty());
    CHECK(range.hi->digits == "140");
    CHECK(range.hi->suffix == "万元");

    const QuantityTerm above = quantity(">400T");
    CHECK(above.lo_open);
    CHECK(above.lo->digits == "400");
    CHECK_FALSE(above.hi.has_value());
    CHECK_FALSE(above.is_range);

    const QuantityTerm below = quantity("<= -5%");
    CHECK_FALSE(below.hi_open);
    CHECK(below.hi->digits == "-5");
    CHECK_FALSE(below.lo.has_value());

    CHECK(quantity("-3..5").lo->digits == "-3");
    CHECK(quantity("1..+5").hi->digits == "5");
    CHECK(quantity("5%").lo->suffix == "%");
    CHECK(quantity("5%").hi->suffix == "%");
    CHECK(quantity("-5%").hi->digits == "-5");
    CHECK(quantity(">1..2").lo_open);
    CHECK(quantity("1..<2").hi_open);
}
