// What is wrong with a text: id and place of each mistake, and that reading goes on behind it.
#include "tests/catch.hpp"
#include "tests/unit/lang_support.h"

using namespace dictum;

namespace {

struct ErrorCase {
    std::string text;
    std::vector<std::string> errors;
};

void check(const std::vector<ErrorCase>& cases, Dialect dialect) {
    for (const ErrorCase& c : cases) {
        CAPTURE(c.text);
        const test::Parsed parsed = test::parse(c.text, dialect);
        CHECK(parsed.errors() == c.errors);
        CHECK(test::broken_invariant(parsed.program, c.text.size()).empty());
    }
}

std::string message(const std::string& text, Dialect dialect = Dialect::Souffle) {
    const test::Parsed parsed = test::parse(text, dialect);
    REQUIRE(parsed.diagnostics.items().size() == 1);
    return parsed.diagnostics.items()[0].message + " | " + parsed.diagnostics.items()[0].mend;
}

}  // namespace

TEST_CASE("mistakes in clauses") {
    check(
        {
            {"p(1", {"1:4 syntax"}},
            {"p(1)", {"1:5 syntax"}},
            {"p(1) q(2).", {"1:6 syntax"}},
            {"p(1)\nq(2).", {"1:5 syntax"}},
            {"p(1) :- q(1)\n.decl r(x:number)", {"1:13 syntax"}},
            {"p(1.\np(2).", {"1:4 syntax"}},
            {"p(2)).", {"1:5 syntax"}},
            {"p(,).", {"1:3 syntax"}},
            {"p(1,).", {"1:5 syntax"}},
            {"p(x) :- .", {"1:9 syntax"}},
            {"p(x) :- q(x),.", {"1:14 syntax"}},
            {"p(x) :- q(x);;r(x).", {"1:14 syntax"}},
            {"p(x) :- x.", {"1:9 syntax"}},
            {"p(x) :- x + 1, q(x).", {"1:9 syntax"}},
            {"p(x) :- (q(x).", {"1:14 syntax"}},
            {"p(x) :- q(x) + 1 = (r(x), s(x)).", {"1:25 syntax"}},
            {"p(x) :- (q(x), r(x)) = 1.", {"1:16 syntax"}},
            {"p(x) :- 1 < x < 3.", {"1:15 syntax"}},
            {"p(x < 3).", {"1:5 syntax"}},
            {"p(!x).", {"1:3 syntax"}},
            {"p((x, y)).", {"1:5 syntax"}},
            {"p((x; y)).", {"1:5 syntax"}},
            {"p(x) :- ().", {"1:10 syntax"}},
            {"p(x) :- q(x)) .", {"1:13 syntax"}},
            {"p(x) :- q(x) }.", {"1:14 syntax"}},
            {"p(+1).", {"1:3 syntax"}},
            {"p(1 +).", {"1:6 syntax"}},
            {"p(true).", {"1:3 syntax"}},
            {"p.", {"1:2 syntax"}},
            {"1.", {"1:1 syntax"}},
            {":- p(1).", {"1:1 syntax"}},
            {"count(1).", {"1:1 syntax"}},
            {"p(1), q(2).", {"1:7 syntax"}},
            {"..", {"1:1 syntax"}},
            {"p(1)..", {"1:6 syntax"}},
            {"p(x) :- not q(x).", {"1:9 syntax"}},
            {"p(x) :- (not q(x)).", {"1:14 syntax"}},
        },
        Dialect::Souffle);
}

TEST_CASE("mistakes in aggregates") {
    check(
        {
            {"p(n) :- n = sum.", {"1:16 syntax"}},
            {"p(sum).", {"1:6 syntax"}},
            {"p(n) :- n = count x : q(x).", {"1:19 syntax"}},
            {"p(n) :- n = sum x : {q(x).", {"1:26 syntax"}},
            {"p(n) :- n = sum x : {}.", {"1:22 syntax"}},
            {"p(n) :- n = sum x q(x).", {"1:19 syntax"}},
            {"p(n) :- n = sum x, y : q(x).", {"1:18 syntax"}},
            {"p(n) :- n = sum x : x < 3.", {"1:23 syntax"}},
            {"p(n) :- n = sum x : (q(x)).", {"1:21 syntax"}},
            {"p(n) :- n = max(x), q(x).", {"1:19 syntax"}},
            {"p(n) :- n = max().", {"1:17 syntax"}},
            {"p(n) :- n = max(x, y) : q(x).", {"1:23 syntax"}},
        },
        Dialect::Souffle);
}

