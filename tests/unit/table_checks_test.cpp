// Decision tables as a whole: columns, what they are read from, rows, hit policies.
#include "tests/catch.hpp"
#include "tests/unit/table_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kConcluded =
    ".decl prefers(segment: segment, origin: origin)\n.decl price(o: origin, p: CNY)\n"
    ".decl cost(segment: segment, p: CNY)\n.decl later(o: origin, p: CNY)\n"
    "later(o, p) :- prefers(_, o), price(o, p).\n";

TableCase preference() {
    TableCase table(kConcluded);
    table.concludes("prefers(segment, origin)")
        .inputs({"segment: segment"})
        .outputs({"origin: origin"});
    return table;
}

const Row kRow{{"\"bank\""}, {"\"domestic\""}};

}  // namespace

TEST_CASE("the names of policies") {
    for (const char* name :
         {"unique", "any", "priority", "first", "rule order", "output order", "collect"}) {
        CHECK(hit_policy_named(name).has_value());
    }
    for (const char* name : {"list", "sum", "min", "max", "count"}) {
        CHECK(collect_named(name).has_value());
    }
    CHECK_FALSE(hit_policy_named("Unique").has_value());
    CHECK_FALSE(collect_named("mean").has_value());
}

TEST_CASE("the relation that a table concludes") {
    CHECK(concluded_relation(preference().table) == std::optional<std::string>("prefers"));
    CHECK_FALSE(concluded_relation(TableCase(kConcluded).concludes("prefers(").table).has_value());
    CHECK_FALSE(concluded_relation(TableCase(kConcluded).concludes("a = 1").table).has_value());
}

TEST_CASE("a table that is fine") { CHECK(preference().rows({kRow}).found() == Lines{}); }

TEST_CASE("what is concluded are the table's columns") {
    const auto concluding = [](const std::string& atom) {
        return TableCase(kConcluded)
            .concludes(atom)
            .inputs({"segment: segment"})
            .outputs({"origin: origin"})
            .rows({kRow})
            .found();
    };
    CHECK(concluding("prefers(segment, origen)") ==
          Lines{"prefers(segment, origen):18 unknown-column", "origin: origin:1 unused-output"});
    CHECK(concluding("preferes(segment, origin)") ==
          Lines{"preferes(segment, origin):1 unknown-relation"});
    CHECK(concluding("prefers(origin)") == Lines{"prefers(origin):1 wrong-arity"});
    CHECK(concluding("prefers(origin, segment)").size() == 2);
    CHECK(concluding("prefers(segment, \"domestic\")") ==
          Lines{"prefers(segment, \"domestic\"):18 unknown-column",
                "origin: origin:1 unused-output"});
    CHECK(concluding("prefers(segment, origin) :- price(origin, _)") ==
          Lines{"prefers(segment, origin) :- price(origin, _):1 syntax"});
    CHECK(concluding("cost(segment, origin)") == Lines{"cost(segment, origin):15 type-mismatch"});
}

TEST_CASE("columns have names and types of their own") {
    const auto with_input = [](const std::string& input) {
        return preference().inputs({input}).rows({{{"-", "-"}, {"\"domestic\""}}}).found();
    };
    CHECK(with_input("p: CNY") == Lines{});
    CHECK(with_input("p: CNNY") == Lines{"p: CNNY:4 unknown-type"});
    CHECK(with_input("segment: CNY") == Lines{"segment: CNY:1 duplicate-column"});
    CHECK(with_input("origin: CNY") == Lines{"origin: origin:1 duplicate-column"});
    CHECK_FALSE(with_input("p CNY").empty());
}

