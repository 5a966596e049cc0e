// Overrides are checked, and what they conclude is refused by name.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

struct Ruled {
    std::string id;
    std::string text;
    std::vector<std::string> overrides;
};

Checked check_rules(const std::vector<Ruled>& rules) {
    Checked checked;
    checked.syntax.dialect = Dialect::Dictum;
    const FileId file = checked.sources.add(
        "test.dl",
        ".decl a(x: symbol, y: number) key(x)\n.decl b(x: symbol, y: number) key(x)\n"
        ".decl free(x: symbol, y: number)\n.decl later(x: symbol) conflict(latest)\n");
    checked.syntax =
        parse_program(checked.sources.whole(file), Dialect::Dictum, checked.diagnostics);
    for (const Ruled& rule : rules) {
        const FileId text = checked.sources.add("rule", rule.text);
        const std::size_t clause =
            parse_clauses(checked.sources.whole(text), checked.syntax, checked.diagnostics);
        checked.syntax.clauses.at(clause).id = rule.id;
        checked.syntax.clauses.at(clause).overrides = rule.overrides;
    }
    checked.program =
        check(checked.syntax, checked.vocabulary, checked.values, checked.diagnostics);
    return checked;
}

}  // namespace

TEST_CASE("an exception makes its relation unavailable") {
    Checked checked = check_rules({{"usual", "a(x, 1) :- b(x, _).", {}},
                                   {"except", "a(x, 2) :- b(x, 3).", {"usual"}},
                                   {"reads", "free(x, y) :- a(x, y).", {}}});
    REQUIRE(checked.program);
    CHECK(*checked.program->relations[RelationId{0}].unavailable ==
          "rule `except` overrides `usual`, and overrides are not evaluated in this version");
    CHECK(checked.goal("b(x, y)") == Lines{"b(x, y)", "x", "y"});
    CHECK(checked.goal("a(x, y)") == Lines{"1:1 unavailable"});
    CHECK(checked.goal("b(x, y), !free(x, y)") == Lines{"1:11 unavailable"});
    CHECK(checked.last_goal.items()[0].message ==
          "`free` depends on `a`, and `a` can't be answered: rule `except` overrides `usual`, "
          "and overrides are not evaluated in this version");
    CHECK(checked.goal("n = count : { a(_, _) }") == Lines{"1:15 unavailable"});
}

TEST_CASE("a conflict policy makes its relation unavailable") {
    Checked checked = check_rules({});
    REQUIRE(checked.program);
    CHECK(checked.goal("later(x)") == Lines{"1:1 unavailable"});
    CHECK(checked.last_goal.items()[0].message ==
          "`later` can't be answered: its conflict policy `latest` is not evaluated in this "
          "version");
}

TEST_CASE("overrides that mean nothing") {
    CHECK(check_rules({{"r", "a(x, 1) :- b(x, _).", {"s"}}, {"s", "a(x, 2) :- b(x, _).", {"r"}}})
              .found() == Lines{"1:1 override-cycle"});
    CHECK(check_rules({{"r", "a(x, 1) :- b(x, _).", {"r"}}}).found() ==
          Lines{"1:1 override-cycle"});
    CHECK(check_rules(
              {{"r", "a(x, 1) :- b(x, _).", {}}, {"s", "a(x, 2) :- b(x, _), a(x, 1).", {"r"}}})
              .found() == Lines{"1:1 override-recursion"});
    CHECK(check_rules({{"r", "a(x, 1) :- b(x, _).", {}}, {"s", "b(x, 2) :- b(x, 1).", {"r"}}})
              .found() == Lines{"1:1 override-relation"});
    CHECK(check_rules({{"r", "free(x, 1) :- b(x, _).", {}}, {"s", "free(x, 2) :- b(x, 1).", {"r"}}})
              .found() == Lines{"1:1 override-without-key"});
}
