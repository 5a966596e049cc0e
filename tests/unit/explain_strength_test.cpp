// The strength of a proof: its weakest link, of the strongest proof there is.
#include "tests/catch.hpp"
#include "tests/oracle/small_program.h"

using namespace dictum;
using test::SmallProgram;

namespace {

constexpr Strength kEstimate{Modality::Estimate, 1.0};

Strength strength_of(SmallProgram& program, const std::string& goal) {
    const Proof proof = program.prove(goal);
    INFO(program.problems());
    REQUIRE(program.problems().empty());
    return proof.root().strength;
}

}  // namespace

TEST_CASE("data, absence and calculation are stated", "[explain]") {
    SmallProgram program(
        ".decl p(x: number) .decl q(x: number) .decl r(x: number)\n"
        "p(1). q(5). r(y) :- p(x), !q(x), y = x + 1.\n");
    CHECK(strength_of(program, "r(2)") == Strength{});
}

TEST_CASE("a rule's own modality is a link", "[explain]") {
    SmallProgram program(
        ".decl p(x: number) .decl r(x: number) .decl s(x: number)\n"
        "p(1).\n r(x) :- p(x).\n s(x) :- r(x).\n",
        {{"r(x) :-", {Modality::Opinion, 0.7}}, {"s(x) :-", kEstimate}});
    CHECK(strength_of(program, "s(1)") == Strength{Modality::Opinion, 0.7});
}

TEST_CASE("the better modality wins over the better confidence", "[explain]") {
    SmallProgram program(
        ".decl p(x: number) .decl q(x: number) .decl r(x: number)\n"
        "p(1).\n q(1).\n r(x) :- p(x).\n r(x) :- q(x).\n",
        {{"p(1)", {Modality::Estimate, 0.3}}, {"q(1)", {Modality::Forecast, 1.0}}});
    CHECK(strength_of(program, "r(1)") == Strength{Modality::Estimate, 0.3});
}

// Below a link that is an opinion anyway, a surer forecast serves better than a doubtful statement.
TEST_CASE("confidence is the best of the modality that is reached", "[explain]") {
    SmallProgram program(
        ".decl a(x: number) .decl b(x: number) .decl p(x: number) .decl r(x: number)\n"
        "a(1).\n b(1).\n p(x) :- a(x).\n p(x) :- b(x).\n r(x) :- p(x).\n",
        {{"a(1)", {Modality::Stated, 0.5}},
         {"b(1)", {Modality::Forecast, 0.9}},
         {"r(x) :-", {Modality::Opinion, 1.0}}});
    CHECK(strength_of(program, "p(1)") == Strength{Modality::Stated, 0.5});
    CHECK(strength_of(program, "r(1)") == Strength{Modality::Opinion, 0.9});
}

TEST_CASE("of several claims the one that serves best is taken", "[explain]") {
    SmallProgram program(
        ".decl p(x: number) .decl r(x: number)\n"
        "p( 1).\n p(1).\n r(x) :- p(x).\n",
        {{"p( 1)", {Modality::Stated, 0.5}},
         {"p(1)", {Modality::Estimate, 0.9}},
         {"r(x) :-", kEstimate}});
    CHECK(strength_of(program, "p(1)") == Strength{Modality::Stated, 0.5});
    CHECK(strength_of(program, "r(1)") == Strength{Modality::Estimate, 0.9});
    const Proof proof = program.prove("p(1)");
    REQUIRE(proof.root().supports.size() == 2);
    CHECK(proof.root().supports[0] == id_at<SupportId>(0));
}

TEST_CASE("a tuple that is given and derived takes the better", "[explain]") {
    const std::string text =
        ".decl p(x: number) .decl q(x: number)\n"
        "p(1).\n q(1).\n p(x) :- q(x).\n";
    SmallProgram weak_claim(text, {{"p(1)", {Modality::Opinion, 1.0}}});
    CHECK(strength_of(weak_claim, "p(1)") == Strength{});
    CHECK(weak_claim.prove("p(1)").root().kind == StepKind::Rule);
    SmallProgram weak_rule(text, {{"p(x) :-", {Modality::Opinion, 1.0}}});
    CHECK(strength_of(weak_rule, "p(1)") == Strength{});
    CHECK(weak_rule.prove("p(1)").root().kind == StepKind::Claim);
}

TEST_CASE("an aggregate takes its weakest contributor", "[explain]") {
    SmallProgram program(
        ".decl p(x: number) .decl n(x: number) .decl m(x: number)\n"
        "p(1).\n p(2).\n p(3).\n"
        "n(c) :- c = count : { p(_) }.\n"
        "m(c) :- c = max x : { p(x) }.\n",
        {{"p(1)", {Modality::Forecast, 1.0}}, {"p(2)", {Modality::Stated, 0.6}}});
    CHECK(strength_of(program, "n(3)") == Strength{Modality::Forecast, 0.6});
    CHECK(strength_of(program, "m(3)") == Strength{});
}

TEST_CASE("a contributor beyond those that are shown weakens its aggregate", "[explain]") {
    std::string text = ".decl p(x: number) .decl n(x: number)\nn(c) :- c = count : { p(_) }.\n";
    for (int i = 0; i < 1500; ++i) text += "p(" + std::to_string(i) + ").\n";
    SmallProgram program(text, {{"p(1400)", {Modality::Opinion, 1.0}},
                                {"p(1401)", {Modality::Stated, 0.5}},
                                {"p(1402)", {Modality::Stated, 0.9}}});
    const Proof proof = program.prove("n(1500)");
    REQUIRE(program.problems().empty());
    CHECK(!proof.bounded);
    CHECK(proof.root().strength == Strength{Modality::Opinion, 0.5});
    const ProofNode& count = proof[proof.root().premises.front()];
    CHECK(count.premises.size() == kContributorsShown + 2);
    CHECK(count.folded == 1500 - kContributorsShown - 2);
    CHECK(proof.nodes.size() == kContributorsShown + 5);
}

TEST_CASE("a circle lends no strength", "[explain]") {
    SmallProgram program(
        ".decl e(x: number, y: number) .decl r(x: number, y: number)\n"
        "e(1, 2).\n e(2, 3).\n e(3, 2).\n"
        "r(x, y) :- e(x, y).\n r(x, z) :- r(x, y), e(y, z).\n",
        {{"e(1, 2)", {Modality::Opinion, 0.4}}});
    CHECK(strength_of(program, "r(1, 2)") == Strength{Modality::Opinion, 0.4});
    CHECK(strength_of(program, "r(2, 2)") == Strength{});
}
