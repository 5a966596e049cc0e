// The proof checker must refuse what is no proof: every kind of damage to a good one.
#include <functional>

#include "tests/catch.hpp"
#include "tests/oracle/proof_checker.h"
#include "tests/oracle/small_program.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const char* const kText =
    ".decl e(x: number, y: number) .decl r(x: number, y: number) .decl n(x: number, c: number)\n"
    ".decl top(x: number)\n"
    "e(1, 2). e(2, 3). e(3, 4).\n"
    "r(x, y) :- e(x, y).\n r(x, z) :- r(x, y), e(y, z).\n"
    "n(x, c) :- e(x, _), c = count : { r(x, _) }.\n"
    "top(x) :- n(x, c), c > 2, !r(_, x).\n";

ProofNode& node(Proof& proof, const std::string& text) {
    for (ProofNode& item : proof.nodes) {
        if (item.text.ends_with(text)) return item;
    }
    FAIL("no step " << text);
    return proof.nodes.front();
}

}  // namespace

TEST_CASE("a proof passes, and no damaged one does", "[oracle]") {
    SmallProgram program(kText);
    INFO(program.problems());
    REQUIRE(program.problems().empty());
    const Proof good = program.prove("top(1)");
    REQUIRE(!check_proof(good, program.checked(), program.values()));

    const std::vector<std::pair<std::string, std::function<void(Proof&)>>> damages = {
        {"another tuple", [](Proof& p) { node(p, "r(1, 3)").tuple[1] = 4; }},
        {"a fact that is none", [](Proof& p) { node(p, "e(2, 3)").tuple[0] = 1; }},
        {"another rule",
         [](Proof& p) {
             auto& rule = node(p, "r(1, 3)").rule;
             rule = id_at<RuleId>(index_of(*rule) - 1);
         }},
        {"a premise less", [](Proof& p) { node(p, "top(1)").premises.pop_back(); }},
        {"premises in another order",
         [](Proof& p) {
             std::swap(node(p, "r(1, 3)").premises[0], node(p, "r(1, 3)").premises[1]);
         }},
        {"a circle",
         [](Proof& p) {
             node(p, "r(1, 3)").premises[0] = static_cast<ProofId>(p.nodes.size() - 1);
         }},
        {"another absence", [](Proof& p) { node(p, "!r(_, 1)").absent.pattern[1] = 2; }},
        {"a narrower absence", [](Proof& p) { node(p, "!r(_, 1)").absent.pattern[0] = 1; }},
        {"a contributor less",
         [](Proof& p) { node(p, "count : { r(1, _) } = 3").premises.pop_back(); }},
        {"a strength that is not there",
         [](Proof& p) { node(p, "r(1, 3)").strength.modality = Modality::Opinion; }},
        {"another height", [](Proof& p) { node(p, "r(1, 3)").height += 1; }},
        {"a dispute", [](Proof& p) { node(p, "r(1, 3)").disputed = true; }},
        {"a derived tuple as a claim",
         [](Proof& p) {
             node(p, "r(1, 2)").kind = StepKind::Claim;
             node(p, "r(1, 2)").premises.clear();
         }},
        {"a calculation as an absence",
         [](Proof& p) { node(p, "3 > 2").kind = StepKind::Absence; }},
        {"a tuple twice", [](Proof& p) { p.nodes.insert(p.nodes.begin(), node(p, "e(1, 2)")); }},
        {"nothing", [](Proof& p) { p.nodes.clear(); }},
    };
    for (const auto& [name, damage] : damages) {
        Proof bad = good;
        damage(bad);
        INFO(name);
        CHECK(check_proof(bad, program.checked(), program.values()));
    }
}
