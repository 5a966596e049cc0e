// Whatever text comes in, reading it gives a value or an error, and what was read prints and reads
// back.
#include <random>

#include "engine/value/date.h"
#include "engine/value/diagnostic.h"
#include "engine/value/ratio.h"
#include "engine/value/unit.h"
#include "engine/value/utf8.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// Texts of pieces that the readers know, and of bytes that they don't.
class Texts {
  public:
    std::string next() {
        static const std::vector<std::string> pieces{
            "1",    "9",        "0",          "00",
            ".",    "..",       "-",          "+",
            "e",    "E",        "400",        ":",
            ">",    ">=",       "<",          "<=",
            "any",  "CNY",      "元",         "万",
            "/",    "*",        "^",          "card",
            "%",    " ",        "2024-02-27", std::string(1, '\0'),
            "\xFF", "\xE4\xB8", "\xF0\x9F",   "999999999999999999999"};
        std::string text;
        const std::size_t length = random_() % 7;
        for (std::size_t i = 0; i < length; ++i) text += pieces[random_() % pieces.size()];
        return text;
    }

  private:
    std::mt19937_64 random_{3};
};

}  // namespace

TEST_CASE("readers of values survive every text") {
    Texts texts;
    UnitTable units = UnitTable::builtin();
    const std::vector<std::string> names = units.all_names();
    int read = 0;
    for (int i = 0; i < 30'000; ++i) {
        const std::string text = texts.next();
        CAPTURE(text);
        if (const auto decimal = Decimal::parse(text)) {
            REQUIRE(*Decimal::parse(decimal->to_string()) == *decimal);
            REQUIRE(*Decimal::parse(decimal->to_plain_string()) == *decimal);
            REQUIRE(*decimal <= *Decimal::parse(text, Rounding::Up));
            ++read;
        }
        if (const auto interval = Interval::parse(text)) {
            REQUIRE(*Interval::parse(interval->to_string()) == *interval);
            ++read;
        }
        if (const auto ratio = Ratio::parse(text)) {
            REQUIRE(*Ratio::parse(ratio->to_string()) == *ratio);
        }
        if (const auto date = Date::parse(text)) REQUIRE(date->to_string() == text);
        if (const auto unit = units.find(text)) {
            REQUIRE(*units.find(units[*unit].name) == *unit);
            REQUIRE(units[*unit].factor.sign() > 0);
            ++read;
        }
        (void)units.resolve_suffix(text);
        (void)nearest(text, names);
    }
    CHECK(read > 1'000);
}

TEST_CASE("any text can be shown as the place of an error") {
    Texts texts;
    for (int i = 0; i < 3'000; ++i) {
        std::string text;
        for (int j = 0; j < 30; ++j) text += texts.next() + (j % 7 == 0 ? "\n" : "");
        SourceMap sources;
        const FileId file = sources.add(texts.next(), text);
        for (std::uint32_t at = 0; at <= text.size() + 1; at += 13) {
            const std::string shown =
                render(Diagnostic{"id", Severity::Error, {file, at, at}, texts.next()}, sources);
            REQUIRE(shown.find("^\n") != std::string::npos);
            for (std::size_t k = 0; k < shown.size();) {
                const CodePoint point = code_point_at(shown, k);
                REQUIRE(point.valid);
                k += point.length;
            }
        }
    }
}

TEST_CASE("measures of repeated squares stay in bounds") {
    UnitTable units = UnitTable::builtin();
    Measure measure = units[*units.find("CNY")].measure;
    for (int i = 0; i < 100; ++i) measure = product(measure, measure);
    CHECK(units[units.coherent(measure)].name == "CNY^1000");
}
