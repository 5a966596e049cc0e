// Quantities: units of literals, the algebra of measures, conversions, rounding in display units.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kUnitColumns =
    ".decl m(x: CNY)\n.decl per(x: CNY/servers)\n.decl s(x: servers)\n.decl g(x: GB)\n"
    ".decl p(x: percent)\n.decl pp(x: pp)\n.decl t(x: times)\n.decl c(x: TFLOPS)\n"
    ".decl n(x: number)\n.decl f(x: float)\n.decl d(x: date)\n.decl days(x: day)\n";

Lines found_of_units(const std::string& rule) {
    Lines lines = check_dictum(kUnitColumns + rule).found();
    for (std::string& line : lines) line = line.substr(line.find(':') + 1);
    return lines;
}

std::string rule_of(const std::string& text) {
    return check_dictum(kUnitColumns + text).rules()[0];
}
std::string fact_of(const std::string& text) {
    return check_dictum(kUnitColumns + text).facts()[0];
}
std::string mend_of(const std::string& text) { return check_dictum(kUnitColumns + text).mend(); }

}  // namespace

TEST_CASE("literals in base units") {
    CHECK(fact_of("m(120..140万元).") == "m(1200000..1400000CNY)");
    CHECK(fact_of("m(9000元..1万元).") == "m(9000..10000CNY)");
    CHECK(fact_of("m(>=160万元).") == "m(>=1600000CNY)");
    CHECK(fact_of("p(66.7..75%).") == "p(66.7..75%)");
    CHECK(fact_of("c(0.4P).") == "c(400TFLOPS)");
    CHECK(fact_of("n(1000万).") == "n(10000000)");
    CHECK(fact_of("f(1.6million).") == "f(1600000.0)");
    CHECK(fact_of("t(1.5).") == "t(1.5times)");
}

