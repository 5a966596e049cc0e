// Strata: order, recursion, and cycles through negation and aggregates.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kFourRelations =
    ".decl a(x: number)\n.decl b(x: number)\n.decl c(x: number)\n.decl d(x: number)\n";

std::string strata_of(const std::string& text) {
    const Checked checked = check_text(kFourRelations + text);
    return checked.program ? dump_strata(*checked.program)
                           : render(checked.diagnostics, checked.sources);
}

}  // namespace

TEST_CASE("what is read comes first") {
    CHECK(strata_of("a(x) :- b(x), !c(x). c(x) :- d(x). b(x) :- c(x).") ==
          "stratum 0: d\nstratum 1: c <- c#1\nstratum 2: b <- b#1\nstratum 3: a <- a#1\n");
    CHECK(strata_of("a(x) :- b(x). b(x) :- a(x). a(x) :- a(x), c(x).") ==
          "stratum 0: c\nstratum 1 (recursive): a, b <- a#1, b#1, a#2\nstratum 2: d\n");
    CHECK(strata_of("a(x) :- a(x).") ==
          "stratum 0 (recursive): a <- a#1\nstratum 1: b\nstratum 2: c\nstratum 3: d\n");
}

TEST_CASE("every stratum reads only earlier ones and itself") {
    const Checked checked = check_text(
        kFourRelations + "a(x) :- b(x), !d(x). b(x) :- a(x) ; c(x). d(n) :- n = count : { c(_) }.");
    REQUIRE(checked.program);
    for (const Rule& rule : checked.program->rules) {
        const StratumId own = checked.program->relations[rule.head].stratum;
        for (const Literal& literal : rule.literals) {
            const auto* const atom = std::get_if<AtomLiteral>(&literal.node);
            if (atom == nullptr) continue;
            const StratumId read = checked.program->relations[atom->relation].stratum;
            CHECK(read <= own);
            if (atom->negated) CHECK(read < own);
        }
    }
}

TEST_CASE("a cycle through negation or an aggregate is shown") {
    const Checked checked = check_text(kFourRelations +
                                       "a(x) :- d(x), !b(x).\nb(x) :- c(x).\n"
                                       "c(x) :- a(x).\nd(x) :- d(x).\n");
    CHECK(checked.found() == Lines{"5:16 unstratified"});
    const Diagnostic& cycle = checked.diagnostics.items().at(0);
    CHECK(cycle.note == "the cycle is a <- !b <- c <- a");
    CHECK(cycle.related.size() == 2);
    CHECK(check_text(kFourRelations + "a(x) :- b(x), !a(x).").diagnostics.items().at(0).note ==
          "the cycle is a <- !a");
    CHECK(check_text(kFourRelations + "a(n) :- n = count : { b(_) }. b(x) :- a(x).")
              .diagnostics.items()
              .at(0)
              .note == "the cycle is a <- aggregate of b <- a");
}

TEST_CASE("each stratum is blamed once") {
    CHECK(check_text(kFourRelations + "a(x) :- b(x), !a(x).\na(x) :- b(x), !b(x), !a(x).\n"
                                      "b(x) :- c(x), !b(x).\n")
              .found() == Lines{"5:16 unstratified", "7:16 unstratified"});
}

TEST_CASE("long cycles are cut in the text") {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += ".decl r" + std::to_string(i) + "(x: number)\n";
    for (int i = 0; i < 1000; ++i) {
        text += "r" + std::to_string(i) + "(x) :- " + (i == 0 ? "r0(x), !" : "") + "r" +
                std::to_string((i + 1) % 1000) + "(x).\n";
    }
    const Checked checked = check_text(text);
    REQUIRE(checked.found().size() == 1);
    CHECK(checked.diagnostics.items()[0].note.size() < 200);
    CHECK(checked.diagnostics.items()[0].note.ends_with("... <- r0"));
}