TEST_CASE("inputs that are read") {
    const auto reading = [](const std::string& input) {
        return preference().inputs({input}).rows({{{"-", "> 5元"}, {"\"domestic\""}}}).found();
    };
    CHECK(reading("p: CNY = cost(segment, p)") == Lines{});
    CHECK(reading("p: CNY = price(\"domestic\", p)") == Lines{});
    CHECK(reading("p: CNY = price(_, p)") == Lines{});
    CHECK(reading("p: CNY = price(segment, p)") ==
          Lines{"p: CNY = price(segment, p):16 type-mismatch"});
    CHECK(reading("p: CNY = cost(segment, _)") ==
          Lines{"p: CNY = cost(segment, _):10 unbound-variable"});
    CHECK(reading("p: CNY = costs(segment, p)") ==
          Lines{"p: CNY = costs(segment, p):10 unknown-relation"});
    CHECK(reading("p: CNY = cost(p)") == Lines{"p: CNY = cost(p):10 wrong-arity"});
    CHECK(reading("p: CNY = cost(other, p)") == Lines{"p: CNY = cost(other, p):15 unknown-column"});
    CHECK(reading("p: CNY = later(_, p)") == Lines{"p: CNY = later(_, p):10 unstratified"});
    CHECK(reading("p: GB = cost(segment, p)").size() == 2);
    TableCase output(kConcluded);
    output.concludes("prefers(segment, origin)").inputs({"segment: segment"});
    output.outputs({"origin: origin = price(origin, _)"}).rows({kRow});
    CHECK(output.found().front() == "origin: origin = price(origin, _):1 bad-column");
}

TEST_CASE("rows have a cell for each column") {
    CHECK(preference().rows({{{}, {"\"domestic\""}}}).found() == Lines{"row 0:1 wrong-arity"});
    CHECK(preference().rows({{{"-", "-"}, {}}}).found() ==
          Lines{"row 0:1 wrong-arity", "row 0:1 wrong-arity"});
    CHECK(preference().found() == Lines{"t:1 empty-table"});
}

TEST_CASE("rows with the same conditions") {
    CHECK(preference().rows({kRow, kRow}).found() == Lines{"row 1:1 duplicate-row"});
    CHECK(preference().hit("first").rows({kRow, kRow}).found() == Lines{});
}

TEST_CASE("priorities list every outcome") {
    const Row other{{"-"}, {"\"nvidia\""}};
    const auto ranked = [&](const std::vector<std::string>& priorities) {
        return preference().hit("priority").priorities(priorities).rows({kRow, other}).found();
    };
    CHECK(ranked({"\"nvidia\"", "\"domestic\""}) == Lines{});
    CHECK(ranked({"nvidia", "domestic"}) == Lines{});
    CHECK(ranked({"nvidia"}) == Lines{"\"domestic\":1 table-policy"});
    CHECK(ranked({"nvidia", "domestic", "nvidia"}) == Lines{"nvidia:1 table-policy"});
    CHECK(ranked({"nvidia", "domestik"}) == Lines{"domestik:1 unknown-entity"});
    CHECK(ranked({}) == Lines{"t:1 table-policy"});
    CHECK(preference().hit("first").priorities({"nvidia"}).rows({kRow}).found() ==
          Lines{"nvidia:1 table-policy"});
}

TEST_CASE("what is collected into one value is a number or quantity") {
    const auto collecting = [](const std::string& collect, const std::string& type,
                               const std::string& value) {
        TableCase table(".decl out(x: " + type + ")");
        table.concludes("out(x)").hit("collect", collect).inputs({"s: segment"});
        return table.outputs({"x: " + type}).rows({{{"-"}, {value}}}).found();
    };
    CHECK(collecting("sum", "CNY", "5元") == Lines{});
    CHECK(collecting("max", "number", "5") == Lines{});
    CHECK(collecting("list", "origin", "\"domestic\"") == Lines{});
    CHECK(collecting("count", "number", "5") == Lines{});
    CHECK(collecting("sum", "origin", "\"domestic\"") == Lines{"x: origin:1 table-policy"});
    CHECK(preference().hit("unique", "sum").rows({kRow}).found() == Lines{"t:1 table-policy"});
}

TEST_CASE("a large table is checked quickly") {
    TableCase table = preference();
    std::vector<Row> rows;
    for (int i = 0; i < 5'000; ++i) rows.push_back({{"\"bank\""}, {"\"domestic\""}});
    CHECK(table.hit("first").rows(rows).found() == Lines{});
}
