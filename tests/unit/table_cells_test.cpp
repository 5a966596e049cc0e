// The cells of decision tables: forms, types, units and ids.
#include "tests/catch.hpp"
#include "tests/unit/table_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kDeclared =
    ".decl c(v: vendor, p: CNY, n: number, d: date, s: symbol, b: bool, o: origin)";

// What is wrong with a condition on the input of that type.
Lines condition(const std::string& type, const std::string& cell) {
    TableCase table(kDeclared + "\n.decl out(o: origin)");
    table.concludes("out(o)").inputs({"x: " + type, "y: CNY"}).outputs({"o: origin"});
    table.rows({{{cell, "-"}, {"\"domestic\""}}});
    return table.found();
}

Lines outcome(const std::string& type, const std::string& cell) {
    TableCase table(".decl out(o: " + type + ")");
    table.concludes("out(o)").inputs({"x: CNY", "n: number"}).outputs({"o: " + type});
    table.rows({{{"-", "-"}, {cell}}});
    return table.found();
}

}  // namespace

TEST_CASE("conditions that are fine") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
        {"vendor",
         {"-", "\"nvidia\"", "\"nvidia\", \"huawei\"", "!\"nvidia\"", "!= \"nvidia\"",
          "not(\"nvidia\", \"huawei\")", " \"nvidia\" "}},
        {"CNY",
         {">= 400元", "> 1万元", "<3元", "120..140万元", ">1..2元", "1..<2元", "5元, > 9元",
          "= 5元", "!= 5元", "!5元", "not(1..2元)", "> y", "< y * 2", "<= y + 5元"}},
        {"number", {"3", "3..5", ">= 3", "-3", "1, 2, 3", "-5..5", "!3", "> 1000万"}},
        {"date",
         {"2024-02-27", "> 2024-02-27", "2024-01-01..2024-12-31", ">2024-01-01..<2024-12-31"}},
        {"symbol", {"\"a, b\"", "\"-\"", "\"not(x)\", \"..\"", "cat(\"a\", \"b\")"}},
        {"bool", {"true", "!true"}},
        {"percent", {"> 5%", "5..10%", "< 1 - 5%"}},
    };
    for (const auto& [type, cells] : cases) {
        for (const std::string& cell : cells) {
            INFO(type << ": " << cell);
            CHECK(condition(type, cell) == Lines{});
        }
    }
}

TEST_CASE("conditions with mistakes") {
    struct Wrong {
        std::string type;
        std::string cell;
        Lines found;
    };
    const std::vector<Wrong> cases = {
        {"vendor", "\"nvida\"", {"\"nvida\":1 unknown-entity"}},
        {"vendor", "nvidia", {"nvidia:1 unknown-column"}},
        {"vendor", "\"nvidia\", ", {"\"nvidia\", :10 bad-cell"}},
        {"vendor", "", {":1 bad-cell"}},
        {"vendor", "_", {"_:1 misplaced-wildcard"}},
        {"vendor", "\"nvidia\", -", {"\"nvidia\", -:11 bad-cell"}},
        {"CNY", ">= 400", {">= 400:4 unit-mismatch"}},
        {"CNY", "3GB", {"3GB:1 unit-mismatch"}},
        {"CNY", "1..2", {"1..2:1 unit-mismatch"}},
        {"CNY", "2..1元", {"2..1元:1 empty-range"}},
        {"CNY", ">", {">:1 bad-cell"}},
        {"CNY",
         "count : { c(_, _, _, _, _, _, _) }",
         {"count : { c(_, _, _, _, _, _, _) }:1 "
          "unsupported"}},
        {"number", "\"3\"", {"\"3\":1 type-mismatch"}},
        {"number", "o", {"o:1 unknown-column"}},
        {"date", "2024-12-31..2024-01-01", {"2024-12-31..2024-01-01:1 bad-cell"}},
        {"bool", "> true", {"> true:3 type-mismatch"}},
        {"symbol", "strlne(\"a\")", {"strlne(\"a\"):1 unknown-functor"}},
    };
    for (const Wrong& item : cases) {
        INFO(item.type << ": " << item.cell);
        CHECK(condition(item.type, item.cell) == item.found);
    }
}

TEST_CASE("outcomes are values or terms over the inputs") {
    CHECK(outcome("origin", "\"domestic\"") == Lines{});
    CHECK(outcome("CNY", "x * 2 + 5元") == Lines{});
    CHECK(outcome("CNY", "x * n") == Lines{});
    CHECK(outcome("CNY", "120..140万元") == Lines{});
    CHECK(outcome("CNY", "> 5元") == Lines{});
    CHECK(outcome("origin", "\"huawei\"") == Lines{"\"huawei\":1 unknown-entity"});
    CHECK(outcome("origin", "domestic") == Lines{"domestic:1 unknown-column"});
    CHECK(outcome("CNY", "5") == Lines{"5:1 unit-mismatch"});
    CHECK(outcome("CNY", "n") == Lines{"n:1 unit-mismatch"});
    CHECK(outcome("number", "x") == Lines{"x:1 type-mismatch"});
    CHECK(outcome("number", "-") == Lines{"-:1 bad-cell"});
    CHECK(outcome("number", "1 +") == Lines{"1 +:4 syntax"});
}