TEST_CASE("mistakes in declarations") {
    check(
        {
            {".decl", {"1:6 syntax"}},
            {".decl p", {"1:8 syntax"}},
            {".decl p(x)", {"1:10 syntax"}},
            {".decl p(x:)", {"1:11 syntax"}},
            {".decl p(x:number", {"1:17 syntax"}},
            {".decl p(x:number\np(1).", {"2:1 syntax"}},
            {".decl p(x:number) key(x)\np(1).", {"1:25 syntax"}},
            {".decl count(x:number)", {"1:7 syntax"}},
            {".decl p(x: CNY/card)", {"1:15 syntax"}},
            {".dcl p(x:number)\np(1).", {"1:1 syntax"}},
            {".type", {"1:6 syntax"}},
            {".type T <:", {"1:11 syntax"}},
            {".type T <: .type U", {"1:12 syntax"}},
            {".input", {"1:7 syntax"}},
            {".input p(", {"1:10 syntax"}},
            {".input p(x)", {"1:11 syntax"}},
            {".input p(x=)", {"1:12 syntax"}},
            {".input p(x=1", {"1:13 syntax"}},
            {".pragma x", {"1:9 syntax"}},
            {".pragma \"dialect\"", {"1:18 syntax"}},
            {".pragma \"dialect\" \"prolog\"", {"1:19 unknown-dialect"}},
        },
        Dialect::Souffle);
    check(
        {
            {".decl key(x: number)", {"1:7 syntax"}},
            {".decl p(x: number) key", {"1:23 syntax"}},
            {".decl p(x: number) key()", {"1:24 syntax"}},
            {".decl p(x: number) key(x", {"1:25 syntax"}},
            {".decl p(x: number) conflict(first)", {"1:29 syntax"}},
            {".decl p(x: ratio(a, b)", {"1:23 syntax"}},
        },
        Dialect::Dictum);
}

TEST_CASE("what a later version brings is refused by name") {
    check(
        {
            {".functor f(x:number):number", {"1:1 unsupported"}},
            {".limitsize p(n=5)", {"1:1 unsupported"}},
            {".include \"x.dl\"\np(1).", {"1:1 unsupported"}},
            {".lattice L<> { lub -> @f(_, _) }", {"1:1 unsupported"}},
            {"#define X 1 \\\n 2\np(1).", {"1:1 unsupported"}},
            {".decl p(x:number, y:number) choice-domain x btree", {"1:45 syntax"}},
            {".decl p(x:T<>)", {"1:12 unsupported"}},
            {".decl d = debug_delta(p)", {"1:9 unsupported"}},
            {".type T = [a:number,\n b]\np(1).", {"2:3 syntax"}},
            {".type T = A {x:number}\n | B\np(1).", {"3:1 syntax"}},
            {"p(x) <= p(y).", {"1:13 syntax"}},
            {"p([1).", {"1:5 syntax"}},
            {"p($).", {"1:3 unsupported"}},
            {"p($A(1).", {"1:8 syntax"}},
            {"p(@f(1)).", {"1:3 unsupported"}},
            {"p(as(1)).", {"1:3 syntax"}},
            {"p(autoinc()).", {"1:3 unsupported"}},
            {"p(__LINE__).", {"1:3 unsupported"}},
            {"p(1.2.3.4).", {"1:3 unsupported"}},
        },
        Dialect::Souffle);
    const test::Parsed parsed = test::parse(".lattice L<> { lub -> f }\nq(1).");
    CHECK(print(parsed.program) == "q(1).\n");
}

TEST_CASE("mistakes of the Dictum dialect") {
    check(
        {
            {"p(2023-02-29).", {"1:3 bad-date"}},
            {"p(0000-01-01).", {"1:3 bad-date"}},
            {"p(2024-13-01). p(2024-01-32).", {"1:3 bad-date", "1:18 bad-date"}},
            {"p(5..3).", {"1:3 empty-range"}},
            {"p(140..120元).", {"1:3 empty-range"}},
            {"p(5元..3元).", {"1:3 empty-range"}},
            {"p(>3..3).", {"1:4 empty-range"}},
            {"p(3..<3).", {"1:3 empty-range"}},
            {"p(-3..-5).", {"1:4 empty-range"}},
            {"p(9000元..1万元).", {}},
            {"p(3..3).", {}},
            {"p(<1..2).", {"1:3 syntax"}},
            {"p(>0x10).", {"1:4 syntax"}},
            {"p(>x).", {"1:4 syntax"}},
            {"p(>9:1).", {"1:4 syntax"}},
            {"p(1 + >5).", {"1:7 syntax"}},
            {"p((>5)).", {"1:4 syntax"}},
            {"p(>5 + 1).", {"1:3 syntax"}},
            {"p(x) :- q(x), x = >5.", {"1:19 syntax"}},
            {"p(1..x).", {"1:4 syntax", "1:5 syntax"}},
            {"p(99999999999999999999).", {"1:3 number-too-large"}},
            {"p(18446744073709551616). p(18446744073709551615).", {"1:3 number-too-large"}},
            {"p(0x10000000000000000).", {"1:3 number-too-large"}},
            {"p(1234567890123456789:1).", {"1:3 number-too-large"}},
            {"p(5%2).", {"1:3 syntax"}},
            {"p(1e6).", {"1:3 syntax"}},
            {"p(1.2.3).", {"1:3 syntax"}},
            {"p(2024-02-27T10).", {"1:3 syntax"}},
            {"p(9 : 1).", {"1:5 syntax"}},
        },
        Dialect::Dictum);
    const std::string digits(500, '9');
    check({{"p(" + digits + "T).", {"1:3 number-too-large"}}}, Dialect::Dictum);
}

