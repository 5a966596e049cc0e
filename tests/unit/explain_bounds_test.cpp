// Long chains, circles, and what happens past the bound of a proof.
#include "engine/explain/proof_text.h"
#include "tests/catch.hpp"
#include "tests/oracle/small_program.h"

using namespace dictum;
using test::SmallProgram;

namespace {

Limits proof_limit(std::uint64_t nodes) {
    Limits limits;
    limits.proof_nodes_max = nodes;
    return limits;
}

Result<Proof> prove_last(SmallProgram& program, const std::string& name) {
    INFO(program.problems());
    REQUIRE(program.problems().empty());
    const RelationId relation = *program.checked().find(name);
    const auto last = id_at<RowId>(program.model().tuples(relation).size() - 1);
    return prove(program.model(), relation, last, program.units());
}

// Every node rests on nodes before it, and no tuple stands twice.
void require_sound(const Proof& proof) {
    for (std::size_t i = 0; i < proof.nodes.size(); ++i) {
        for (const ProofId premise : proof.nodes[i].premises) {
            REQUIRE(static_cast<std::size_t>(premise) < i);
        }
    }
}

}  // namespace

TEST_CASE("a chain of a hundred thousand steps is proved and printed", "[explain]") {
    SmallProgram program(".decl n(x: number)\n n(0).\n n(x + 1) :- n(x), x < 100000.\n");
    const auto proof = prove_last(program, "n");
    REQUIRE(proof);
    CHECK(proof->root().text == "n(100000)");
    CHECK(proof->root().height == 100'000);
    CHECK(proof->nodes.size() == 200'001);
    require_sound(*proof);
    const std::string text = print_proof(*proof, program.model(), program.units());
    CHECK(text.starts_with("n(100000)                rule n#1\n  n(99999)"));
}

TEST_CASE("past the bound a proof is still a proof", "[explain]") {
    const std::string text =
        ".decl e(x: number, y: number) .decl r(x: number, y: number)\n"
        "e(0, 1).\n e(x + 1, y + 1) :- e(x, y), x < 40.\n"
        "r(x, y) :- e(x, y).\n r(x, z) :- r(x, y), r(y, z).\n";
    SmallProgram whole(text);
    const auto unbounded = prove_last(whole, "r");
    REQUIRE(unbounded);
    for (const std::uint64_t limit : {1U, 7U, 50U, 300U}) {
        SmallProgram program(text, {}, Dialect::Dictum, proof_limit(limit));
        const auto proof = prove_last(program, "r");
        REQUIRE(proof);
        CHECK(proof->bounded);
        CHECK(proof->root().text == unbounded->root().text);
        CHECK(proof->root().height >= unbounded->root().height);
        require_sound(*proof);
    }
}

TEST_CASE("relations that depend on each other are proved past the bound too", "[explain]") {
    SmallProgram program(
        ".decl even(x: number) .decl odd(x: number)\n"
        "even(0).\n odd(x + 1) :- even(x), x < 200.\n"
        "even(x + 1) :- odd(x), x < 200.\n even(x - 1) :- odd(x), x < 200.\n"
        "odd(x) :- even(x), odd(x).\n",
        {}, Dialect::Souffle, proof_limit(5));
    const auto proof = prove_last(program, "odd");
    REQUIRE(proof);
    require_sound(*proof);
}

TEST_CASE("a proof can be interrupted", "[explain]") {
    Limits limits;
    bool stop = false;
    limits.poll = [&stop]() -> std::optional<Error> {
        if (!stop) return std::nullopt;
        return Error{ErrorCode::Interrupted, "enough"};
    };
    SmallProgram program(".decl n(x: number)\n n(0).\n n(x + 1) :- n(x), x < 5000.\n", {},
                         Dialect::Dictum, limits);
    REQUIRE(program.problems().empty());
    stop = true;
    const auto proof = prove_last(program, "n");
    REQUIRE(!proof);
    CHECK(proof.error().code == ErrorCode::Interrupted);
}
