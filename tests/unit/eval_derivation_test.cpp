// Derivations of tuples and of answers: all of them, with the right premises.
#include "engine/eval/state.h"
#include "tests/catch.hpp"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

RowId row_of(const Model& model, RelationId relation, const Row& row) {
    const auto found = model.tuples(relation).find(row);
    REQUIRE(found);
    return *found;
}

RowId tuple_premise(const Derivation& derivation, std::size_t index) {
    return std::get<TuplePremise>(derivation.premises[index]).row;
}

}  // namespace

TEST_CASE("every derivation of a tuple, by rule and then by premises") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    const RelationId q = build.numbers("q", 2);
    const RelationId out = build.numbers("out", 2);
    build.rule("join", out, {"x", "z"}).atom(p, {"x", "y"}).atom(q, {"y", "z"});
    build.rule("copy", out, {"x", "y"}).atom(p, {"x", "y"});
    for (int i = 0; i < 3; ++i) build.fact(p, {num(1), num(i)});
    for (int i = 2; i >= 0; --i) build.fact(q, {num(i), num(1)});
    Model model = build.model();
    REQUIRE(model.require_all());
    const auto found = derivations(model, out, row_of(model, out, {num(1), num(1)}));
    REQUIRE(found);
    REQUIRE(found->items.size() == 4);
    CHECK_FALSE(found->truncated);
    for (std::uint32_t i = 0; i < 3; ++i) {
        CHECK(found->items[i].rule == RuleId{0});
        CHECK(tuple_premise(found->items[i], 0) == RowId{i});
        CHECK(tuple_premise(found->items[i], 1) == RowId{2 - i});
        CHECK(found->items[i].bindings == Row{num(1), num(1), num(i)});
    }
    CHECK(found->items[3].rule == RuleId{1});
}

TEST_CASE("constants, repeated variables and calls in the head are unified or checked") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    const RelationId out = build.numbers("out", 3);
    RuleBuilder rule = build.rule_of("r", out);
    const ExprId product = rule.call(Functor::Multiply, {rule.var("y"), rule.term("2")});
    rule.rule().head_args = {rule.var("x"), rule.var("x"), product};
    rule.atom(p, {"x", "y"});
    build.rule("constant", out, {"1", "x", "4"}).atom(p, {"_", "x"});
    build.fact(p, {num(1), num(2)});
    build.fact(p, {num(1), num(1)});
    build.fact(p, {num(2), num(2)});
    Model model = build.model();
    REQUIRE(model.require_all());
    const auto both = derivations(model, out, row_of(model, out, {num(1), num(1), num(4)}));
    REQUIRE(both);
    REQUIRE(both->items.size() == 2);
    CHECK(tuple_premise(both->items[0], 0) == RowId{0});
    CHECK(both->items[1].rule == RuleId{1});
    CHECK(tuple_premise(both->items[1], 0) == RowId{1});
    const auto wildcard = derivations(model, out, row_of(model, out, {num(1), num(2), num(4)}));
    REQUIRE(wildcard);
    CHECK(wildcard->items.size() == 2);  // the wildcard matches two rows of p
}

TEST_CASE("absence, calculation and base support") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    const RelationId blocked = build.numbers("blocked", 2);
    const RelationId out = build.numbers("out", 1);
    RuleBuilder rule = build.rule("r", out, {"y"});
    rule.atom(p, {"x", "z"})
        .absent(blocked, {"x", "_"})
        .compare(CompareOp::Less, rule.var("z"), rule.term("10"))
        .compare(CompareOp::Equal, rule.var("y"),
                 rule.call(Functor::Add, {rule.var("z"), rule.term("1")}));
    build.supports.push({"claim-1", "call", {}});
    build.supports.push({"claim-2", "call", {}});
    build.fact(p, {num(1), num(5)}, SupportId{1});
    build.fact(p, {num(2), num(5)});
    build.fact(p, {num(1), num(5)}, SupportId{0});
    build.fact(p, {num(1), num(5)}, SupportId{1});
    build.fact(blocked, {num(2), num(0)});
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(model.tuples(p).size() == 2);
    const auto supports = model.supports(p, RowId{0});
    CHECK(std::vector<SupportId>(supports.begin(), supports.end()) ==
          std::vector<SupportId>{SupportId{0}, SupportId{1}});
    CHECK(model.supports(p, RowId{1}).empty());
    CHECK(model.is_base(p, RowId{1}));
    const auto found = derivations(model, out, row_of(model, out, {num(6)}));
    REQUIRE(found);
    REQUIRE(found->items.size() == 1);
    const auto& premises = found->items[0].premises;
    REQUIRE(premises.size() == 4);
    CHECK(tuple_premise(found->items[0], 0) == RowId{0});
    const auto& absence = std::get<AbsencePremise>(premises[1]);
    CHECK(absence.relation == blocked);
    CHECK(absence.pattern == std::vector<std::optional<Word>>{num(1), std::nullopt});
    CHECK(std::get<CalculationPremise>(premises[3]).literal == LiteralId{3});
}

TEST_CASE("a counter's derivation is found without trying every number") {
    ProgramBuilder build;
    const RelationId n = build.numbers("n", 1);
    build.fact(n, {num(0)});
    RuleBuilder rule = build.rule_of("count", n);
    rule.rule().head_args = {rule.call(Functor::Add, {rule.var("x"), rule.term("1")})};
    rule.atom(n, {"x"}).compare(CompareOp::Less, rule.var("x"), rule.term("20000"));
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(model.tuples(n).size() == 20'001);
    const std::uint64_t before = model.state().meter.steps();
    for (std::uint32_t i = 1; i <= 1000; ++i) {
        const auto found = derivations(model, n, RowId{i});
        REQUIRE(found);
        REQUIRE(found->items.size() == 1);
        REQUIRE(tuple_premise(found->items[0], 0) == RowId{i - 1});
    }
    CHECK(model.state().meter.steps() - before < 10'000);
    CHECK(derivations(model, n, RowId{0})->items.empty());
}

TEST_CASE("matches of a goal that give an answer") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    for (int i = 0; i < 4; ++i) build.fact(p, {num(i % 2), num(i)});
    Model model = build.model();
    CheckedGoal goal = build.goal({"x"});
    build.body(goal).atom(p, {"x", "_hidden"});
    ProgramBuilder::finish(goal);
    const auto rows = solve(goal, model);
    REQUIRE(rows);
    CHECK(*rows == std::vector<Row>{{num(0)}, {num(1)}});
    const auto found = derivations(model, goal, (*rows)[1]);
    REQUIRE(found);
    REQUIRE(found->items.size() == 2);
    CHECK_FALSE(found->items[0].rule);
    CHECK(tuple_premise(found->items[0], 0) == RowId{1});
    CHECK(tuple_premise(found->items[1], 0) == RowId{3});
}

TEST_CASE("derivations stop at the limit and say so") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    const RelationId out = build.numbers("out", 1);
    build.rule("r", out, {"x"}).atom(p, {"x", "_"});
    for (int i = 0; i < 20; ++i) build.fact(p, {num(1), num(i)});
    Limits limits;
    limits.proof_nodes_max = 10;
    Model model = build.model(limits);
    REQUIRE(model.require_all());
    const auto found = derivations(model, out, RowId{0});
    REQUIRE(found);
    CHECK(found->items.size() == 10);
    CHECK(found->truncated);
}
