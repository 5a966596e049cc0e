// Quantities in rules: joins by value, dependent intervals, comparisons, disputed keys.
#include "tests/catch.hpp"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

constexpr BaseType kQuantity = BaseType::Quantity;

struct Prices {
    ProgramBuilder build;
    RelationId price = build.relation("price", {BaseType::Symbol, kQuantity}, {0});

    void add(const std::string& item, const std::string& price_text) {
        build.fact(price, {build.symbol(item), build.quantity(price_text)});
    }
    // out(x) :- price('item', p), ..., with one quantity column.
    RelationId out() { return build.relation("out", {kQuantity}); }
};

ExprId quantity_var(RuleBuilder& rule, const std::string& name) {
    return rule.var(name, kQuantity);
}

ExprId quantity_call(RuleBuilder& rule, Functor functor, std::vector<ExprId> args) {
    return rule.call(functor, std::move(args), kQuantity, kQuantity);
}

std::vector<std::string> texts(const Model& model, RelationId relation) {
    std::vector<std::string> result;
    for (const Row& row : rows_of(model, relation)) {
        result.push_back(model.values().interval(row.back()).to_string());
    }
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace

TEST_CASE("quantities join as values, not by overlap") {
    Prices prices;
    prices.add("a", "120..140");
    prices.add("b", "120..140");
    prices.add("c", "120..141");
    const RelationId same = prices.build.relation("same", {BaseType::Symbol, BaseType::Symbol});
    RuleBuilder rule = prices.build.rule_of("same", same);
    rule.rule().head_args = {rule.var("x", BaseType::Symbol), rule.var("y", BaseType::Symbol)};
    rule.atom(prices.price, {"x", "p"}).atom(prices.price, {"y", "p"});
    Model model = prices.build.model();
    REQUIRE(model.require_all());
    CHECK(model.tuples(same).size() == 5);
}

TEST_CASE("a variable that stands twice is one unknown number") {
    Prices prices;
    prices.add("home", "120..140");
    prices.add("import", "160..180");
    const RelationId out = prices.out();
    RuleBuilder rule = prices.build.rule_of("gap", out);
    rule.rule().head_args = {quantity_var(rule, "g")};
    rule.atom_of(prices.price, {rule.term("'home'"), quantity_var(rule, "p")})
        .atom_of(prices.price, {rule.term("'import'"), quantity_var(rule, "q")});
    const ExprId difference =
        quantity_call(rule, Functor::Subtract, {quantity_var(rule, "q"), quantity_var(rule, "p")});
    rule.compare(CompareOp::Equal, quantity_var(rule, "g"),
                 quantity_call(rule, Functor::Divide, {difference, quantity_var(rule, "q")}),
                 kQuantity);
    Model model = prices.build.model();
    REQUIRE(model.require_all());
    CHECK(texts(model, out) == std::vector<std::string>{"0.125..0.333333333333333334"});
    CHECK(model.warnings().empty());
}

TEST_CASE("a range that could not be made exact is reported once a rule") {
    Prices prices;
    prices.add("a", "-1..2.3");
    prices.add("b", "-3..2");
    const RelationId out = prices.out();
    RuleBuilder rule = prices.build.rule_of("square", out);
    // p * p - p turns at 0.5.
    const ExprId square =
        quantity_call(rule, Functor::Multiply, {quantity_var(rule, "p"), quantity_var(rule, "p")});
    rule.rule().head_args = {
        quantity_call(rule, Functor::Subtract, {square, quantity_var(rule, "p")})};
    rule.atom_of(prices.price, {rule.term("_"), quantity_var(rule, "p")});
    Model model = prices.build.model();
    REQUIRE(model.require_all());
    CHECK(model.tuples(out).size() == 2);
    REQUIRE(model.warnings().size() == 1);
    CHECK(model.warnings()[0].id == "dependent-interval");
    CHECK(model.warnings()[0].message.find("rule `square`") == 0);
    CHECK(model.warnings()[0].message.find("`p`") != std::string::npos);
}

TEST_CASE("comparisons are certain or possible, and know a variable that stands on both sides") {
    Prices prices;
    prices.add("a", "1..3");
    prices.add("b", "2..4");
    prices.add("c", "4..5");
    const RelationId out = prices.build.relation("out", {BaseType::Symbol, BaseType::Symbol});
    RuleBuilder rule = prices.build.rule_of("less", out);
    rule.rule().head_args = {rule.var("x", BaseType::Symbol), rule.var("y", BaseType::Symbol)};
    rule.atom_of(prices.price, {rule.var("x", BaseType::Symbol), quantity_var(rule, "p")})
        .atom_of(prices.price, {rule.var("y", BaseType::Symbol), quantity_var(rule, "q")});
    const auto rows_with = [&](CompareOp op, ExprId lhs, ExprId rhs) {
        rule.compare(op, lhs, rhs, kQuantity);
        Model model = prices.build.model();
        REQUIRE(model.require_all());
        return model.tuples(out).size();
    };
    const ExprId p = quantity_var(rule, "p");
    const ExprId q = quantity_var(rule, "q");
    SECTION("certainly less") { CHECK(rows_with(CompareOp::Less, p, q) == 1); }
    SECTION("certainly at most") { CHECK(rows_with(CompareOp::LessEqual, p, q) == 2); }
    SECTION("possibly less") { CHECK(rows_with(CompareOp::MaybeLess, p, q) == 7); }
    SECTION("possibly equal") { CHECK(rows_with(CompareOp::MaybeEqual, p, q) == 7); }
    SECTION("p < p + q always holds for positive q") {
        const ExprId sum = quantity_call(rule, Functor::Add, {p, q});
        CHECK(rows_with(CompareOp::Less, p, sum) == 9);
    }
    SECTION("p < p never does, possibly or not") {
        CHECK(rows_with(CompareOp::MaybeLess, p, p) == 0);
    }
}

TEST_CASE("numbers and ratios enter quantities as points and shares") {
    Prices prices;
    prices.add("a", "10..20");
    const RelationId count = prices.build.relation("count", {BaseType::Number});
    prices.build.fact(count, {num(3)});
    const RelationId out = prices.out();
    RuleBuilder rule = prices.build.rule_of("times", out);
    const ExprId n = rule.call(Functor::Add, {rule.var("n"), rule.constant(num(1))});
    const ExprId times = rule.call(Functor::ToQuantity, {n}, BaseType::Number, kQuantity);
    const Word half = prices.build.values.ratio(*Ratio::parse("2:2"));
    const ExprId share = rule.call(Functor::Share, {rule.constant(half, BaseType::Ratio)},
                                   BaseType::Ratio, kQuantity);
    const ExprId product = quantity_call(rule, Functor::Multiply, {quantity_var(rule, "p"), times});
    rule.rule().head_args = {quantity_call(rule, Functor::Multiply, {product, share})};
    rule.atom_of(prices.price, {rule.term("_"), quantity_var(rule, "p")}).atom(count, {"n"});
    Model model = prices.build.model();
    REQUIRE(model.require_all());
    CHECK(texts(model, out) == std::vector<std::string>{"20..40"});
}

TEST_CASE("a quantity divided by one that may be zero ends the run and says which") {
    Prices prices;
    prices.add("a", "-1..1");
    const RelationId out = prices.out();
    RuleBuilder rule = prices.build.rule_of("inverse", out);
    const ExprId one = rule.constant(prices.build.quantity("1"), kQuantity);
    rule.rule().head_args = {quantity_call(rule, Functor::Divide, {one, quantity_var(rule, "p")})};
    rule.atom_of(prices.price, {rule.term("_"), quantity_var(rule, "p")});
    Model model = prices.build.model();
    const Status status = model.require_all();
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::InvalidInput);
    CHECK(status.error().message.find("rule `inverse`: ") == 0);
    CHECK(status.error().message.find("`p` = -1..1") != std::string::npos);
}

