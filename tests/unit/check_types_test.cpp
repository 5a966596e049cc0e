// Types: what columns make of variables, what literals become, and what may stand where.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kTypedColumns =
    ".type City <: symbol\n.type Capital <: City\n.type Person <: symbol\n"
    ".decl city(x: City)\n.decl capital(x: Capital)\n.decl person(x: Person)\n"
    ".decl text(x: symbol)\n.decl n(x: number)\n.decl u(x: unsigned)\n.decl f(x: float)\n";

Lines found_of_types(const std::string& rule) {
    Lines lines = check_text(kTypedColumns + rule).found();
    for (std::string& line : lines) line = line.substr(line.find(':') + 1);
    return lines;
}

}  // namespace

TEST_CASE("what may stand in which column") {
    const std::vector<Case> cases = {
        {"city(x) :- capital(x).", {}},
        {"capital(x) :- city(x).", {"9 type-mismatch"}},
        {"text(x) :- capital(x).", {}},
        {"city(x) :- text(x).", {"6 type-mismatch"}},
        {"text(x) :- n(x).", {"6 type-mismatch"}},
        {"text(x) :- city(x), person(x).", {"28 type-mismatch"}},
        {"capital(x) :- city(x), capital(x).", {}},
        {"capital(x) :- city(x), capital(y), x = y.", {}},
        {"text(x) :- city(x), person(y), x = y.", {"28 type-mismatch"}},
        {"text(x) :- city(x), !person(x).", {}},
        {"text(x) :- text(x), !n(x).", {"24 type-mismatch"}},
        {"city(cat(x, \"a\")) :- text(x).", {}},
        {"city(\"oslo\"). city(x) :- x = \"oslo\".", {}},
        {"text(x) :- city(x), person(y), x != y, x < y.", {}},
        {"f(x) :- n(x).", {"3 type-mismatch"}},
        {"u(x) :- n(x).", {"3 type-mismatch"}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(found_of_types(item.text) == item.found);
    }
}

TEST_CASE("literals take the type that their place asks for") {
    const std::vector<Case> cases = {
        {"n(1). u(1). f(1). f(1.5). n(-1). f(-1).", {}},
        {"n(1.5).", {"3 type-mismatch"}},
        {"u(-1).", {"3 type-mismatch"}},
        {"n(\"1\").", {"3 type-mismatch"}},
        {"text(1).", {"6 type-mismatch"}},
        {"n(1u).", {"3 type-mismatch"}},
        {"u(1u). u(0 - 1). f(1 / 2).", {}},
        {"n(9223372036854775807). n(-9223372036854775808). u(18446744073709551615).", {}},
        {"n(9223372036854775808).", {"3 number-too-large"}},
        {"n(-9223372036854775809).", {"3 number-too-large"}},
        {"f(x) :- x = 5.", {}},
        {"f(y) :- x = 5, y = x + 1.", {}},
        {"f(x * 2) :- f(x). f(x) :- f(y), x = 2 * y, x > 1.", {}},
        {"f(x * k) :- f(x), k = 2.", {}},
        {"n(x + 1.5) :- n(x).", {"7 type-mismatch"}},
        {"n(x) :- n(x), x < 2.5.", {"19 type-mismatch"}},
        {"n(x) :- n(x), 1 < 2, 1 < 2.5, \"a\" < \"b\".", {}},
        {"n(x) :- n(x), 1 < \"b\".", {"19 type-mismatch"}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(found_of_types(item.text) == item.found);
    }
}

TEST_CASE("functors and their arguments") {
    const std::vector<Case> cases = {
        {"n(strlen(x)) :- text(x).", {}},
        {"n(strlen(x)) :- n(x).", {"10 type-mismatch"}},
        {"text(strlen(x)) :- text(x).", {"6 type-mismatch"}},
        {"text(substr(x, 0, strlen(x) - 1)) :- text(x).", {}},
        {"text(x + \"a\") :- text(x).", {"10 type-mismatch"}},
        {"text(x + x) :- text(x).", {"6 type-mismatch"}},
        {"n(x + y) :- n(x), u(y).", {"7 type-mismatch"}},
        {"n(x + to_number(y)) :- n(x), u(y).", {}},
        {"f(to_float(\"1\") + itof(2) + utof(3)).", {}},
        {"n(ftoi(x)) :- n(x).", {"8 type-mismatch"}},
        {"text(max(x, \"a\", y)) :- text(x), city(y).", {}},
        {"n(max(x, y)) :- n(x), f(y).", {"10 type-mismatch"}},
        {"text(to_string(x)) :- f(x). text(to_string(5)).", {}},
        {"n(x % 2 ^ 3) :- n(x). f(2.5 ^ 2).", {}},
        {"text(x) :- text(x), match(\"a\", 5).", {"32 type-mismatch"}},
        {"text(x) :- n(x), contains(\"a\", x).", {"6 type-mismatch", "32 type-mismatch"}},
        {"n(ord(x)) :- text(x).", {}},
        {"n(ord(x)) :- city(x). n(-x) :- n(x). f(abs(-x)) :- f(x).", {}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(found_of_types(item.text) == item.found);
    }
}

TEST_CASE("aliases are the type that they name, also when it comes later") {
    CHECK(check_text(".type A = B\n.type B <: number\n.decl p(x: A)\n.decl q(x: B)\n"
                     "p(x) :- q(x). q(x) :- p(x). p(1).")
              .found()
              .empty());
}

TEST_CASE("bool and ratio have no order") {
    const std::string declared = ".decl b(x: bool)\n.decl r(x: ratio(a, c))\n.decl s(x: ratio)\n";
    CHECK(check_dictum(declared + "b(true). r(9:1). r(x) :- s(x). b(x) :- b(x), x != false.")
              .found()
              .empty());
    CHECK(check_dictum(declared + "b(x) :- b(x), b(y), x < y.").found() ==
          Lines{"4:21 type-mismatch"});
    CHECK(check_dictum(declared + "r(x) :- r(x), x > 2:1.").found() == Lines{"4:15 type-mismatch"});
    CHECK(check_dictum(declared + ".decl t(x: ratio(c, a))\nt(x) :- r(x).").found() ==
          Lines{"5:3 type-mismatch"});
}

TEST_CASE("possible comparisons of other types than quantities are certain ones") {
    CHECK(check_dictum(".decl n(x: number)\nn(x) :- n(x), x <? 5, x =? 3.").rules() ==
          Lines{"n(x) :- n(x), x < 5, x = 3."});
}
