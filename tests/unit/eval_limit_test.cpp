// Limits and interruption: a clear error, an empty stratum, a model that is still of use.
#include "engine/eval/meter.h"
#include "tests/catch.hpp"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

// n(0). n(x + 1) :- n(x).   And beside it small(x) :- one(x).
struct Counter {
    ProgramBuilder build;
    RelationId n = build.numbers("n", 1);
    RelationId one = build.numbers("one", 1);
    RelationId small = build.numbers("small", 1);

    Counter() {
        build.fact(n, {num(0)});
        build.fact(one, {num(1)});
        RuleBuilder rule = build.rule_of("count-up", n);
        rule.rule().head_args = {rule.call(Functor::Add, {rule.var("x"), rule.term("1")})};
        rule.atom(n, {"x"});
        build.rule("small", small, {"x"}).atom(one, {"x"});
    }

    // Runs it into a limit, and sees that the rest still works.
    Error run(Limits limits) {
        Model model = build.model(std::move(limits));
        const RelationId endless[] = {n};
        const Status status = model.require(endless);
        REQUIRE_FALSE(status);
        CHECK_FALSE(model.complete(n));
        CHECK(model.tuples(n).size() == 0);
        const RelationId finite[] = {small};
        CHECK(model.require(finite));
        CHECK(model.tuples(small).size() == 1);
        const Status again = model.require(endless);
        REQUIRE_FALSE(again);
        CHECK(again.error().code == status.error().code);
        return status.error();
    }
};

}  // namespace

TEST_CASE("an endless counter stops at the limit of tuples") {
    Limits limits;
    limits.tuples_max = 1000;
    const Error error = Counter().run(limits);
    CHECK(error.code == ErrorCode::Limit);
    CHECK(error.message ==
          "limit tuples_max = 1000 reached; rule `count-up` derived most (1000 tuples)");
}

TEST_CASE("an endless counter stops at the limit of rounds") {
    Limits limits;
    limits.rounds_max = 50;
    const Error error = Counter().run(limits);
    CHECK(error.code == ErrorCode::Limit);
    CHECK(error.message ==
          "limit rounds_max = 50 reached; rule `count-up` derived most (50 tuples)");
}

TEST_CASE("an endless counter stops at the limit of bytes") {
    Limits limits;
    limits.bytes_max = 1 << 20;
    const Error error = Counter().run(limits);
    CHECK(error.code == ErrorCode::Limit);
    CHECK(error.message.find("limit bytes_max = 1048576 reached; rule `count-up`") == 0);
}

TEST_CASE("text that doubles stops at the limit of bytes") {
    ProgramBuilder build;
    const RelationId s = build.relation("s", {BaseType::Symbol});
    build.fact(s, {build.symbol("abcdefgh")});
    RuleBuilder rule = build.rule_of("double", s);
    const ExprId x = rule.var("x", BaseType::Symbol);
    rule.rule().head_args = {rule.call(Functor::Cat, {x, x}, BaseType::Symbol, BaseType::Symbol)};
    rule.atom_of(s, {x});
    Limits limits;
    limits.bytes_max = 1 << 20;
    Model model = build.model(limits);
    const Status status = model.require_all();
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::Limit);
    CHECK(status.error().message.find("rule `double`: cat would make a text of ") == 0);
}

TEST_CASE("an interruption is answered soon, also inside one long join or aggregate") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 1);
    const RelationId out = build.numbers("out", 1);
    for (int i = 0; i < 400; ++i) build.fact(p, {num(i)});
    RuleBuilder rule = build.rule("long", out, {"n"});
    const auto cross = [&](RuleBuilder& body) {
        body.atom(p, {"a"}).atom(p, {"b"}).atom(p, {"c"}).compare(
            CompareOp::Equal, body.var("c"),
            body.call(Functor::Add, {body.call(Functor::Add, {body.var("a"), body.var("b")}),
                                     body.constant(num(1'000'000))}));
    };
    SECTION("a join") {
        rule.atom(p, {"n"});
        rule.atom(p, {"a"}).atom(p, {"b"}).atom(p, {"c"});
        rule.compare(CompareOp::Equal,
                     rule.call(Functor::Modulo, {rule.var("c"), rule.constant(num(5))}),
                     rule.constant(num(7)));
    }
    SECTION("an aggregate") {
        rule.aggregate(AggregateKind::Count, "n", "", {}, [&](RuleBuilder body) {
            body.atom(p, {"d"});
            cross(body);
        });
    }
    int polls = 0;
    Limits limits;
    limits.poll = [&]() -> std::optional<Error> {
        if (++polls < 10) return std::nullopt;
        return Error{ErrorCode::Interrupted, "interrupted"};
    };
    Model model = build.model(limits);
    const Status status = model.require_all();
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::Interrupted);
    CHECK(status.error().message == "rule `long`: interrupted");
    CHECK(model.statistics().steps <= 10 * Meter::kStepsBetween + 1000);
    CHECK(polls == 10);
    CHECK_FALSE(model.complete(out));
    CHECK(model.complete(p));
}

TEST_CASE("an answer of too many rows is refused, and sorting can be interrupted") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 1);
    for (int i = 0; i < 20'000; ++i) build.fact(p, {num(-i)});
    int polls_left = 1'000'000;
    Limits limits;
    limits.rows_max = GENERATE(as<std::uint64_t>{}, 19'999, 20'000);
    limits.poll = [&]() -> std::optional<Error> {
        if (--polls_left > 0) return std::nullopt;
        return Error{ErrorCode::Interrupted, "interrupted"};
    };
    Model model = build.model(limits);
    CheckedGoal goal = build.goal({"x"});
    build.body(goal).atom(p, {"x"});
    ProgramBuilder::finish(goal);
    const auto rows = solve(goal, model);
    if (limits.rows_max < 20'000) {
        REQUIRE_FALSE(rows);
        CHECK(rows.error().code == ErrorCode::Limit);
        CHECK(rows.error().message == "limit rows_max = 19999 reached");
        return;
    }
    REQUIRE(rows);
    CHECK(rows->front()[0] == num(-19'999));
    CHECK(std::ranges::is_sorted(
        *rows, [](const Row& a, const Row& b) { return as_number(a[0]) < as_number(b[0]); }));
    polls_left = 25;  // the join takes about ten
    const auto stopped = solve(goal, model);
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::Interrupted);
    polls_left = 1'000'000;
    CHECK(solve(goal, model));
}

TEST_CASE("a source of facts that fails leaves the relation empty, and may be asked again") {
    struct Source : FactSource {
        bool fails = true;
        Status read(const RelationSchema& relation, Values&, FactSink& sink) override {
            const Word row[] = {num(1), num(2)};
            DICTUM_CHECK(sink.fact(std::span(row).first(relation.columns.size()), std::nullopt));
            if (fails) return Error{ErrorCode::Io, "the disk is gone"};
            return {};
        }
    };
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    build.program.relations[p].has_data = true;
    build.fact(p, {num(1), num(2)}, SupportId{0});
    Source source;
    Model model = build.model({}, &source);
    const Status status = model.require_all();
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "the disk is gone");
    CHECK(model.tuples(p).size() == 0);
    source.fails = false;
    REQUIRE(model.require_all());
    CHECK(model.tuples(p).size() == 1);
    CHECK(model.supports(p, RowId{0}).size() == 1);
}
