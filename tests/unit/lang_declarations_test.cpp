// Declarations, directives and pragmas: what they become, and their canonical text.
#include "tests/catch.hpp"
#include "tests/unit/lang_support.h"

using namespace dictum;
using test::canonical;
using test::parse;

TEST_CASE("relations") {
    CHECK(canonical(".decl  edge ( x:symbol ,y : symbol )") ==
          ".decl edge(x: symbol, y: symbol)\n");
    CHECK(canonical(".decl a, b(x:number)") == ".decl a(x: number)\n.decl b(x: number)\n");
    CHECK(canonical(".decl flag()") == ".decl flag()\n");
    CHECK(canonical(".decl p(x:number) .decl q(x:number) p(1). q(2).") ==
          ".decl p(x: number)\n.decl q(x: number)\np(1).\nq(2).\n");
    CHECK(canonical(".decl p(count:number, input:T)\np(1, 2).") ==
          ".decl p(count: number, input: T)\np(1, 2).\n");
}

TEST_CASE("qualifiers of the old style become directives") {
    const test::Parsed parsed = parse(".decl a, b(x:number) input\n output printsize\na(1).");
    REQUIRE(parsed.diagnostics.items().empty());
    CHECK(print(parsed.program) ==
          ".decl a(x: number)\n.decl b(x: number)\n.input a\n.output a\n.printsize a\n.input b\n"
          ".output b\n.printsize b\na(1).\n");
    CHECK(parsed.program.directives.size() == 6);
}

TEST_CASE("types") {
    CHECK(canonical(".type T <: symbol .type U=T .type V\n.number_type N .symbol_type S") ==
          ".type T <: symbol\n.type U = T\n.type V <: symbol\n.type N <: number\n"
          ".type S <: symbol\n");
    const test::Parsed parsed = parse(".type Money <: number");
    const TypeDecl& type = parsed.program.types.at(0);
    CHECK(type.name_span.begin == 6);
    CHECK(type.base.span.begin == 15);
    CHECK(type.base.span.end == 21);
    CHECK(type.span.end == 21);
}

TEST_CASE("directives with parameters") {
    CHECK(
        canonical(".input edge(IO=\"file\", filename=edges, header=true,delimiter=\"\\t\",n=5)") ==
        ".input edge(IO=\"file\", filename=\"edges\", header=\"true\", delimiter=\"\\t\", "
        "n=\"5\")\n");
    CHECK(canonical(".output a, b\n.printsize a()") == ".output a\n.output b\n.printsize a\n");
    CHECK(canonical(".output a, b(IO=stdout)") ==
          ".output a(IO=\"stdout\")\n.output b(IO=\"stdout\")\n");
    const test::Parsed parsed = parse("\n.output a, bc(IO=stdout)");
    CHECK(parsed.program.directives.at(1).name_span.begin == 12);
    CHECK(parsed.program.directives.at(1).span.end == 25);
}

TEST_CASE("pragmas") {
    const test::Parsed parsed = parse(".pragma \"legacy\"\n.pragma \"emit\" \"x\"\np(1).");
    CHECK(parsed.errors() == std::vector<std::string>{"1:1 unknown-pragma", "2:1 unknown-pragma"});
    CHECK_FALSE(parsed.diagnostics.has_errors());
    CHECK(parsed.program.dialect == Dialect::Souffle);
    CHECK(parse(".pragma \"dialect\" \"dictum\"").program.dialect == Dialect::Dictum);
}

TEST_CASE("types and qualifiers of the Dictum dialect") {
    const std::string head = ".pragma \"dialect\" \"dictum\"\n";
    const std::string text =
        ".decl price(server: product, p: CNY / card, r: ratio( a,b ), s: percent) "
        "key(server, r) conflict(latest) complete";
    CHECK(canonical(text, Dialect::Dictum) ==
          head +
              ".decl price(server: product, p: CNY/card, r: ratio(a, b), s: percent) "
              "key(server, r) conflict(latest) complete\n");
    CHECK(
        canonical(".decl q(x: TFLOPS*hour/card^2, y: 元/片, z: %, t: ‰) input", Dialect::Dictum) ==
        head + ".decl q(x: TFLOPS*hour/card^2, y: 元/片, z: %, t: ‰)\n.input q\n");
    CHECK(canonical(".type price <: CNY/card // money\n.type r = ratio(a,\n b)\np(1).",
                    Dialect::Dictum) ==
          head + ".type price <: CNY/card\n.type r = ratio(a, b)\np(1).\n");
    CHECK(canonical(".decl p(x: number /* why */, y: CNY)\n  key(x)\np(1, 2元).",
                    Dialect::Dictum) == head + ".decl p(x: number, y: CNY) key(x)\np(1, 2元).\n");
    const test::Parsed parsed = parse(".decl p(x: CNY/card) key(x)", Dialect::Dictum);
    const RelationDecl& relation = parsed.program.relations.at(0);
    CHECK(relation.columns.at(0).type.span.begin == 11);
    CHECK(relation.columns.at(0).type.span.end == 19);
    CHECK(relation.columns.at(0).span.begin == 8);
    CHECK(relation.columns.at(0).span.end == 19);
    CHECK(relation.key.at(0).second.begin == 25);
}

TEST_CASE("the policies of conflicts") {
    for (const char* policy : {"latest", "strongest", "consensus"}) {
        const std::string text = ".decl p(x: number) conflict(" + std::string(policy) + ")\n";
        CHECK(canonical(text, Dialect::Dictum) == ".pragma \"dialect\" \"dictum\"\n" + text);
    }
    CHECK(canonical(".decl p(x: number) conflict(report)", Dialect::Dictum) ==
          ".pragma \"dialect\" \"dictum\"\n.decl p(x: number)\n");
}
