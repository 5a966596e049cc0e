// Characters that rule text can't hold, or holds only in strings: each has its place and its mend.
#include "tests/catch.hpp"
#include "tests/unit/lang_support.h"

using namespace dictum;

namespace {

struct Case {
    std::string text;
    std::vector<std::string> errors;
};

}  // namespace

TEST_CASE("characters that stand nowhere") {
    const std::vector<Case> cases = {
        {"p(1).\xFF\xFE q(2).", {"1:6 bad-character"}},
        {"p(\"\xC3\x28\").", {"1:4 bad-character"}},
        {"// \xED\xA0\x80\np(1).", {"1:4 bad-character"}},
        {"p(\"\xC0\x80\").", {"1:4 bad-character"}},
        {"p(\"\xE4\xB8\").", {"1:4 bad-character"}},
        {std::string("p(1\0).", 6), {"1:4 bad-character"}},
        {std::string("p(\"a\0b\").", 9), {"1:5 bad-character"}},
        {std::string("/* \0 */ p(1).", 13), {"1:4 bad-character"}},
        {"p(1\x01).", {"1:4 bad-character"}},
        {"p(1\x7F).", {"1:4 bad-character"}},
        {"p(1`).", {"1:4 bad-character"}},
        {"p(1) & q(1).", {"1:6 bad-character"}},
        {"p('a').", {"1:3 bad-character"}},
        {"p(1). \xEF\xBB\xBF q(1).", {"1:7 bad-character"}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(test::parse(c.text).errors() == c.errors);
        CHECK(test::parse(c.text, Dialect::Dictum).errors() == c.errors);
    }
}

TEST_CASE("invisible characters stand only in strings") {
    CHECK(test::parse("p(1\u202E).").errors() == std::vector<std::string>{"1:4 bad-character"});
    CHECK(test::parse("p(1\u200B).").errors() == std::vector<std::string>{"1:4 bad-character"});
    CHECK(test::parse("// \u2066 p(1).\n").errors() ==
          std::vector<std::string>{"1:4 bad-character"});
    CHECK(test::parse("p(\"a\u202Eb\u200B\").").errors().empty());
    CHECK(test::canonical("p(\"a\u202Eb\").") == "p(\"a\u202Eb\").\n");
}

TEST_CASE("odd spaces are named and read as spaces") {
    CHECK(test::parse("p(1).\u3000q(2).\u00A0r(3).").errors() ==
          std::vector<std::string>{"1:6 bad-character", "1:12 bad-character"});
    CHECK(test::parse("p(1).\u3000q(2).").program.clauses.size() == 2);
    CHECK(test::parse("p(\"全\u3000角\").").errors().empty());
}

TEST_CASE("full-width punctuation is named with its ASCII form and read as that") {
    const test::Parsed parsed =
        test::parse("p（1，2）：－ q(1)。 r(x) :- s(x)；t(x)。", Dialect::Dictum);
    CHECK(parsed.diagnostics.items().at(0).mend == "write the ASCII form `(`");
    const test::Parsed whole = test::parse("p（1，2）。q（x） :- r（x）；s（x）。");
    CHECK(whole.errors().size() == 12);
    CHECK(print(whole.program) == "p(1, 2).\nq(x) :- r(x); s(x).\n");
    const test::Parsed quotes = test::parse("p(“华为”). q(1).");
    CHECK(quotes.errors() == std::vector<std::string>{"1:3 bad-character"});
    CHECK(quotes.diagnostics.items().at(0).mend == "write the ASCII form `\"`");
    CHECK(quotes.program.clauses.size() == 1);
    CHECK(test::parse("p(5％).", Dialect::Dictum).errors() ==
          std::vector<std::string>{"1:4 bad-character"});
    CHECK(test::parse("p(120～140万).", Dialect::Dictum).diagnostics.items().at(0).mend ==
          "write the ASCII form `..`");
    CHECK(test::parse("p(x) :- q(x), x≤3.", Dialect::Dictum).diagnostics.items().at(0).mend ==
          "write the ASCII form `<=`");
    CHECK(test::parse("p(１２).", Dialect::Dictum).errors().size() == 2);
}

TEST_CASE("text without quotes") {
    const test::Parsed parsed = test::parse("p(华为, 1). q(2).");
    CHECK(parsed.errors() == std::vector<std::string>{"1:3 bad-character"});
    CHECK(parsed.diagnostics.items()[0].mend == "if it is a value, write `\"华为\"`");
    CHECK(print(parsed.program) == "q(2).\n");
}

TEST_CASE("unterminated strings and comments point at their start") {
    CHECK(test::parse("p(1). /* p(2).").errors() ==
          std::vector<std::string>{"1:7 unterminated-comment"});
    CHECK(test::parse("p(1). /*/").errors() ==
          std::vector<std::string>{"1:7 unterminated-comment"});
    CHECK(test::parse("p(\"abc").errors() == std::vector<std::string>{"1:3 unterminated-string"});
    CHECK(test::parse("p(\"abc\\").errors() == std::vector<std::string>{"1:3 unterminated-string"});
    CHECK(test::parse("p(\"abc\\\"").errors() ==
          std::vector<std::string>{"1:3 unterminated-string"});
}

TEST_CASE("columns count code points") {
    CHECK(test::parse("p(\"华为\", ).").errors() == std::vector<std::string>{"1:9 syntax"});
}
