// count, sum, min, max and mean: over rows, over nothing, with outer variables, nested.
#include <limits>

#include "tests/catch.hpp"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

struct Sales {
    ProgramBuilder build;
    RelationId shop = build.numbers("shop", 1);
    RelationId sale = build.numbers("sale", 3);  // shop, item, amount

    Sales() {
        for (int i = 1; i <= 3; ++i) build.fact(shop, {num(i)});
        build.fact(sale, {num(1), num(10), num(5)});
        build.fact(sale, {num(1), num(11), num(5)});
        build.fact(sale, {num(2), num(10), num(-4)});
    }

    // result(s, n) :- shop(s), n = kind a : { sale(s, _, a) }.
    RelationId per_shop(AggregateKind kind, BaseType result = BaseType::Number) {
        const RelationId out = build.relation("out", {BaseType::Number, result});
        RuleBuilder rule = build.rule_of("r", out);
        rule.rule().head_args = {rule.var("s"), rule.var("n", result)};
        rule.atom(shop, {"s"})
            .aggregate(
                kind, "n", kind == AggregateKind::Count ? "" : "a", {"s"},
                [&](RuleBuilder body) { body.atom(sale, {"s", "_", "a"}); }, BaseType::Number,
                result);
        return out;
    }
};

}  // namespace

TEST_CASE("aggregates count rows, also rows whose values are equal") {
    Sales sales;
    const auto [kind, expected] = GENERATE(
        std::pair(AggregateKind::Count, Rows{{num(1), num(2)}, {num(2), num(1)}, {num(3), num(0)}}),
        std::pair(AggregateKind::Sum, Rows{{num(1), num(10)}, {num(2), num(-4)}, {num(3), num(0)}}),
        std::pair(AggregateKind::Min, Rows{{num(1), num(5)}, {num(2), num(-4)}}),
        std::pair(AggregateKind::Max, Rows{{num(1), num(5)}, {num(2), num(-4)}}));
    const RelationId out = sales.per_shop(kind);
    Model model = sales.build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, out) == expected);
}

TEST_CASE("the mean of numbers is a float, and of nothing there is none") {
    Sales sales;
    const RelationId out = sales.per_shop(AggregateKind::Mean, BaseType::Float);
    Model model = sales.build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, out) == Rows{{num(1), word_of(5.0)}, {num(2), word_of(-4.0)}});
}

TEST_CASE("only the result of a sum can overflow") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    const RelationId out = build.numbers("out", 1);
    build.fact(p, {num(1), num(kMost)});
    build.fact(p, {num(2), num(1)});
    const bool fits = GENERATE(true, false);
    if (fits) build.fact(p, {num(3), num(-1)});
    RuleBuilder rule = build.rule("total", out, {"n"});
    rule.aggregate(AggregateKind::Sum, "n", "a", {},
                   [&](RuleBuilder body) { body.atom(p, {"_", "a"}); });
    Model model = build.model();
    const Status status = model.require_all();
    if (fits) {
        REQUIRE(status);
        CHECK(rows_of(model, out) == Rows{{num(kMost)}});
    } else {
        REQUIRE_FALSE(status);
        CHECK(status.error().code == ErrorCode::InvalidInput);
        CHECK(status.error().message ==
              "rule `total`: sum of 2 values: the result does not fit into a 64-bit number");
    }
}

TEST_CASE("bodies of aggregates join, test and nest") {
    Sales sales;
    const RelationId out = sales.build.numbers("out", 1);
    // The greatest total of a shop: max t : { shop(s), t = sum a : { sale(s, _, a) } }.
    RuleBuilder rule = sales.build.rule("best", out, {"n"});
    rule.aggregate(AggregateKind::Max, "n", "t", {}, [&](RuleBuilder body) {
        body.atom(sales.shop, {"s"})
            .aggregate(AggregateKind::Sum, "t", "a", {"s"},
                       [&](RuleBuilder inner) { inner.atom(sales.sale, {"s", "_", "a"}); });
    });
    Model model = sales.build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, out) == Rows{{num(10)}});
    const auto found = derivations(model, out, RowId{0});
    REQUIRE(found);
    REQUIRE(found->items.size() == 1);
    const auto& premise = std::get<AggregatePremise>(found->items[0].premises[0]);
    CHECK(premise.matches == 3);
    REQUIRE(premise.contributors.size() == 1);
    // The shop, and the two sales of the inner sum.
    CHECK(premise.contributors[0].size() == 3);
}

TEST_CASE("a result that is known already is compared") {
    Sales sales;
    const RelationId wanted = sales.build.numbers("wanted", 2);
    const RelationId out = sales.build.numbers("out", 1);
    sales.build.fact(wanted, {num(1), num(2)});
    sales.build.fact(wanted, {num(2), num(2)});
    RuleBuilder rule = sales.build.rule("r", out, {"s"});
    rule.atom(wanted, {"s", "n"})
        .aggregate(AggregateKind::Count, "n", "", {"s"},
                   [&](RuleBuilder body) { body.atom(sales.sale, {"s", "_", "_"}); });
    Model model = sales.build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, out) == Rows{{num(1)}});
}

TEST_CASE("the carriers of a minimum are its contributors; a sum has all") {
    Sales sales;
    sales.build.fact(sales.sale, {num(1), num(12), num(9)});
    const RelationId out = sales.per_shop(GENERATE(AggregateKind::Min, AggregateKind::Sum));
    Model model = sales.build.model();
    REQUIRE(model.require_all());
    const auto found = derivations(model, out, RowId{0});
    REQUIRE(found);
    REQUIRE(found->items.size() == 1);
    const auto& premise = std::get<AggregatePremise>(found->items[0].premises[1]);
    CHECK(premise.matches == 3);
    const bool least = as_number(premise.result) == 5;
    CHECK(premise.contributors.size() == (least ? 2U : 3U));
    CHECK(premise.contributors[0][0].row == RowId{0});
    CHECK_FALSE(premise.disputed);
}
