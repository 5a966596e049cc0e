// The text of checked rules: it reads back as the same rule.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kPrinted =
    ".decl n(x: number)\n.decl m(x: CNY)\n.decl d(x: date)\n.decl s(x: symbol)\n"
    ".decl c(x: TFLOPS)\n";

}  // namespace

TEST_CASE("rules print and read back as themselves") {
    const Lines rules = {
        "n(x) :- n(x).",
        "n(1 + x * 2) :- n(x).",
        "n((1 + x) * 2) :- n(x).",
        "n(x - (x - 1)) :- n(x).",
        "n(2 ^ 3 ^ x) :- n(x).",
        "n((2 ^ 3) ^ x) :- n(x).",
        "n(-x ^ 2) :- n(x).",
        "n((-x) ^ 2) :- n(x).",
        "n(-(x + 1)) :- n(x).",
        "n(max(x, 2, strlen(\"a\\\"b\"))) :- n(x).",
        "s(cat(x, \"-\", to_string(1))) :- s(x), match(\"a.*\", x), !contains(\"b\", x).",
        "out(y) :- y = sum x : { n(x), x > 1 }.",
        "out(1 + (count : { n(_) })) :- s(\"a\").",
        "m(p * 2 + 1..3CNY) :- m(p), p >=? 5CNY, p != 3..4CNY.",
        "d(x + 30day) :- d(x), x > 2024-02-27.",
        "c(floor(x / 1TFLOPS) * 1TFLOPS) :- c(x).",
        "n(1 + 1).",
    };
    for (const std::string& rule : rules) {
        INFO(rule);
        CHECK(check_dictum(kPrinted + ".decl out(x: number)\n" + rule).rules() == Lines{rule});
    }
}

TEST_CASE("aggregates are shown where they were written") {
    const Checked checked = check_dictum(kPrinted +
                                         ".decl out(x: number)\nout(1 + 2 * count : { n(_) }) :- "
                                         "1 < max x + 1 : { n(x) }, !n(count : { m(_) }).");
    CHECK(checked.rules() == Lines{"out(1 + 2 * (count : { n(_) })) :- "
                                   "1 < max x + 1 : { n(x) }, !n(count : { m(_) })."});
}

TEST_CASE("the dump shows declarations, types and units") {
    const Checked checked = check_dictum(
        ".type City <: symbol\n.decl p(o: origin, c: City, x: CNY/card) key(o, c) complete\n"
        ".input p\np(\"domestic\", \"a\", 5元/卡).\n.decl q(x: CNY)\n"
        "q(x * 8cards) :- p(_, _, x).\n");
    REQUIRE(checked.program);
    CHECK(dump_checked(*checked.program, checked.values, checked.vocabulary.units) ==
          ".type City <: symbol\n// entities: origin\n"
          ".decl p(o: origin, c: City, x: CNY/card) key(o, c) complete\n"
          ".decl q(x: CNY)\n.input p\np(\"domestic\", \"a\", 5CNY/card).\n"
          "q(x * 8cards) :- p(_, _, x).\n    // q#1; x: CNY/card\n");
    CHECK(checked.program->relations[RelationId{0}].has_data);
}
