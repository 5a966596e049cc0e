// Safety: what binds a variable, and where it is said that nothing does.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kTwoRelations = ".decl p(x: number)\n.decl q(x: number, y: number)\n";

Lines found_of_bindings(const std::string& rule) {
    Lines lines = check_text(kTwoRelations + rule).found();
    for (std::string& line : lines) line = line.substr(line.find(':') + 1);
    return lines;
}

}  // namespace

TEST_CASE("what is bound and what is not") {
    const std::vector<Case> cases = {
        {"q(x, y) :- p(x).", {"6 unbound-variable"}},
        {"q(x, y) :- p(x), y = x + 1.", {}},
        {"q(x, y) :- p(x), x + 1 = y.", {}},
        {"q(x, y) :- p(x), y + 1 = x.", {"18 unbound-variable"}},
        {"p(z) :- z = y, y = x, p(x).", {}},
        {"p(x) :- p(y), x > y.", {"15 unbound-variable"}},
        {"p(x) :- p(x), !q(x, y).", {"21 unbound-variable"}},
        {"p(x) :- p(x), !q(x, _).", {}},
        {"p(x) :- q(x, y + 1).", {"14 unbound-variable"}},
        {"p(x) :- q(x, y + 1), p(y).", {}},
        {"p(x) :- q(x, x + 1).", {}},
        {"p(x) :- x = x.", {"9 unbound-variable"}},
        {"p(x) :- x = y, y = x.", {"9 unbound-variable", "13 unbound-variable"}},
        {"p(x) :- p(y), x != y.", {"15 unbound-variable"}},
        {"p(x) :- p(y), !(x != y).", {}},
        {"p(x).", {"3 unbound-variable"}},
        {"p(x) :- p(x), match(y, \"a\").", {"21 unbound-variable"}},
        {"p(x) :- true.", {"3 unbound-variable"}},
        {"p(x) :- p(x) ; q(y, y).", {"3 unbound-variable"}},
        {"p(x) :- false.", {}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(found_of_bindings(item.text) == item.found);
    }
}

TEST_CASE("what only waits for an unbound variable is not blamed") {
    CHECK(found_of_bindings("p(y) :- z = x + 1, y = z + 1, p(_).") == Lines{"13 unbound-variable"});
    CHECK(found_of_bindings("p(n) :- n = count : { q(x, _) }, x > 1.") ==
          Lines{"34 unbound-variable"});
}

TEST_CASE("aggregates bind their result and nothing else") {
    const std::vector<Case> cases = {
        {"p(n) :- n = count : { p(_) }.", {}},
        {"q(x, n) :- p(x), n = count : { q(x, _) }.", {}},
        {"q(x, n) :- n = count : { q(x, _) }.", {"3 unbound-variable"}},
        {"p(n) :- n = sum x : { p(y) }.", {"17 unbound-variable"}},
        {"p(n) :- n = sum x : { p(x), x > z }.", {"33 unbound-variable"}},
        {"p(n) :- n = sum y : { p(x), y = x + 1 }.", {}},
        {"q(x, n) :- p(x), n = sum y * x : { q(_, y) }.", {}},
        {"p(x) :- x = max x : { p(x) }.", {}},
        {"q(x, y) :- p(x), y = min x : { q(x, _) }.", {}},
        {"p(n) :- p(x), n = 1 + count : { q(_, x), !q(x, y) }.", {"48 unbound-variable"}},
        {"p(m) :- n = count : { p(_) }, m = sum x : { q(x, n) }.", {}},
        {"p(n) :- n = count : { p(x), 1 < count : { q(x, _) } }.", {"33 unsupported"}},
        {"p(n) :- n = count : { p(x) ; q(x, _) }.", {"23 unsupported"}},
        {"p(n) :- n = count : { p(x), !(q(x, x) ; q(x, 1)) }.", {}},
        {"p(n) :- n = count : { false }.", {}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        const Lines found = found_of_bindings(item.text);
        // Some of these would also be unstratified: p and q are concluded from themselves.
        Lines other;
        for (const std::string& line : found) {
            if (line.find("unstratified") == std::string::npos) other.push_back(line);
        }
        CHECK(other == item.found);
    }
}

TEST_CASE("an aggregate's own variables and those of the rule") {
    const Checked checked = check_text(
        ".decl a(x: number, y: number)\n.decl b(x: number)\n"
        "b(x) :- a(x, _), 1 < max x : { a(x, _) }, 2 < sum y : { a(x, y) }.\n");
    REQUIRE(checked.program);
    const Rule& rule = checked.program->rules[RuleId{0}];
    std::vector<std::size_t> outer;
    for (const Literal& literal : rule.literals) {
        const auto* const node = std::get_if<AggregateLiteral>(&literal.node);
        if (node != nullptr) outer.push_back(node->outer.size());
    }
    CHECK(outer == std::vector<std::size_t>{0, 1});
}

TEST_CASE("variables that are mentioned once") {
    const auto found = [](const std::string& text) {
        return check_dictum(".decl p(x: number)\n.decl q(x: number, y: number)\n" + text).found();
    };
    CHECK(found("p(x) :- q(x, y).") == Lines{"3:14 single-use-variable"});
    CHECK(found("p(x) :- q(x, _y).").empty());
    CHECK(found("p(x) :- q(x, y) ; q(x, y).").empty());
    CHECK(found("p(x) :- p(x), 1 < count : { q(x, z) }.") == Lines{"3:34 single-use-variable"});
    CHECK(found("p(x) :- p(x), !q(x, y).") == Lines{"3:21 unbound-variable"});
    CHECK(check_text(".decl p(x: number)\n.decl q(x: number, y: number)\np(x) :- q(x, y).")
              .found()
              .empty());
}