TEST_CASE("a unit is missing, unknown or another") {
    const std::vector<Case> cases = {
        {"m(5).", {"3 unit-mismatch"}},
        {"m(3GB).", {"3 unit-mismatch"}},
        {"m(3元宝).", {"3 unknown-unit"}},
        {"p(0.75).", {"3 unit-mismatch"}},
        {"m(1GB..2元).", {"3 unit-mismatch"}},
        {"g(2TB..3GB).", {"3 empty-range"}},
        {"n(5元).", {"3 type-mismatch"}},
        {"n(3..5).", {"3 type-mismatch"}},
        {"n(1.5万). f(1.5).", {}},
        {"n(1.55555万).", {"3 type-mismatch"}},
        {"m(x) :- m(x), x > 5.", {"19 unit-mismatch"}},
        {"m(x) :- m(x), x > 5GB.", {"15 unit-mismatch"}},
        {"m(x) :- m(x), x = 5.", {"19 unit-mismatch"}},
        {"m(x) :- m(x), g(x).", {"17 unit-mismatch"}},
        {"m(n) :- n(n).", {"3 unit-mismatch"}},
        {"m(f) :- f(f).", {"3 type-mismatch"}},
        {"n(x) :- m(x).", {"3 type-mismatch"}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(found_of_units(item.text) == item.found);
    }
    CHECK(mend_of("m(5).") == "write `5CNY`");
    CHECK(mend_of("p(0.75).") == "write `75%`");
    CHECK(mend_of("p(75).") == "write `75%`");
    CHECK(mend_of("m(3元宝).") == "did you mean `元`?");
    CHECK(mend_of("m(n) :- n(n).") == "multiply it by `1CNY`");
}

TEST_CASE("the algebra of units") {
    const std::vector<Case> cases = {
        {"m(x + y) :- m(x), m(y).", {}},
        {"m(x + y) :- m(x), g(y).", {"3 unit-mismatch"}},
        {"m(x + 5) :- m(x).", {"7 unit-mismatch"}},
        {"m(x * 2) :- m(x). m(x / 2) :- m(x). m(2 * x) :- m(x).", {}},
        {"s(x / y) :- m(x), per(y).", {}},
        {"m(x * y) :- per(x), s(y).", {}},
        {"m(x * y) :- m(x), s(y).", {"3 unit-mismatch"}},
        {"t(x / y) :- m(x), m(y).", {}},
        {"p((x - y) / x) :- m(x), m(y).", {}},
        {"p(1 - x) :- p(x).", {}},
        {"pp(x - y) :- p(x), p(y).", {}},
        {"p(x - y) :- p(x), p(y).", {"3 unit-mismatch"}},
        {"p(x + 3pp) :- p(x).", {}},
        {"pp(x + 3pp) :- t(x).", {"4 unit-mismatch"}},
        {"m(x * y) :- m(x), p(y).", {}},
        {"m(x * y) :- m(x), n(y).", {}},
        {"m(x + y) :- m(x), n(y).", {"3 unit-mismatch"}},
        {"m(x * y) :- m(x), f(y).", {"7 type-mismatch"}},
        {"t(x * 1.5) :- n(x). t(x) :- n(x).", {}},
        {"m(max(x, y, 3元)) :- m(x), m(y).", {}},
        {"m(max(x, 3GB)) :- m(x).", {"10 unit-mismatch"}},
        {"m(x % 2) :- m(x).", {"3 type-mismatch"}},
        {"m(lo(x)) :- m(x). m(hi(x) - mid(x) + width(x) + abs(x)) :- m(x).", {}},
        {"pp(width(x)) :- p(x).", {}},
        {"t(share(9:1)). p(share(9:1)).", {}},
        {"t(share(5)).", {"9 type-mismatch"}},
        {"m(x) :- n(x).", {"3 unit-mismatch"}},
        {"n(to_number(x / 1元)) :- m(x).", {}},
        {"n(to_number(x)) :- p(x).", {"13 type-mismatch"}},
        {"m(x) :- m(x), n(y), x / 1元 > y.", {}},
        {"m(x) :- m(x), n(y), x > y.", {"21 unit-mismatch"}},
        {"m(x) :- m(x), k = 0.5, y = x * k, m(y), z = 1000万, t(z).", {}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(found_of_units(item.text) == item.found);
    }
}

TEST_CASE("dates and days") {
    const std::vector<Case> cases = {
        {"d(x + 30day) :- d(x). d(30天 + x) :- d(x). d(x - 2周) :- d(x).", {}},
        {"days(x - y) :- d(x), d(y).", {}},
        {"d(x + 30) :- d(x).", {"7 unit-mismatch"}},
        {"d(x + y) :- d(x), n(y).", {"7 type-mismatch"}},
        {"d(x + 3元) :- d(x).", {"7 type-mismatch"}},
        {"d(x + y) :- d(x), d(y).", {"7 type-mismatch"}},
        {"d(2day - x) :- d(x).", {"3 type-mismatch"}},
        {"d(x * 2) :- d(x).", {"3 type-mismatch"}},
        {"d(\"2024-02-27\").", {"3 type-mismatch"}},
        {"d(x) :- d(x), x > 2024-02-27.", {}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(found_of_units(item.text) == item.found);
    }
    CHECK(mend_of("d(\"2024-02-27\").") == "write it without quotes: `2024-02-27`");
}

TEST_CASE("rounding acts in the unit that is shown") {
    CHECK(rule_of("s(floor(x / y)) :- m(x), per(y).") == "s(floor(x / y)) :- m(x), per(y).");
    CHECK(rule_of("c(floor(x)) :- c(x).") == "c(floor(x / 1TFLOPS) * 1TFLOPS) :- c(x).");
    CHECK(rule_of("p(round(x)) :- p(x).") == "p(round(x / 1%) * 1%) :- p(x).");
}

TEST_CASE("numbers become quantities where these are beside them") {
    const Checked checked = check_dictum(kUnitColumns + "m(n * 1元) :- n(n).");
    REQUIRE(checked.program);
    const Rule& rule = checked.program->rules[RuleId{0}];
    bool promoted = false;
    for (const Expr& expr : rule.exprs) {
        const auto* const call = std::get_if<FunctorExpr>(&expr.node);
        if (call == nullptr || call->functor != Functor::ToQuantity) continue;
        promoted = true;
        CHECK(call->operands == BaseType::Number);
    }
    CHECK(promoted);
    CHECK(checked.rules() == Lines{"m(n * 1CNY) :- n(n)."});
}

TEST_CASE("sums keep the first unit, products have coherent ones") {
    const auto unit_of = [](const std::string& text) {
        Checked checked = check_dictum(kUnitColumns + text);
        REQUIRE(checked.program);
        const Rule& rule = checked.program->rules[RuleId{0}];
        for (const Variable& variable : rule.variables) {
            if (variable.name == "y") return checked.vocabulary.units[variable.type.unit].name;
        }
        return std::string("no y");
    };
    CHECK(unit_of("n(1) :- c(x), y = x + 1P.") == "TFLOPS");
    CHECK(unit_of("n(1) :- c(x), y = 1P + x.") == "PFLOPS");
    CHECK(unit_of("n(1) :- c(x), y = x * 2.") == "TFLOPS");
    CHECK(unit_of("n(1) :- m(x), s(z), y = x / z.") == "CNY/server");
    CHECK(unit_of("n(1) :- p(x), p(z), y = x - z.") == "pp");
    CHECK(unit_of("n(1) :- t(x), p(z), y = x - z.") == "percent");
    CHECK(unit_of("n(1) :- d(x), d(z), y = x - z.") == "day");
}

TEST_CASE("a quantity is no part of a key") {
    CHECK(check_dictum(".decl q(a: symbol, b: CNY) key(a, b)").found() ==
          Lines{"1:35 quantity-key"});
}
