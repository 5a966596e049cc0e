// Goals: what is asked for, and what can't be asked.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kAskedFor =
    ".decl edge(x: symbol, y: symbol)\n.decl price(o: origin, p: CNY) key(o)\n";

}  // namespace

TEST_CASE("named variables are asked for, in order of first appearance") {
    Checked checked = check_dictum(kAskedFor);
    CHECK(checked.goal("edge(x, _m), edge(_m, y)") == Lines{"edge(x, _m), edge(_m, y)", "x", "y"});
    CHECK(checked.goal("edge(\"a\", \"b\")") == Lines{"edge(\"a\", \"b\")"});
    CHECK(checked.goal("n = count : { edge(a, _) }") == Lines{"n = count : { edge(a, _) }", "n"});
    CHECK(checked.goal("?- edge(y, x), !(x = y).") == Lines{"edge(y, x), x != y", "y", "x"});
}

TEST_CASE("quantities in goals") {
    Checked checked = check_dictum(kAskedFor);
    CHECK(checked.goal("price(\"domestic\", p), n = floor(1000万元 / p)") ==
          Lines{"price(\"domestic\", p), n = floor(10000000CNY / p)", "p", "n"});
    CHECK(checked.goal("price(o, p), p > 100万") == Lines{"1:18 unit-mismatch"});
    CHECK(checked.last_goal.items()[0].mend == "write `1000000CNY`");
    CHECK(checked.goal("price(o, p), g = p * k, k = 0.5") ==
          Lines{"price(o, p), g = p * k, k = 0.5", "o", "p", "g", "k"});
}

TEST_CASE("the relations that a goal reads") {
    Checked checked = check_dictum(kAskedFor);
    Diagnostics diagnostics;
    const FileId file = checked.sources.add("goal",
                                            "price(o, _), edge(x, x), !edge(x, \"a\"), 1 < count : "
                                            "{ price(o, _) }");
    const auto parsed = parse_goal(checked.sources.whole(file), diagnostics);
    REQUIRE(parsed);
    const auto goal =
        check_goal(*parsed, *checked.program, checked.vocabulary, checked.values, diagnostics);
    REQUIRE(goal);
    CHECK(goal->reads == std::vector<RelationId>{RelationId{0}, RelationId{1}});
}

TEST_CASE("goals with mistakes") {
    Checked checked = check_dictum(kAskedFor);
    CHECK(checked.goal("egde(x, y)") == Lines{"1:1 unknown-relation"});
    CHECK(checked.goal("edge(x)") == Lines{"1:1 wrong-arity"});
    CHECK(checked.goal("edge(x, y), z > x") == Lines{"1:13 unbound-variable"});
    CHECK(checked.goal("edge(x, y) ; edge(y, x)") == Lines{"1:1 unsupported"});
    CHECK(checked.goal("edge(x, y), false") == Lines{"1:1 never-holds"});
    CHECK(checked.goal("edge(x, y), !(edge(y, x) ; x = y)") ==
          Lines{"edge(x, y), !edge(y, x), x != y", "x", "y"});
}
