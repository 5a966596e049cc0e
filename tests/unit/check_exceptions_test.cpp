// Overrides and policies are checked, and separated into parts of their relation.
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
        ".decl free(x: symbol, y: number)\n.decl later(x: symbol, y: number) key(x) "
        "conflict(latest)\n");
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

TEST_CASE("the rules of an exception conclude parts of their relation") {
    Checked checked = check_rules({{"usual", "a(x, 1) :- b(x, _).", {}},
                                   {"except", "a(x, 2) :- b(x, 3).", {"usual"}},
                                   {"reads", "free(x, y) :- a(x, y).", {}}});
    REQUIRE(checked.program);
    const CheckedProgram& program = *checked.program;
    CHECK(checked.goal("a(x, y)") == Lines{"a(x, y)", "x", "y"});
    REQUIRE(program.exceptions.size() == 1);
    CHECK(program.exceptions[0].by == "except");
    CHECK(program.exceptions[0].overridden == "usual");
    for (const char* part : {"a@usual", "a@usual.standing", "a@usual.withdrawn.except", "a@except"})
        CHECK(program.shown_name(program.find(part).value()) == "a");
    CHECK(program.rules[RuleId{0}].head == program.find("a@usual"));
    // A part can't be named, and is never suggested.
    CHECK(checked.goal("aa(x, y)") == Lines{"1:1 unknown-relation"});
    CHECK(checked.last_goal.items()[0].mend.find('@') == std::string::npos);
}

TEST_CASE("a relation with a conflict policy is chosen from its raw rows") {
    Checked checked = check_rules({{"r", "later(x, y) :- b(x, y).", {}}});
    REQUIRE(checked.program);
    const CheckedProgram& program = *checked.program;
    const RelationId later = program.find("later").value();
    const RelationId raw = program.find("later@all").value();
    CHECK(program.rules[RuleId{0}].head == raw);
    CHECK(program.holder_of(later) == raw);
    CHECK(program.facts_of(raw) == later);
    CHECK_FALSE(program.facts_of(later));
    CHECK(program.relations[raw].stratum < program.relations[later].stratum);
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