TEST_CASE("all mistakes of a text in one run, and what is right is kept") {
    const test::Parsed parsed = test::parse(
        ".decl n(x: number)\nn(1.\nn(2)).\nn(\"open).\nn(3) :- .\nn(4). n(99999999999999999999).\n"
        "'x'.\nn(5) :- n(\xFF).\n.decl m(\nn(6).\n");
    CHECK(parsed.errors() == std::vector<std::string>{"2:4 syntax", "3:5 syntax",
                                                      "4:3 unterminated-string", "5:9 syntax",
                                                      "6:9 number-too-large", "7:1 bad-character",
                                                      "8:11 bad-character", "10:2 syntax"});
    const std::string text = print(parsed.program);
    CHECK(text.find("n(4).\n") != std::string::npos);
}

TEST_CASE("after an unterminated string reading goes on with the next line") {
    const test::Parsed last = test::parse("p(1).\nq(\"\\\").\nr(2).\ns('x).");
    CHECK(last.errors() ==
          std::vector<std::string>{"2:3 unterminated-string", "4:3 bad-character"});
    CHECK(print(last.program) == "p(1).\nr(2).\n");
    // A later quote would close it; that is found out behind it.
    const test::Parsed early = test::parse("p(\"a).\nq(\"x\").\nr(\"y).\ns(\"z\").");
    CHECK(early.errors() ==
          std::vector<std::string>{"1:3 unterminated-string", "3:3 unterminated-string"});
    CHECK(print(early.program) == "q(\"x\").\ns(\"z\").\n");
}

TEST_CASE("messages say what was expected and how to mend it") {
    CHECK(message("p(1 2).") == "expected `,` or `)` in the arguments of `p`, found `2` | ");
    CHECK(message("p(x) :- q(x), x == 1.") ==
          "expected a value, found `=` | equality is written `=`");
    CHECK(message("p(x) :- q(x), x <> 1.") ==
          "expected a value, found `>` | inequality is written `!=`");
    CHECK(message("p(x ** 2).") == "expected a value, found `*` | a power is written `x ^ 2`");
    CHECK(message("p(x) :- not q(x).") ==
          "a value stands where a literal is wanted | negation is written `!p(x)`");
    CHECK(message("p(5T).") ==
          "expected `,` or `)` in the arguments of `p`, found `T` | "
          "numbers with units need the line `.pragma \"dialect\" \"dictum\"`");
    CHECK(message(".ouptut p\n") == "there is no directive `.ouptut` | write `.output`");
    CHECK(message("p(5%2).", Dialect::Dictum) ==
          "`%` touches the number before it and so means percent | "
          "for modulo, write spaces: `5 % 2`");
    CHECK(message("p(\"a\\qb\").") == "`\\q` is no escape | a backslash itself is written `\\\\`");
    CHECK(message("p(1)\n") == "expected `.` at the end of this line | a clause ends with `.`");
    CHECK(message("p(x) :- 1 < x < 3.") == "a comparison has two sides | write `a < b, b < c`");
}

TEST_CASE("a bracket that is not closed is shown where it opens") {
    const test::Parsed parsed = test::parse("p(x) :- (q(x), r(x).");
    REQUIRE(parsed.diagnostics.items().size() == 1);
    const Diagnostic& item = parsed.diagnostics.items()[0];
    CHECK(item.span.begin == 19);
    REQUIRE(item.related.size() == 1);
    CHECK(item.related[0].span.begin == 8);
}

TEST_CASE("a flood of mistakes is counted, not listed") {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "p(.\n";
    const test::Parsed parsed = test::parse(text);
    REQUIRE(parsed.diagnostics.items().size() == 1001);
    CHECK(parsed.diagnostics.items().back().id == "too-many-errors");
    CHECK(parsed.diagnostics.items().back().message == "4000 more errors are not listed");
}
