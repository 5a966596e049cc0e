// Diagnostics are shown with their line, a caret under the place, and what mends it.
#include "engine/value/diagnostic.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// Shows an error at the first standing of `place` in `text`.
std::string shown(const std::string& text, const std::string& place) {
    SourceMap sources;
    const FileId file = sources.add("rules.dl", text);
    const auto begin = static_cast<std::uint32_t>(text.find(place));
    return render(Diagnostic{"some-id", Severity::Error, {file, begin, begin + 1}, "it is wrong"},
                  sources);
}

}  // namespace

TEST_CASE("the caret stands under the place") {
    CHECK(shown("p(x) :- q(y).\n", "y") ==
          "rules.dl:1:11: error: it is wrong [some-id]\n"
          "p(x) :- q(y).\n"
          "          ^\n");
}

TEST_CASE("wide, narrow and zero-width characters keep the caret aligned") {
    CHECK(shown("价格(\"华为\", y).", "y") ==
          "rules.dl:1:10: error: it is wrong [some-id]\n"
          "价格(\"华为\", y).\n"
          "             ^\n");
    CHECK(shown("e\xCC\x81, y", "y") ==
          "rules.dl:1:5: error: it is wrong [some-id]\n"
          "e\xCC\x81, y\n"
          "   ^\n");
    CHECK(shown("\tq(\ty)", "y") ==
          "rules.dl:1:5: error: it is wrong [some-id]\n"
          "\tq(\ty)\n"
          "\t  \t^\n");
    CHECK(shown("ab\r\ny\r\n", "y") ==
          "rules.dl:2:1: error: it is wrong [some-id]\n"
          "y\n"
          "^\n");
}

TEST_CASE("what a terminal would obey is replaced") {
    CHECK(shown("a\x1B[2J\xE2\x80\xAE\xFF y", "y") ==
          "rules.dl:1:9: error: it is wrong [some-id]\n"
          "a\xEF\xBF\xBD[2J\xEF\xBF\xBD\xEF\xBF\xBD y\n"
          "        ^\n");
    SourceMap sources;
    const Diagnostic diagnostic{"id",
                                Severity::Warning,
                                {FileId{7}, 0, 0},
                                "a\x1B"
                                "b\nc"};
    CHECK(headline(diagnostic, sources) ==
          "warning: a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD"
          "c [id]");
}

TEST_CASE("long lines are cut to a window around the caret") {
    const std::string long_text = std::string(5'000'000, 'a') + "y" + std::string(5'000'000, 'b');
    const std::string text = shown(long_text, "y");
    CHECK(text ==
          "rules.dl:1:5000001: error: it is wrong [some-id]\n"
          "..." +
              std::string(58, 'a') + "y" + std::string(57, 'b') + "...\n" + std::string(61, ' ') +
              "^\n");
    std::string han;
    for (int i = 0; i < 200; ++i) han += "中";
    const std::string cut = shown(han + "y", "y");
    CHECK(cut.substr(cut.find('\n') + 1, 6) == "...\xE4\xB8\xAD");
    CHECK(cut.substr(cut.size() - 2) == "^\n");
    CHECK(cut.find(std::string(3 + 58 * 2, ' ') + "^") != std::string::npos);
    const std::string invalid = shown(std::string(300, '\x80') + "y", "y");
    CHECK(invalid.find(std::string(61, ' ') + "^") != std::string::npos);
}

TEST_CASE("notes, other places and mends follow the line") {
    SourceMap sources;
    const FileId file = sources.add("a.dl", "p(1).\np(\"x\").\n");
    Diagnostic diagnostic{"type-clash", Severity::Error, {file, 8, 11}, "`\"x\"` is not a number"};
    diagnostic.note = "the first argument is a number\nas declared";
    diagnostic.mend = "write a number";
    diagnostic.related.push_back({{file, 0, 4}, "first used here"});
    CHECK(render(diagnostic, sources) ==
          "a.dl:2:3: error: `\"x\"` is not a number [type-clash]\n"
          "p(\"x\").\n"
          "  ^\n"
          "  note: the first argument is a number\n"
          "        as declared\n"
          "  a.dl:1:1: first used here\n"
          "  mend: write a number\n");
}

TEST_CASE("diagnostics are sorted by place, and repeats are dropped") {
    SourceMap sources;
    const FileId first = sources.add("a", "xxxx");
    const FileId second = sources.add("b", "xxxx");
    Diagnostics diagnostics;
    diagnostics.error("three", {second, 0, 1}, "m");
    diagnostics.error("two", {first, 2, 3}, "m");
    diagnostics.warning("one", {first, 1, 2}, "m");
    diagnostics.error("two-again", {first, 2, 3}, "m");
    diagnostics.error("two", {first, 2, 3}, "m");
    CHECK(diagnostics.errors() == 4);
    diagnostics.sort();
    std::string order;
    for (const Diagnostic& item : diagnostics.items()) order += item.id + " ";
    CHECK(order == "one two two-again three ");
    CHECK(diagnostics.errors() == 3);
    CHECK(diagnostics.has_errors());
}

TEST_CASE("a hundred diagnostics are shown, and the rest are counted") {
    SourceMap sources;
    const FileId file = sources.add("a", "x");
    Diagnostics diagnostics;
    CHECK(render(diagnostics, sources).empty());
    for (int i = 0; i < 103; ++i) diagnostics.error("id", {file, 0, 1}, std::to_string(i));
    const std::string text = render(diagnostics, sources);
    CHECK(text.find("99 [id]") != std::string::npos);
    CHECK(text.find("100 [id]") == std::string::npos);
    CHECK(text.substr(text.size() - 15) == "... and 3 more\n");
}

TEST_CASE("the nearest word is the likely one") {
    const std::vector<std::string> words{"server_price", "prefers",  "origin",
                                         "华为",         "中华为先", "ab"};
    struct Case {
        const char* word;
        const char* nearest;
    };
    const Case cases[] = {
        {"server_prise", "server_price"},
        {"serverprice", "server_price"},
        {"perfers", "prefers"},
        {"prefer", "prefers"},
        {"origni", "origin"},
        {"origin", "origin"},
        {"xyzxyz", ""},
        {"", ""},
        {"a", ""},
        {"华", ""},
        {"华力", "华为"},
        {"ba", "ab"},
        {"server_of_price_of_all", ""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.word);
        CHECK(nearest(c.word, words) == c.nearest);
    }
    CHECK(nearest("cat", {"bat", "car"}) == "bat");  // the first of equals
    CHECK(nearest(std::string(1'000'000, 'a'), words).empty());
    CHECK(nearest("word", {std::string(1'000'000, 'a'), "ward"}) == "ward");
    CHECK(nearest(std::string(128, 'a'), {std::string(127, 'a') + "b"}) ==
          std::string(127, 'a') + "b");
}
