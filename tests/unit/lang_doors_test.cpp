// The other doors: clauses and claims of packs, goals, single values, columns, and fragments whose
// bytes come from elsewhere in a file.
#include "tests/catch.hpp"
#include "tests/unit/lang_support.h"

using namespace dictum;

namespace {

std::string ids(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& item : diagnostics.items()) {
        text += item.id + "@" + std::to_string(item.span.begin) + " ";
    }
    return text;
}

Fragment fragment(const std::string& text) {
    Fragment result;
    result.text = text;
    return result;
}

std::string clauses(const std::string& text) {
    SyntaxProgram program;
    program.dialect = Dialect::Dictum;
    Diagnostics diagnostics;
    const std::size_t first = parse_clauses(fragment(text), program, diagnostics);
    if (!diagnostics.items().empty()) return ids(diagnostics);
    std::string printed;
    for (std::size_t i = first; i < program.clauses.size(); ++i) {
        printed += print(program, program.clauses[i]) + "\n";
    }
    return printed;
}

std::string goal(const std::string& text) {
    Diagnostics diagnostics;
    const auto parsed = parse_goal(fragment(text), diagnostics);
    CHECK(parsed.has_value() == diagnostics.items().empty());
    return parsed ? print(*parsed) : ids(diagnostics);
}

std::string column(const std::string& text) {
    Diagnostics diagnostics;
    const auto parsed = parse_column(fragment(text), diagnostics);
    CHECK(parsed.has_value() == diagnostics.items().empty());
    return parsed ? parsed->name + "|" + parsed->type.text : ids(diagnostics);
}

std::string term(const std::string& text) {
    SyntaxProgram program;
    Diagnostics diagnostics;
    const auto parsed = parse_term(fragment(text), program, diagnostics);
    CHECK(parsed.has_value() == diagnostics.items().empty());
    if (!parsed) {
        CHECK(program.terms.empty());
        CHECK(program.formulas.empty());
        return ids(diagnostics);
    }
    Clause clause;
    clause.heads.push_back(Atom{"v", {*parsed}, {}, {}});
    return print(program, clause);
}

}  // namespace

TEST_CASE("clauses of packs") {
    CHECK(clauses("p(5%)") == "p(5%).\n");
    CHECK(clauses("p(5%).") == "p(5%).\n");
    CHECK(clauses("p(1). q(2)") == "p(1).\nq(2).\n");
    CHECK(
        clauses("price_gap(d, f, g) :- server_price(d, p), server_price(f, q), g = (q - p) / q.") ==
        "price_gap(d, f, g) :- server_price(d, p), server_price(f, q), g = (q - p) / q.\n");
    CHECK(clauses("p(x) :- q(x)") == "p(x) :- q(x).\n");
    CHECK(clauses("") == "syntax@0 ");
    CHECK(clauses(" // nothing") == "syntax@11 ");
    CHECK(clauses("p(1) q(2)") == "syntax@5 ");
    CHECK(clauses(".decl p(x: number)") == "syntax@0 ");
    CHECK(clauses(".pragma \"dialect\" \"souffle\"") == "syntax@0 ");
    CHECK(clauses("p(1), q(1)") == "syntax@6 ");
    CHECK(clauses("p(1).\n.input p\nq(") == "syntax@6 syntax@17 ");
}

TEST_CASE("clauses are added behind what is there, and failed ones leave nothing") {
    SyntaxProgram program;
    Diagnostics diagnostics;
    CHECK(parse_clauses(fragment("p(1)"), program, diagnostics) == 0);
    CHECK(parse_clauses(fragment("q(x) :- p(x), x < 1 + ."), program, diagnostics) == 1);
    CHECK(program.terms.size() == 1);
    CHECK(program.formulas.empty());
    CHECK(parse_clauses(fragment("r(x) :- p(x)."), program, diagnostics) == 1);
    CHECK(print(program, program.clauses.at(1)) == "r(x) :- p(x).");
    CHECK(diagnostics.errors() == 1);
}

TEST_CASE("goals") {
    CHECK(goal("prefers(\"government\", origin)") == "prefers(\"government\", origin)");
    CHECK(goal(" ?- p(x), x >? 5%. ") == "p(x), x >? 5%");
    CHECK(goal("?-p(x).") == "p(x)");
    CHECK(goal("p(x); q(x)") == "p(x); q(x)");
    CHECK(goal("!p(1)") == "!p(1)");
    CHECK(goal("n = count : { p(_) }") == "n = count : { p(_) }");
    CHECK(goal("") == "syntax@0 ");
    CHECK(goal(".") == "syntax@0 ");
    CHECK(goal("p(x). q(x)") == "syntax@6 ");
    CHECK(goal("p(x) :- q(x)") == "syntax@5 ");
    CHECK(goal("x") == "syntax@0 ");
    CHECK(goal("p(华为, x)") == "bad-character@2 ");
    CHECK(goal("?- p(x") == "syntax@6 ");
}

