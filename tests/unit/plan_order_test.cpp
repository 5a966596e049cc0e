// Join orders: what is chosen, what is printed, and that long rules are planned in linear time.
#include "engine/plan/plan.h"
#include "tests/catch.hpp"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

std::string dump(ProgramBuilder& build) {
    build.stratify();
    return dump_plan(build.program, build.values, UnitTable::builtin());
}

// The line of a plan without its head.
std::string body_of(ProgramBuilder& build, const Rule& rule, RelationSizes sizes = {}) {
    build.stratify();
    const Plan plan = plan_body({build.program, build.values, std::move(sizes)}, rule);
    std::string text;
    for (const Operator& operation : plan.operators) {
        const auto* match = std::get_if<MatchOperator>(&operation.node);
        text += match ? build.program.relations[match->relation].name : "test";
        text += " ";
    }
    return text;
}

}  // namespace

TEST_CASE("a recursive rule starts from the delta and probes the rest") {
    ProgramBuilder build;
    const RelationId edge = build.numbers("edge", 2);
    const RelationId reach = build.numbers("reach", 2);
    build.rule("base", reach, {"x", "y"}).atom(edge, {"x", "y"});
    build.rule("step", reach, {"x", "z"}).atom(edge, {"y", "z"}).atom(reach, {"x", "y"});
    CHECK(dump(build) ==
          "stratum 0\n"
          "stratum 1 (recursive)\n"
          "  reach(x, y) :- scan edge(x, y)\n"
          "  reach(x, z) :- delta reach(x, y), probe edge(y, z) on 0\n");
}

TEST_CASE("a rule with two recursive atoms has a plan for each") {
    ProgramBuilder build;
    const RelationId edge = build.numbers("edge", 2);
    const RelationId reach = build.numbers("reach", 2);
    build.rule("base", reach, {"x", "y"}).atom(edge, {"x", "y"});
    build.rule("double", reach, {"x", "z"}).atom(reach, {"x", "y"}).atom(reach, {"y", "z"});
    CHECK(dump(build) ==
          "stratum 0\n"
          "stratum 1 (recursive)\n"
          "  reach(x, y) :- scan edge(x, y)\n"
          "  reach(x, z) :- delta reach(x, y), probe reach(y, z) on 0\n"
          "  reach(x, z) :- delta reach(y, z), old probe reach(x, y) on 1\n");
}

TEST_CASE("every operator is printed") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 3);
    const RelationId q = build.numbers("q", 1);
    const RelationId out = build.numbers("out", 2);
    RuleBuilder rule = build.rule_of("r", out);
    const ExprId sum =
        rule.call(Functor::Add,
                  {rule.var("x"), rule.call(Functor::Multiply, {rule.var("y"), rule.term("2")})});
    rule.rule().head_args = {rule.var("x"), sum};
    rule.atom(p, {"x", "y", "_"})
        .atom(q, {"x"})
        .absent(p, {"y", "_", "x"})
        .atom(p, {"x", "_", "unused"})
        .compare(CompareOp::Less, rule.var("x"), rule.term("3"))
        .compare(CompareOp::Equal, rule.var("z"), rule.call(Functor::Negate, {rule.var("y")}))
        .atom(q, {"z"})
        .atom(p, {"w", "w", "7"})
        .predicate(Predicate::Contains, rule.term("'a'"), rule.term("'b'"), true)
        .aggregate(AggregateKind::Sum, "n", "v", {"x"}, [&](RuleBuilder body) {
            body.atom(p, {"x", "_", "v"})
                .compare(CompareOp::NotEqual, body.var("v"), body.term("0"));
        });
    CHECK(dump(build) ==
          "stratum 0\n"
          "stratum 1\n"
          "stratum 2\n"
          "  out(x, x + (y * 2)) :- check !contains(\"a\", \"b\"), exists p(w, w, 7) on 2, "
          "scan p(x, y, _), check x < 3, look up q(x), absent p(y, _, x) on 0 2, bind z = -y, "
          "look up q(z), bind n = sum v : { probe p(x, _, v) on 0, check v != 0 }, "
          "exists p(x, _, unused) on 0\n");
}

