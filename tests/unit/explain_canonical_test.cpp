// Which of the strongest proofs is shown: free of disputes where possible, then the lowest, then
// the first by rule order and text.
#include "tests/catch.hpp"
#include "tests/oracle/small_program.h"

using namespace dictum;
using test::SmallProgram;

namespace {

std::string why(SmallProgram& program, const std::string& goal) { return program.why(goal); }

}  // namespace

TEST_CASE("a proof is a tree of lines", "[explain]") {
    SmallProgram program(
        ".decl edge(x: symbol, y: symbol) .decl node(x: symbol)\n"
        ".decl reached(x: symbol) .decl isolated(x: symbol)\n"
        "reached(y) :- edge(_, y).\n"
        "isolated(x) :- node(x), !reached(x).\n"
        "node(\"a\"). node(\"b\"). edge(\"a\", \"b\").\n");
    CHECK(why(program, "isolated(\"a\")") ==
          "isolated(\"a\")            rule isolated#1\n"
          "  node(\"a\")              fact\n"
          "  !reached(\"a\")          absent\n");
}

TEST_CASE("the lowest proof is shown, not the first one found", "[explain]") {
    SmallProgram program(
        ".decl e(x: number, y: number) .decl r(x: number, y: number)\n"
        "r(x, z) :- r(x, y), r(y, z).\n"
        "r(x, y) :- e(x, y).\n"
        "e(1, 2). e(2, 3). e(3, 4). e(4, 5). e(1, 5).\n");
    CHECK(program.prove("r(1, 5)").root().height == 1);
    CHECK(program.prove("r(1, 4)").root().height == 3);
}

TEST_CASE("a node that was shown is not repeated", "[explain]") {
    SmallProgram program(
        ".decl p(x: number) .decl q(x: number) .decl r(x: number)\n"
        "p(1).\n q(x) :- p(x).\n r(x) :- q(x), p(x), q(x).\n");
    CHECK(why(program, "r(1)") ==
          "r(1)                     rule r#1\n"
          "  q(1)                   rule q#1\n"
          "    p(1)                 fact\n"
          "  p(1)                   ^ see above\n"
          "  q(1)                   ^ see above\n");
}

TEST_CASE("among equals the first rule and the first text are shown", "[explain]") {
    const std::string declarations = ".decl a(x: number) .decl b(x: number) .decl r(x: number)\n";
    SmallProgram rules(declarations + "b(1). a(1).\n r(x) :- b(x).\n r(x) :- a(x).\n");
    CHECK(why(rules, "r(1)") ==
          "r(1)                     rule r#1\n"
          "  b(1)                   fact\n");
    SmallProgram texts(declarations + "a(3). a(2).\n r(1) :- a(_).\n");
    CHECK(why(texts, "r(1)") ==
          "r(1)                     rule r#1\n"
          "  a(2)                   fact\n");
}

namespace {

const std::string kPrices =
    ".decl price(item: symbol, price: CNY) key(item)\n"
    ".decl listed(item: symbol) .decl offer(item: symbol)\n"
    "price(\"a\", 1CNY). price(\"a\", 2CNY). price(\"b\", 3CNY). listed(\"a\").\n";

}  // namespace

TEST_CASE("a proof without a dispute is preferred to a lower one", "[explain]") {
    SmallProgram program(kPrices +
                         ".decl known(item: symbol)\n"
                         "known(x) :- listed(x).\n"
                         "offer(x) :- price(x, _).\n"
                         "offer(x) :- known(x).\n");
    const Proof proof = program.prove("offer(\"a\")");
    CHECK(!proof.root().leans_on_dispute);
    CHECK(proof.root().height == 2);
}

TEST_CASE("a stronger proof is preferred to one without a dispute", "[explain]") {
    SmallProgram program(kPrices + "offer(x) :- price(x, _).\n offer(x) :- listed(x).\n",
                         {{"offer(x) :- listed", {Modality::Estimate, 1.0}}});
    const Proof proof = program.prove("offer(\"a\")");
    CHECK(proof.root().leans_on_dispute);
    CHECK(!proof.root().disputed);
}

TEST_CASE("a disputed tuple says so", "[explain]") {
    SmallProgram program(kPrices);
    CHECK(why(program, "price(\"a\", p)") == "price(\"a\", 1CNY)         fact, disputed\n");
    CHECK(program.prove("price(\"b\", p)").root().disputed == false);
}

TEST_CASE("below a dispute, what can be proved without one is", "[explain]") {
    SmallProgram program(kPrices +
                         ".decl known(item: symbol)\n"
                         "known(x) :- listed(x).\n"
                         "offer(x) :- price(x, _).\n"
                         "offer(x) :- known(x).\n"
                         ".decl both(item: symbol)\n"
                         "both(x) :- offer(x), price(x, 1CNY).\n");
    const Proof proof = program.prove("both(\"a\")");
    CHECK(proof.root().leans_on_dispute);
    CHECK(proof.root().height == 3);
}
