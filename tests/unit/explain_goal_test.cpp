// Proofs of a goal's rows: one atom is its own root, anything else has a root of its own.
#include "tests/catch.hpp"
#include "tests/oracle/small_program.h"

using namespace dictum;
using test::SmallProgram;

namespace {

const char* const kText =
    ".decl p(x: number, y: number) .decl q(x: number)\n"
    "p(1, 2).\n p(1, 3).\n q(3).\n q(x) :- p(x, _).\n";

}  // namespace

TEST_CASE("a goal of one atom is proved by its tuple", "[explain]") {
    SmallProgram program(kText);
    const Proof proof = program.prove("q(1)");
    REQUIRE(program.problems().empty());
    CHECK(proof.root().kind == StepKind::Rule);
    CHECK(proof.root().text == "q(1)");
}

TEST_CASE("of the tuples that give a row the strongest is shown", "[explain]") {
    SmallProgram program(kText, {{"p(1, 2)", {Modality::Opinion, 1.0}}});
    const Proof proof = program.prove("p(x, _)");
    REQUIRE(program.problems().empty());
    CHECK(proof.root().text == "p(1, 3)");
}

TEST_CASE("a goal of several literals has a root of its own", "[explain]") {
    SmallProgram program(kText);
    CHECK(program.why("p(1, y), !q(y), y < 5") ==
          "p(1, 2), !q(2), 2 < 5    goal\n"
          "  p(1, 2)                fact\n"
          "  !q(2)                  absent\n"
          "  2 < 5                  calculation\n");
}

TEST_CASE("a goal without variables is proved too", "[explain]") {
    SmallProgram program(kText);
    CHECK(program.why("!q(7)") ==
          "!q(7)                    goal\n"
          "  !q(7)                  absent\n");
}
