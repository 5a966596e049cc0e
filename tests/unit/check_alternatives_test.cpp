// Disjunction and negation: bodies become conjunctions, and mean the same.
#include "engine/check/alternatives.h"
#include "engine/value/limits.h"
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kDeclared =
    ".decl a(x: number)\n.decl b(x: number)\n.decl c(x: number)\n.decl m(x: CNY)\n";

Lines rules_of(const std::string& text) { return check_dictum(kDeclared + text).rules(); }

std::string disjunctions(std::size_t count) {
    std::string body = "a(x)";
    for (std::size_t i = 0; i < count; ++i) body += ", (b(x) ; c(x))";
    return "a(x) :- " + body + ".";
}

}  // namespace

TEST_CASE("alternatives in the order in which they are written") {
    CHECK(rules_of("a(x) :- b(x) ; c(x).") == Lines{"a(x) :- b(x).", "a(x) :- c(x)."});
    CHECK(rules_of("a(x) :- (b(x) ; c(x)), (a(x) ; b(x), c(x)).") ==
          Lines{"a(x) :- b(x), a(x).", "a(x) :- b(x), b(x), c(x).", "a(x) :- c(x), a(x).",
                "a(x) :- c(x), b(x), c(x)."});
    CHECK(rules_of("a(x), b(x) :- c(x).") == Lines{"a(x) :- c(x).", "b(x) :- c(x)."});
    CHECK(rules_of("a(x) :- b(x), true, (false ; c(x)).") == Lines{"a(x) :- b(x), c(x)."});
    CHECK(rules_of("a(x) :- b(x), false.").empty());
    CHECK(rules_of("a(1) :- true.") == Lines{"a(1)."});
}

TEST_CASE("negation is pushed inwards") {
    CHECK(rules_of("a(x) :- a(x), !(b(x) ; c(x)).").size() == 1);
    CHECK(
        check_dictum(".decl p(x: number)\n" + kDeclared + "p(x) :- a(x), !(b(x), c(x)).").rules() ==
        Lines{"p(x) :- a(x), !b(x).", "p(x) :- a(x), !c(x)."});
    CHECK(rules_of("a(x) :- b(x), !!c(x).") == Lines{"a(x) :- b(x), c(x)."});
    CHECK(rules_of("a(x) :- b(x), !(x = 1 ; !c(x)).") == Lines{"a(x) :- b(x), x != 1, c(x)."});
    CHECK(rules_of("a(x) :- b(x), !true.").empty());
}

TEST_CASE("the negation of a certain comparison of quantities is a possible one") {
    const auto body = [](const std::string& test) {
        const std::string rule = rules_of("a(1) :- m(x), m(y), " + test + ".").at(0);
        return rule.substr(std::string("a(1) :- m(x), m(y), ").size());
    };
    CHECK(body("!(x < y)") == "x >=? y.");
    CHECK(body("!(x <= y)") == "x >? y.");
    CHECK(body("!(x > y)") == "x <=? y.");
    CHECK(body("!(x >= y)") == "x <? y.");
    CHECK(body("!(x <? y)") == "x >= y.");
    CHECK(body("!(x >? y)") == "x <= y.");
    CHECK(body("!(x <=? y)") == "x > y.");
    CHECK(body("!(x >=? y)") == "x < y.");
    CHECK(body("!(x = y)") == "x != y.");
    CHECK(body("!(x != y)") == "x = y.");
    CHECK(rules_of("a(1) :- m(x), m(y), !(x =? y).") ==
          Lines{"a(1) :- m(x), m(y), x < y.", "a(1) :- m(x), m(y), x > y."});
}

TEST_CASE("of other types the negations are the usual ones") {
    CHECK(rules_of("a(x) :- b(x), c(y), !(x < y).") == Lines{"a(x) :- b(x), c(y), x >= y."});
    CHECK(rules_of("a(x) :- b(x), c(y), !(x =? y).") == Lines{"a(x) :- b(x), c(y), x != y."});
}

TEST_CASE("alternatives have a limit") {
    CHECK(rules_of(disjunctions(12)).size() == kAlternativesMax);
    CHECK(check_dictum(kDeclared + disjunctions(13)).found() == Lines{"5:1 too-many-alternatives"});
    CHECK(check_dictum(kDeclared + disjunctions(200)).found() ==
          Lines{"5:1 too-many-alternatives"});
    std::string many = kDeclared;
    for (int i = 0; i < 20; ++i) many += disjunctions(12) + "\n";
    CHECK(check_dictum(many).diagnostics.items().at(0).id == "too-many-alternatives");
}

TEST_CASE("counting is linear in deep and wide bodies") {
    IdMap<FormulaId, Formula> formulas;
    FormulaId body = formulas.push({{}, TruthFormula{true}});
    for (int i = 0; i < 100'000; ++i) {
        const FormulaId atom = formulas.push({{}, AtomFormula{}});
        const FormulaId both = formulas.push({{}, AndFormula{{body, atom}}});
        body = formulas.push({{}, NotFormula{both}});
    }
    Alternatives alternatives(formulas);
    CHECK(alternatives.count(body) <= kAlternativesMax + 1);
}