TEST_CASE("tests follow at once what they need; unconnected atoms go last") {
    ProgramBuilder build;
    const RelationId big = build.numbers("big", 1);
    const RelationId pairs = build.numbers("pairs", 2);
    const RelationId out = build.numbers("out", 1);
    RuleBuilder rule = build.rule("r", out, {"x"});
    rule.atom(big, {"w"})
        .atom(pairs, {"x", "y"})
        .atom(pairs, {"y", "z"})
        .compare(CompareOp::Less, rule.var("x"), rule.var("y"))
        .compare(CompareOp::Less, rule.var("w"), rule.var("x"));
    const auto sizes = [&](RelationId relation) -> std::optional<std::size_t> {
        return relation == big ? 1000 : 5;
    };
    CHECK(body_of(build, rule.rule(), sizes) == "pairs test pairs big test ");
}

// In about a second; what grows with the square would take the better part of an hour.
TEST_CASE("a rule of a hundred thousand literals is planned and run") {
    constexpr int kLiterals = 100'000;
    ProgramBuilder build;
    const RelationId edge = build.numbers("edge", 2);
    const RelationId out = build.numbers("out", 2);
    for (int i = 0; i < 10; ++i) build.fact(edge, {num(i), num((i + 1) % 10)});
    Rule rule;
    rule.id = "long";
    rule.head = out;
    // Variables by number, since looking names up would be what takes the time.
    const bool backwards = GENERATE(false, true);
    for (int i = 0; i <= kLiterals; ++i) {
        rule.variables.push_back({"v", Type::of(BaseType::Number), false});
        rule.exprs.push(
            {{}, Type::of(BaseType::Number), VariableExpr{static_cast<std::uint32_t>(i)}});
    }
    for (int i = 0; i < kLiterals; ++i) {
        const auto at = static_cast<std::size_t>(backwards ? kLiterals - 1 - i : i);
        rule.body.push_back(rule.literals.push(
            {{}, AtomLiteral{edge, {id_at<ExprId>(at), id_at<ExprId>(at + 1)}, false}}));
    }
    rule.head_args = {id_at<ExprId>(0), id_at<ExprId>(kLiterals)};
    build.program.rules.push(std::move(rule));
    build.stratify();
    Model model(build.program, build.values, build.supports, nullptr, {});
    REQUIRE(model.require_all());
    CHECK(model.tuples(out).size() == 10);
}

TEST_CASE("many recursive atoms in one rule do not multiply its plans") {
    ProgramBuilder build;
    const RelationId edge = build.numbers("edge", 2);
    const RelationId reach = build.numbers("reach", 2);
    build.rule("base", reach, {"x", "y"}).atom(edge, {"x", "y"});
    RuleBuilder rule = build.rule("step", reach, {"x0", "x200"});
    for (int i = 0; i < 200; ++i) {
        rule.atom(reach, {"x" + std::to_string(i), "x" + std::to_string(i + 1)});
    }
    for (int i = 0; i < 5; ++i) build.fact(edge, {num(i), num((i + 1) % 5)});
    build.stratify();
    const auto plans = from_checked({build.program, build.values, {}}, StratumId{1});
    CHECK(plans.size() == 2);
}

TEST_CASE("an expression as long as a text can make it is compiled and run") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 1);
    const RelationId out = build.numbers("out", 1);
    build.fact(p, {num(1)});
    RuleBuilder rule = build.rule_of("sum", out);
    ExprId sum = rule.var("x");
    for (int i = 0; i < 100'000; ++i) sum = rule.call(Functor::Add, {sum, rule.constant(num(1))});
    rule.rule().head_args = {sum};
    rule.atom(p, {"x"});
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, out) == Rows{{num(100'001)}});
    CHECK(dump(build).size() > 300'000);
}
