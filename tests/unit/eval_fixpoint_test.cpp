// Recursion, negation and functors in heads, against results known by hand.
#include "tests/catch.hpp"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

void add_closure(ProgramBuilder& build, RelationId edge, RelationId reach) {
    build.rule("base", reach, {"x", "y"}).atom(edge, {"x", "y"});
    build.rule("step", reach, {"x", "z"}).atom(reach, {"x", "y"}).atom(edge, {"y", "z"});
}

}  // namespace

TEST_CASE("transitive closure of a cycle with a tail") {
    ProgramBuilder build;
    const RelationId edge = build.numbers("edge", 2);
    const RelationId reach = build.numbers("reach", 2);
    add_closure(build, edge, reach);
    for (const auto& [a, b] : {std::pair{1, 2}, {2, 3}, {3, 1}, {3, 4}}) {
        build.fact(edge, {num(a), num(b)});
    }
    Model model = build.model();
    const RelationId wanted[] = {reach};
    REQUIRE(model.require(wanted));
    Rows expected;
    for (int a = 1; a <= 3; ++a) {
        for (int b = 1; b <= 4; ++b) expected.insert({num(a), num(b)});
    }
    CHECK(rows_of(model, reach) == expected);
    CHECK(model.statistics().tuples == expected.size());
}

TEST_CASE("a recursive rule with two recursive atoms gives the same closure") {
    ProgramBuilder build;
    const RelationId edge = build.numbers("edge", 2);
    const RelationId reach = build.numbers("reach", 2);
    build.rule("base", reach, {"x", "y"}).atom(edge, {"x", "y"});
    build.rule("step", reach, {"x", "z"}).atom(reach, {"x", "y"}).atom(reach, {"y", "z"});
    for (int i = 0; i < 30; ++i) build.fact(edge, {num(i), num(i + 1)});
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(model.tuples(reach).size() == 30 * 31 / 2);
    CHECK(model.statistics().rounds <= 7);  // doubling, not one step a round
}

TEST_CASE("same generation") {
    ProgramBuilder build;
    const RelationId parent = build.numbers("parent", 2);
    const RelationId same = build.numbers("same", 2);
    build.rule("siblings", same, {"x", "y"}).atom(parent, {"p", "x"}).atom(parent, {"p", "y"});
    build.rule("cousins", same, {"x", "y"})
        .atom(parent, {"p", "x"})
        .atom(same, {"p", "q"})
        .atom(parent, {"q", "y"});
    // A full binary tree of depth 4: node i has children 2i and 2i + 1.
    for (int i = 1; i < 16; ++i) {
        build.fact(parent, {num(i), num(2 * i)});
        build.fact(parent, {num(i), num(2 * i + 1)});
    }
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(model.tuples(same).size() == 4 + 16 + 64 + 256);
}

TEST_CASE("mutual recursion") {
    ProgramBuilder build;
    const RelationId next = build.numbers("next", 2);
    const RelationId even = build.numbers("even", 1);
    const RelationId odd = build.numbers("odd", 1);
    build.fact(even, {num(0)});
    build.rule("odd", odd, {"y"}).atom(even, {"x"}).atom(next, {"x", "y"});
    build.rule("even", even, {"y"}).atom(odd, {"x"}).atom(next, {"x", "y"});
    for (int i = 0; i < 9; ++i) build.fact(next, {num(i), num(i + 1)});
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, even) == Rows{{num(0)}, {num(2)}, {num(4)}, {num(6)}, {num(8)}});
    CHECK(model.tuples(odd).size() == 5);
    CHECK(model.is_base(even, RowId{0}));
    CHECK_FALSE(model.is_base(even, RowId{1}));
}

TEST_CASE("negation of a lower stratum, with and without wildcards") {
    ProgramBuilder build;
    const RelationId node = build.numbers("node", 1);
    const RelationId edge = build.numbers("edge", 2);
    const RelationId sink = build.numbers("sink", 1);
    const RelationId missing = build.numbers("missing", 2);
    build.rule("sink", sink, {"x"}).atom(node, {"x"}).absent(edge, {"x", "_"});
    build.rule("missing", missing, {"x", "y"})
        .atom(node, {"x"})
        .atom(node, {"y"})
        .absent(edge, {"x", "y"});
    for (int i = 1; i <= 3; ++i) build.fact(node, {num(i)});
    build.fact(edge, {num(1), num(2)});
    build.fact(edge, {num(2), num(3)});
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, sink) == Rows{{num(3)}});
    CHECK(model.tuples(missing).size() == 7);
}

