// Names: relations, columns, types, functors, arity; each mistake once, with what is near.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

TEST_CASE("unknown and duplicate names") {
    const std::vector<Case> cases = {
        {".decl p(x: number)\np(x) :- q(x).", {"2:9 unknown-relation"}},
        {".decl p(x: nunber)", {"1:12 unknown-type"}},
        {".decl p(x: number)\n.decl p(x: number)", {"2:7 duplicate-relation"}},
        {".decl p(x: number, x: symbol)", {"1:20 duplicate-column"}},
        {".type A <: number\n.type A <: symbol", {"2:7 duplicate-type"}},
        {".type number <: symbol", {"1:7 duplicate-type"}},
        {".type A <: B\n.type B <: A", {"1:7 cyclic-type"}},
        {".type A <: A", {"1:7 cyclic-type"}},
        {".type A <: C\n.type B <: A\n.decl p(x: B)", {"1:12 unknown-type"}},
        {".decl match(x: number)", {"1:7 reserved-name"}},
        {".decl p(x: number)\ncontains(x, x) :- p(x).", {"2:1 reserved-name"}},
        {".decl p(x: number)\np(strlne(\"a\")).", {"2:3 unknown-functor"}},
        {".decl p(x: number)\np(q(1)).", {"2:3 unknown-functor"}},
        {".decl p(x: number)\np(1, 2).\np(x) :- p(x, x), p().",
         {"2:1 wrong-arity", "3:9 wrong-arity", "3:18 wrong-arity"}},
        {".decl p(x: symbol)\np(substr(\"a\", 1)).\np(cat(\"a\")).",
         {"2:3 wrong-arity", "3:3 wrong-arity"}},
        {".decl p(x: symbol)\np(x) :- p(x), match(x).", {"2:15 wrong-arity"}},
        {".decl p(x: number)\n.input q\n.output p", {"2:8 unknown-relation"}},
        {".decl p(x: number)\np(_).\np(x) :- p(x), x > _.",
         {"2:3 wildcard-in-head", "3:19 misplaced-wildcard"}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(check_text(item.text).found() == item.found);
    }
}

TEST_CASE("names that are near are offered") {
    CHECK(check_text(".decl edge(x: number)\nedge(x) :- egde(x).").mend() ==
          "did you mean `edge`?");
    CHECK(check_text(".decl p(x: symbl)").mend() == "did you mean `symbol`?");
    CHECK(check_text(".decl p(x: number)\np(strlne(\"a\")).").mend() == "did you mean `strlen`?");
    CHECK(check_text(".decl p(a: number, b: symbol)\np(1).").mend() == "write `p(a, b)`");
    CHECK(check_dictum(".decl p(a: number, b: symbol) key(aa)").found() ==
          Lines{"1:35 unknown-column"});
}

TEST_CASE("an unknown relation or type blames nothing else") {
    const std::string text =
        ".decl p(x: nunber)\n.decl q(x: symbol)\n"
        "q(x) :- egde(x, y), y < z, q(z), p(x).\nq(x) :- p(x).\np(\"a\").\n"
        "p(x) :- q(x), x = 1.\n";
    CHECK(check_text(text).found() ==
          Lines{"1:12 unknown-type", "3:9 unknown-relation", "6:19 type-mismatch"});
}

TEST_CASE("a mistake in a clause with several heads or alternatives is one mistake") {
    CHECK(check_text(".decl p(x: number)\n.decl q(x: number)\n"
                     "p(x), q(x) :- p(x), (q(x); p(x)), !r(x), x < \"a\".")
              .found() == Lines{"3:36 unknown-relation", "3:46 type-mismatch"});
}

TEST_CASE("types of the Dictum dialect need it") {
    const Checked checked = check_text(".decl p(x: date, y: CNY, z: vendor)");
    CHECK(checked.found() == Lines{"1:12 unknown-type", "1:21 unknown-type", "1:29 unknown-type"});
    CHECK(checked.mend(0).find(".pragma") != std::string::npos);
    CHECK(check_text(".pragma \"dialect\" \"dictum\"\n.decl p(x: date, y: CNY, z: vendor)")
              .found()
              .empty());
}

TEST_CASE("a relation without rules, facts or data is fine") {
    const Checked checked = check_text(".decl p(x: number)\n.decl q(x: number)\nq(x) :- p(x).");
    REQUIRE(checked.program);
    CHECK(checked.found().empty());
    CHECK(checked.program->relations[RelationId{1}].derived);
    CHECK_FALSE(checked.program->relations[RelationId{0}].derived);
}
