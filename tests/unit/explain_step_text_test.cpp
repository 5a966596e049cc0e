// Steps that are no tuples: calculations with their values put in, absences, aggregates.
#include "tests/catch.hpp"
#include "tests/oracle/small_program.h"

using namespace dictum;
using test::SmallProgram;

namespace {

// The texts of the steps of one kind, in the order of the proof.
std::vector<std::string> steps(SmallProgram& program, const std::string& goal, StepKind kind) {
    const Proof proof = program.prove(goal);
    INFO(program.problems());
    REQUIRE(program.problems().empty());
    std::vector<std::string> texts;
    for (const ProofNode& node : proof.nodes) {
        if (node.kind == kind) texts.push_back(node.text);
    }
    return texts;
}

// The first aggregate of a proof.
const ProofNode& aggregate(const Proof& proof) {
    for (const ProofNode& node : proof.nodes) {
        if (node.kind == StepKind::Aggregate) return node;
    }
    FAIL("the proof has no aggregate");
    return proof.root();
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an equation shows its values and its result", "[explain]") {
    SmallProgram program(
        ".decl price(item: symbol, price: CNY) .decl gap(gap: percent)\n"
        "price(\"a\", 120..140万元). price(\"b\", 160万元).\n"
        "gap(g) :- price(\"a\", p), price(\"b\", q), g = (q - p) / q.\n");
    CHECK(steps(program, "gap(g)", StepKind::Calculation) ==
          Texts{"g = (1600000CNY - 1200000..1400000CNY) / 1600000CNY = 0.125..0.25"});
}

TEST_CASE("parentheses stand where they are needed", "[explain]") {
    SmallProgram program(
        ".decl p(x: number, y: number) .decl r(z: number)\n"
        "p(2, 3).\n"
        "r(z) :- p(x, y), z = x - (y - x) * -y ^ 2 - x.\n");
    CHECK(steps(program, "r(z)", StepKind::Calculation) ==
          Texts{"z = 2 - (3 - 2) * -3 ^ 2 - 2 = 9"});
}

TEST_CASE("comparisons and predicates", "[explain]") {
    SmallProgram program(
        ".decl p(x: number, s: symbol) .decl r(x: number)\n"
        "p(2, \"abc\").\n"
        "r(x) :- p(x, s), x < 3, x != 7, contains(\"b\", s), !match(\"c.*\", s).\n");
    CHECK(steps(program, "r(x)", StepKind::Calculation) ==
          Texts{"2 < 3", "2 != 7", "contains(\"b\", \"abc\")", "!match(\"c.*\", \"abc\")"});
}

TEST_CASE("an absence shows what is free", "[explain]") {
    SmallProgram program(
        ".decl p(x: symbol) .decl q(x: symbol, y: number) .decl r(x: symbol)\n"
        "p(\"a\"). q(\"b\", 1).\n r(x) :- p(x), !q(x, _).\n");
    CHECK(steps(program, "r(x)", StepKind::Absence) == Texts{"!q(\"a\", _)"});
}

TEST_CASE("an aggregate shows its set and its value", "[explain]") {
    SmallProgram program(
        ".decl p(x: symbol, y: number) .decl r(x: symbol, n: number)\n"
        "p(\"a\", 1). p(\"a\", 4). p(\"b\", 2).\n"
        "r(x, n) :- p(x, _), n = sum y : { p(x, y), y > 0 }.\n");
    const Proof proof = program.prove("r(\"a\", n)");
    REQUIRE(program.problems().empty());
    const ProofNode& sum = aggregate(proof);
    CHECK(sum.text == "sum y : { p(\"a\", y), y > 0 } = 5");
    CHECK(sum.premises.size() == 2);
    CHECK(sum.folded == 0);
}

TEST_CASE("the least value names only what carries it", "[explain]") {
    SmallProgram program(
        ".decl p(x: number) .decl r(n: number)\n"
        "p(1). p(4). p(2).\n r(n) :- n = min x : { p(x) }.\n");
    const Proof proof = program.prove("r(1)");
    REQUIRE(program.problems().empty());
    const ProofNode& least = aggregate(proof);
    REQUIRE(least.premises.size() == 1);
    CHECK(proof[least.premises[0]].text == "p(1)");
}

TEST_CASE("more contributors than are listed are counted", "[explain]") {
    SmallProgram program(
        ".decl p(x: number) .decl r(n: number)\n"
        "p(1).\n p(x + 1) :- p(x), x < 1500.\n r(n) :- n = count : { p(_) }.\n");
    const Proof proof = program.prove("r(1500)");
    const ProofNode& count = aggregate(proof);
    CHECK(count.premises.size() == kContributorsShown);
    CHECK(count.folded == 500);
}

TEST_CASE("a disputed contributor taints the aggregate", "[explain]") {
    SmallProgram program(
        ".decl price(x: symbol, p: CNY) key(x) .decl total(p: CNY)\n"
        "price(\"a\", 1CNY). price(\"a\", 2CNY). price(\"b\", 5CNY).\n"
        "total(t) :- t = sum p : { price(_, p) }.\n");
    const Proof proof = program.prove("total(t)");
    REQUIRE(program.problems().empty());
    CHECK(proof.root().text == "total(6..7CNY)");
    CHECK(proof.root().leans_on_dispute);
    CHECK(!proof.root().disputed);
    CHECK(aggregate(proof).disputed);
}