TEST_CASE("single values") {
    CHECK(term("\"domestic\"") == "v(\"domestic\").");
    CHECK(term(">=400T") == "v(>=400T).");
    CHECK(term("120..140万元") == "v(120..140万元).");
    CHECK(term("x + 1") == "v(x + 1).");
    CHECK(term("true") == "v(true).");
    CHECK(term("floor(budget / price)") == "v(floor(budget / price)).");
    CHECK(term("sum x : { p(x) }") == "v(sum x : { p(x) }).");
    CHECK(term("") == "syntax@0 ");
    CHECK(term("1, 2") == "syntax@1 ");
    CHECK(term("1.") == "syntax@1 ");
    CHECK(term("x < 3") == "syntax@2 ");
    CHECK(term(">5 + 1") == "syntax@0 ");
    CHECK(term("2023-02-29") == "bad-date@0 ");
}

TEST_CASE("columns of packs") {
    CHECK(column("price: CNY") == "price|CNY");
    CHECK(column("  price :CNY/card ") == "price|CNY/card");
    CHECK(column("r: ratio(nvidia, domestic)") == "r|ratio(nvidia, domestic)");
    CHECK(column("count: number") == "count|number");
    CHECK(column("t: 元/片") == "t|元/片");
    CHECK(column("s: %") == "s|%");
    CHECK(column("b: buyer-segment") == "b|buyer-segment");
    CHECK(column("price") == "syntax@5 ");
    CHECK(column("price:") == "syntax@6 ");
    CHECK(column(": CNY") == "syntax@0 ");
    CHECK(column("") == "syntax@0 ");
    CHECK(column("price: CNY, x: number") == "syntax@10 ");
    CHECK(column("price：CNY") == "bad-character@5 ");
    CHECK(column("价格: CNY") == "bad-character@0 ");
    CHECK(column("p: a b") == "syntax@5 ");
}

TEST_CASE("spans point into the file that a fragment comes from") {
    Fragment text;
    text.file = FileId{3};
    text.text = "p(\"a\") :- q(.";
    // Each byte of the decoded text came from two bytes of the file.
    for (std::uint32_t i = 0; i <= text.text.size(); ++i) text.offsets.push_back(100 + 2 * i);
    SyntaxProgram program;
    Diagnostics diagnostics;
    parse_clauses(text, program, diagnostics);
    REQUIRE(diagnostics.items().size() == 1);
    CHECK(diagnostics.items()[0].span.file == FileId{3});
    CHECK(diagnostics.items()[0].span.begin == 124);
    CHECK(diagnostics.items()[0].span.end == 126);

    text.text = "?- p(x), ";
    text.offsets.resize(text.text.size() + 1);
    Diagnostics of_goal;
    CHECK_FALSE(parse_goal(text, of_goal).has_value());
    CHECK(of_goal.items().at(0).span.begin == 116);
}

TEST_CASE("spans of clauses, atoms and terms") {
    const std::string text = "  p(x) :- q(x, (1 + 2) * 3), !(x < -4).";
    const test::Parsed parsed = test::parse(text);
    const auto cut = [&](const Span& span) {
        return text.substr(span.begin, span.end - span.begin);
    };
    const Clause& clause = parsed.program.clauses.at(0);
    CHECK(cut(clause.span) == "p(x) :- q(x, (1 + 2) * 3), !(x < -4).");
    CHECK(cut(clause.heads[0].span) == "p(x)");
    CHECK(cut(clause.heads[0].name_span) == "p");
    std::vector<std::string> terms;
    for (const Term& term : parsed.program.terms) terms.push_back(cut(term.span));
    CHECK(terms == std::vector<std::string>{"x", "x", "1", "2", "1 + 2", "3", "(1 + 2) * 3", "x",
                                            "4", "-4"});
    std::vector<std::string> formulas;
    for (const Formula& formula : parsed.program.formulas) formulas.push_back(cut(formula.span));
    CHECK(formulas == std::vector<std::string>{"q(x, (1 + 2) * 3)", "x < -4", "!(x < -4)",
                                               "q(x, (1 + 2) * 3), !(x < -4)"});
}

TEST_CASE("the dump shows the tree") {
    const std::string text =
        ".pragma \"dialect\" \"dictum\"\n.type T <: symbol\n.decl p(x: CNY, y: T) key(y) "
        "conflict(latest)\n.input p(IO=\"file\")\n"
        "p(5%, \"a\").\nq(n), r(n) :- !p(_, \"b\"), n = -1 + sum x : { p(x, y), y = \"c\"; true "
        "}.\n";
    const std::string expected =
        "program dictum\n"
        "  type T <: symbol\n"
        "  relation p\n"
        "    column x: CNY\n"
        "    column y: T\n"
        "    key y\n"
        "    conflict latest\n"
        "  input p\n"
        "    IO = \"file\"\n"
        "  fact\n"
        "    head\n"
        "      atom p\n"
        "        quantity 5%\n"
        "        string \"a\"\n"
        "  rule\n"
        "    head\n"
        "      atom q\n"
        "        variable n\n"
        "      atom r\n"
        "        variable n\n"
        "    body\n"
        "      and\n"
        "        not\n"
        "          atom p\n"
        "            wildcard\n"
        "            string \"b\"\n"
        "        compare =\n"
        "          variable n\n"
        "          operator +\n"
        "            negate\n"
        "              integer 1\n"
        "            aggregate sum\n"
        "              variable x\n"
        "              or\n"
        "                and\n"
        "                  atom p\n"
        "                    variable x\n"
        "                    variable y\n"
        "                  compare =\n"
        "                    variable y\n"
        "                    string \"c\"\n"
        "                true\n";
    CHECK(dump(test::parse(text).program) == expected);
}