TEST_CASE("calls as arguments: checked, probed with, and in heads") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    const RelationId q = build.numbers("q", 1);
    const RelationId successor = build.numbers("successor", 2);
    const RelationId both = build.numbers("both", 1);
    for (int i = 0; i < 6; ++i) build.fact(p, {num(i), num(i % 2 == 0 ? i + 1 : i)});
    for (int i = 0; i < 3; ++i) build.fact(q, {num(i)});
    RuleBuilder first = build.rule("r1", successor, {"x", "y"});
    // p(x, x + 1): the call's variable is bound by the same atom.
    first.atom_of(p, {first.var("x"), first.call(Functor::Add, {first.var("x"), first.term("1")})})
        .compare(CompareOp::Equal, first.var("y"),
                 first.call(Functor::Multiply, {first.var("x"), first.term("10")}));
    // q(x), p(x + 2, _): a probe.
    RuleBuilder second = build.rule_of("r2", both);
    second.rule().head_args = {second.call(Functor::Add, {second.var("x"), second.term("100")})};
    second
        .atom_of(p,
                 {second.call(Functor::Add, {second.var("x"), second.term("2")}), second.term("_")})
        .atom(q, {"x"});
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, successor) ==
          Rows{{num(0), num(0)}, {num(2), num(20)}, {num(4), num(40)}});
    CHECK(rows_of(model, both) == Rows{{num(100)}, {num(101)}, {num(102)}});
}

TEST_CASE("repeated variables, constants and relations without columns") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 3);
    const RelationId loop = build.numbers("loop", 1);
    const RelationId flag = build.numbers("flag", 0);
    const RelationId out = build.numbers("out", 1);
    build.fact(p, {num(1), num(1), num(7)});
    build.fact(p, {num(1), num(2), num(7)});
    build.fact(p, {num(3), num(3), num(8)});
    build.rule("loop", loop, {"x"}).atom(p, {"x", "x", "7"});
    build.rule("flag", flag, {}).atom(loop, {"_"});
    build.rule("out", out, {"x"}).atom(flag, {}).atom(p, {"_", "_", "x"});
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, loop) == Rows{{num(1)}});
    CHECK(model.tuples(flag).size() == 1);
    CHECK(rows_of(model, out) == Rows{{num(7)}, {num(8)}});
}

TEST_CASE("only what is required is evaluated") {
    ProgramBuilder build;
    const RelationId a = build.numbers("a", 1);
    const RelationId b = build.numbers("b", 1);
    const RelationId c = build.numbers("c", 1);
    build.fact(a, {num(1)});
    build.rule("b", b, {"x"}).atom(a, {"x"});
    build.rule("c", c, {"x"}).atom(a, {"x"});
    Model model = build.model();
    const RelationId wanted[] = {b};
    REQUIRE(model.require(wanted));
    CHECK(model.complete(a));
    CHECK(model.complete(b));
    CHECK_FALSE(model.complete(c));
}

TEST_CASE("relations that are unavailable are refused, and skipped when all are wanted") {
    ProgramBuilder build;
    const RelationId table = build.numbers("table", 1);
    const RelationId above = build.numbers("above", 1);
    const RelationId other = build.numbers("other", 1);
    build.program.relations[table].unavailable = "a decision table concludes it";
    build.fact(other, {num(1)});
    build.rule("above", above, {"x"}).atom(table, {"x"});
    Model model = build.model();
    const RelationId wanted[] = {above};
    const Status refused = model.require(wanted);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Unsupported);
    CHECK(refused.error().message ==
          "relation `table` can't be evaluated: a decision table concludes it");
    REQUIRE(model.require_all());
    CHECK(model.complete(other));
    CHECK_FALSE(model.complete(above));
}

TEST_CASE("rows that earlier rows derive stand behind them, and every run gives the same order") {
    std::vector<Row> first_run;
    for (int run = 0; run < 2; ++run) {
        ProgramBuilder build;
        const RelationId edge = build.numbers("edge", 2);
        const RelationId reach = build.numbers("reach", 2);
        add_closure(build, edge, reach);
        for (int i = 0; i < 40; ++i) build.fact(edge, {num(i * 7 % 40), num(i * 11 % 40)});
        Model model = build.model();
        REQUIRE(model.require_all());
        std::vector<Row> rows;
        const Tuples& tuples = model.tuples(reach);
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            const auto row = tuples[id_at<RowId>(i)];
            rows.emplace_back(row.begin(), row.end());
            if (model.is_base(reach, id_at<RowId>(i))) continue;
            const auto found = derivations(model, reach, id_at<RowId>(i));
            REQUIRE(found);
            const bool grounded = std::ranges::any_of(found->items, [&](const Derivation& item) {
                return std::ranges::all_of(item.premises, [&](const Premise& premise) {
                    const auto& tuple = std::get<TuplePremise>(premise);
                    return tuple.relation != reach || tuple.row < id_at<RowId>(i);
                });
            });
            CHECK(grounded);
        }
        if (run == 0) first_run = rows;
        CHECK(rows == first_run);
    }
}