TEST_CASE("rows of one key that do not overlap are a dispute; compatible ones are not part of it") {
    Prices prices;
    prices.add("a", "1..3");    // 0: overlaps all others of a
    prices.add("b", "7");       // 1: alone
    prices.add("a", "1..1.5");  // 2
    prices.add("a", "2..3");    // 3
    prices.add("c", "5");       // 4
    prices.add("c", "5..6");    // 5: touches
    const RelationId bools =
        prices.build.relation("denied", {BaseType::Number, BaseType::Bool}, {0});
    prices.build.fact(bools, {num(1), word_of(true)});
    prices.build.fact(bools, {num(2), word_of(true)});
    prices.build.fact(bools, {num(1), word_of(false)});
    Model model = prices.build.model();
    REQUIRE(model.require_all());
    const Disputes& found = model.disputes(prices.price);
    REQUIRE(found.groups.size() == 1);
    CHECK(found.groups[0] == std::vector<RowId>{RowId{2}, RowId{3}});
    CHECK(found.group_of(RowId{2}) == 0U);
    CHECK_FALSE(found.group_of(RowId{0}));
    CHECK_FALSE(found.group_of(RowId{5}));
    const Disputes& answers = model.disputes(bools);
    REQUIRE(answers.groups.size() == 1);
    CHECK(answers.groups[0] == std::vector<RowId>{RowId{0}, RowId{2}});
    CHECK_FALSE(model.disputes(bools).group_of(RowId{1}));
}

TEST_CASE("a disputed key enters an aggregate once, as the hull of its sides") {
    Prices prices;
    prices.add("cards", "100");
    prices.add("case", "1..2");
    prices.add("case", "3..4");
    const auto [kind, expected] = GENERATE(
        std::pair(AggregateKind::Sum, "101..104"), std::pair(AggregateKind::Mean, "50.5..52"),
        std::pair(AggregateKind::Min, "1..4"), std::pair(AggregateKind::Max, "100"));
    const RelationId out = prices.out();
    RuleBuilder rule = prices.build.rule_of("total", out);
    rule.rule().head_args = {quantity_var(rule, "t")};
    rule.aggregate(
        kind, "t", "c", {},
        [&](RuleBuilder body) {
            body.atom_of(prices.price, {body.term("_"), quantity_var(body, "c")});
        },
        kQuantity, kQuantity);
    Model model = prices.build.model();
    REQUIRE(model.require_all());
    CHECK(texts(model, out) == std::vector<std::string>{expected});
    const auto found = derivations(model, out, RowId{0});
    REQUIRE(found);
    const auto& premise = std::get<AggregatePremise>(found->items[0].premises[0]);
    CHECK(premise.disputed);
    CHECK(premise.matches == 2);
    // A merged match shows both sides.
    if (kind == AggregateKind::Min) {
        REQUIRE(premise.contributors.size() == 1);
        CHECK(premise.contributors[0].size() == 2);
    }
}

TEST_CASE("a count counts a disputed key once") {
    Prices prices;
    prices.add("cards", "100");
    prices.add("case", "1..2");
    prices.add("case", "3..4");
    const RelationId out = prices.build.numbers("out", 1);
    RuleBuilder rule = prices.build.rule("n", out, {"n"});
    rule.aggregate(AggregateKind::Count, "n", "", {},
                   [&](RuleBuilder body) { body.atom(prices.price, {"_", "_"}); });
    Model model = prices.build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, out) == Rows{{num(2)}});
}
