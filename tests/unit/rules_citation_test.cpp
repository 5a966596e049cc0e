// Citations: sources, turns and quotes are looked up, and what is wrong is shown with what is near.
#include "tests/catch.hpp"
#include "tests/unit/rules_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {
using Lines = std::vector<std::string>;

Lines claim(const std::string& cite, const std::string& quote) {
    return reading_mistakes(tea_files_with(
        "[[claim]]\nfact = 'price(\"green\", 1元)'\ncite = " + cite + "\nquote = " + quote + "\n"));
}
}  // namespace

TEST_CASE("an unknown source or turn, with the nearest") {
    CHECK(claim("\"cal p1\"", "\"绿茶\"") ==
          Lines{"tea/zz.toml:3:9: error: there is no source `cal` [unknown-source] | did you mean "
                "`call`?"});
    CHECK(claim("\"call  qa1\"", "\"绿茶\"") ==
          Lines{"tea/zz.toml:3:15: error: the source `call` has no turn `qa1` [unknown-turn] | did "
                "you mean `qa-1`?"});
    CHECK(claim("\"call\"", "\"绿茶\"") ==
          Lines{"tea/zz.toml:3:9: error: a citation is a source and a turn, such as "
                "`call-2024-02-27 qa-8` [bad-citation]"});
    CHECK(claim("\"call p1 p2\"", "\"绿茶\"").size() == 1);
}

TEST_CASE("a quote that is not there shows the nearest text") {
    CHECK(claim("\"call p1\"", "\"乌龙茶大约九十元\"") ==
          Lines{"tea/zz.toml:4:10: error: these words do not stand in call p1 [quote-not-found] | "
                "the nearest text there: 乌龙茶大约八十元"});
    CHECK(claim("\"call p1\"", "\"something quite different\"") ==
          Lines{"tea/zz.toml:4:10: error: these words do not stand in call p1 [quote-not-found] | "
                "nothing in that turn comes near"});
}

TEST_CASE("a quote of another turn says which") {
    const Lines lines = claim("\"call p1\"", "\"茶馆买乌龙茶\"");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("they stand in another turn: cite `call qa-1`") != std::string::npos);
}

TEST_CASE("an empty quote is refused") {
    CHECK(claim("\"call p1\"", "\"\"") ==
          Lines{"tea/zz.toml:4:9: error: `quote` of [[claim]] is empty [empty-value]"});
    CHECK(claim("\"call p1\"", "\"　\"") ==
          Lines{"tea/zz.toml:4:10: error: a quote has words [empty-quote]"});
}

TEST_CASE("normalised quotes are found in a turn") {
    CHECK(claim("\"call qa-1\"", "\"答:茶馆买 乌龙茶,GPU一项\"").empty());
}

TEST_CASE("positions of citations in a multi-line string with escapes and Han text") {
    const Lines lines = reading_mistakes(
        tea_files_with("[[claim]]\nfact = 'price(\"green\", 1元)'\n"
                       "cite = \"\"\"\n\\u0063all \\\n   qa-9\"\"\"\nquote = \"绿茶\"\n"));
    CHECK(lines == Lines{"tea/zz.toml:5:4: error: the source `call` has no turn `qa-9` "
                         "[unknown-turn] | did you mean `qa-1`?"});
}

TEST_CASE("turns: headings without an id, of two words, twice; minutes without a turn") {
    PackFiles files = tea_files();
    files[2].second += "## \n文\n## a b\n## p1\n";
    CHECK(
        reading_mistakes(files) ==
        Lines{"tea/minutes.md:9:1: error: this heading has no id [bad-turn] | write `## ` and one "
              "word, such as `## qa-1`",
              "tea/minutes.md:11:4: error: a turn's id is one word [bad-turn] | write a title of "
              "the turn below its heading",
              "tea/minutes.md:12:4: error: the turn `p1` comes twice [duplicate-turn]"});
    files[2].second = "nothing\n";
    const Lines lines = reading_mistakes(files);
    REQUIRE_FALSE(lines.empty());
    CHECK(lines[0].find("minutes.md:1:1: error: the minutes have no turn [no-turns]") !=
          std::string::npos);
}

TEST_CASE("a source that can't be read is the only mistake of those who cite it") {
    PackFiles files = tea_files();
    files[2].first = "other.md";
    CHECK(reading_mistakes(files) ==
          Lines{"tea/declarations.toml:10:9: error: can't open `minutes.md`: there is no such file "
                "[unreadable-file]"});
}
