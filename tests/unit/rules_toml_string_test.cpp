// The text of a TOML string, and for each of its bytes the byte of the file.
#include "rules/toml_string.h"
#include "rules/toml_value.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// The fragment of `key`, in a file that has it as its first key.
struct Decoded {
    SourceMap sources;
    Diagnostics diagnostics;
    std::optional<TomlDocument> document;

    explicit Decoded(const std::string& text) {
        document = parse_toml(sources.add("t", text), sources, diagnostics);
    }
    const Fragment& fragment() const { return document->root.members.at(0).value.text; }
    // line:column of byte i of the decoded text.
    std::string place(std::size_t i) const {
        const Fragment& text = fragment();
        const Position at = sources.position(text.file, text.file_offset(i));
        return std::to_string(at.line) + ":" + std::to_string(at.column);
    }
};

}  // namespace

TEST_CASE("a string that stands as it is needs no offsets") {
    const Decoded literal("k = '价格 a\\b'\n");
    CHECK(literal.fragment().text == "价格 a\\b");
    CHECK(literal.fragment().offsets.empty());
    CHECK(literal.place(0) == "1:6");
    CHECK(literal.place(7) == "1:9");  // a
    const Decoded basic("键 = \"价\"\n");
    CHECK(basic.diagnostics.has_errors());  // bare keys are ASCII
    const Decoded quoted("\"键\" = \"价\" # 注\n");
    CHECK(quoted.fragment().text == "价");
    CHECK(quoted.place(0) == "1:8");
}

TEST_CASE("escapes are undone and every byte keeps its place") {
    const Decoded text("k = \"价\\t\\\"x\\\" \\u4EF7\\U0001F375 \\\\ end\"\n");
    CHECK(text.fragment().text == "价\t\"x\" 价🍵 \\ end");
    CHECK(text.place(0) == "1:6");    // 价
    CHECK(text.place(3) == "1:7");    // the tab, at its backslash
    CHECK(text.place(4) == "1:9");    // the quotation mark
    CHECK(text.place(5) == "1:11");   // x
    CHECK(text.place(8) == "1:15");   // \u4EF7
    CHECK(text.place(11) == "1:21");  // \U0001F375
    CHECK(text.place(16) == "1:32");  // the backslash
    const std::size_t size = text.fragment().text.size();
    CHECK(text.place(size - 1) == "1:37");
    CHECK(text.place(size) == "1:38");  // the closing mark
}

TEST_CASE("multi-line strings: first line end, ending backslash, CRLF, marks before the end") {
    const Decoded basic("k = \"\"\"\none \\\n   two\nthree\"\"\"\"\n");
    CHECK(basic.fragment().text == "one two\nthree\"");
    CHECK(basic.place(0) == "2:1");
    CHECK(basic.place(4) == "3:4");  // two
    CHECK(basic.place(8) == "4:1");  // three
    const Decoded windows("k = \"\"\"\r\n价\r\n格\"\"\"\r\n");
    CHECK(windows.fragment().text == "价\n格");
    CHECK(windows.place(0) == "2:1");
    CHECK(windows.place(4) == "3:1");
    const Decoded literal("k = '''\n\\n ' '' x'''\n");
    CHECK(literal.fragment().text == "\\n ' '' x");
    CHECK(literal.place(0) == "2:1");
}

TEST_CASE("a line joined to the one before begins with any character") {
    const Decoded joined("k = \"\"\"\\\n  、价\\ \r\n\n\té\\\n　格\\\n end\"\"\"\n");
    REQUIRE(joined.diagnostics.items().empty());
    CHECK(joined.fragment().text == "、价é　格end");
    CHECK(joined.place(0) == "2:3");
    CHECK(joined.place(6) == "4:2");  // é
    CHECK(joined.place(8) == "5:1");  // the ideographic space, which is text
}

TEST_CASE("a character that is not ASCII stands in strings and comments only") {
    const auto problem = [](const std::string& text) {
        const Decoded decoded(text);
        if (decoded.diagnostics.items().empty()) return std::string();
        const Diagnostic& item = decoded.diagnostics.items()[0];
        return item.id + " " + std::to_string(item.span.begin) + "-" +
               std::to_string(item.span.end);
    };
    CHECK(problem("\xEF\xBB\xBFk = '、é' # 「。」\n").empty());
    CHECK(problem("k = '''、\n　'é''' # 、\n").empty());
    CHECK(problem("、 = 1\n") == "toml-syntax 0-3");
    CHECK(problem("[é]\n") == "toml-syntax 1-3");
    CHECK(problem("k　= 1\n") == "toml-syntax 1-4");
    CHECK(problem("k = 1é\n") == "toml-syntax 5-7");
    CHECK(problem("k = [1、2]\n") == "toml-syntax 6-9");
    CHECK(problem("k = 'a'\xEF\xBB\xBF\n") == "toml-syntax 7-10");
    CHECK(problem("k = 2024-01-01『\n") == "toml-syntax 14-17");
    CHECK(problem("k = \"\"\"\\、\"\"\"\n") == "toml-syntax 7-11");
    CHECK(problem("k = \"\"\"\\ é\"\"\"\n") == "toml-syntax 7-11");
    CHECK(problem("k = \"\\é\"\n") == "toml-syntax 6-8");
    // What looks like a string behind a number is read as part of the number.
    CHECK(problem("k = 55__'''、'''\n") == "toml-syntax 8-9");
    CHECK(problem("k = 5.'é'\n") == "toml-syntax 6-7");
    CHECK(problem("k = [1e'、']\n") == "toml-syntax 7-8");
    CHECK(problem("k = 'a''、'\n") == "toml-syntax 7-8");
    CHECK(problem("k = +'、'\n") == "toml-syntax 5-6");
    CHECK(problem("a.'é'.\"、\" = 1\n").empty());
}

TEST_CASE("tables come in the order of the file") {
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("t", "z = 1\na = { y = 2, b = \"价\", c = [3] }\nm = 4\n");
    const auto document = parse_toml(file, sources, diagnostics);
    REQUIRE(document);
    std::string keys;
    for (const TomlMember& member : document->root.members) keys += member.key;
    CHECK(keys == "zam");
    std::string inner;
    for (const TomlMember& member : document->root.members[1].value.members) inner += member.key;
    CHECK(inner == "ybc");
    const TomlMember& c = document->root.members[1].value.members[2];
    CHECK(sources.position(file, c.key_span.begin).column == 23);
    CHECK(sources.position(file, c.value.items[0].span.begin).column == 28);
}

TEST_CASE("each section with a syntax error is reported, and only those") {
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("t",
                                    "[[a]]\nx = 1\n"
                                    "[[b]]\nx = \n"
                                    "[[c]]\nx = [1, 2\n"
                                    "[[d]]\nx = 3\n"
                                    "[[e]]\nx = \"open\n"
                                    "[[f]]\nx = 4\n");
    const auto document = parse_toml(file, sources, diagnostics);
    REQUIRE(document);
    CHECK_FALSE(document->whole);
    std::string lines;
    for (const Diagnostic& item : diagnostics.items()) {
        CHECK(item.id == "toml-syntax");
        lines += std::to_string(sources.position(file, item.span.begin).line) + " ";
    }
    CHECK(lines == "4 7 10 ");
    std::string keys;
    for (const TomlMember& member : document->root.members) keys += member.key;
    CHECK(keys == "af");
}

TEST_CASE("what would exhaust or stall the TOML parser is refused before it is read") {
    const auto problem = [](const std::string& text) {
        SourceMap sources;
        Diagnostics diagnostics;
        static_cast<void>(parse_toml(sources.add("t", text), sources, diagnostics));
        return diagnostics.items().empty() ? std::string() : diagnostics.items()[0].id;
    };
    std::string deep_key = "a";
    for (int i = 0; i < 300'000; ++i) deep_key += ".a";
    CHECK(problem(deep_key + " = 1\n") == "toml-limit");
    CHECK(problem("[" + deep_key + "]\n") == "toml-limit");
    CHECK(problem("x = { " + deep_key + " = 1 }\n") == "toml-limit");
    CHECK(problem("x = " + std::string(100'000, '[') + std::string(100'000, ']') + "\n") ==
          "toml-syntax");
    std::string dotted;
    for (int i = 0; i < 10'001; ++i) dotted += "a" + std::to_string(i) + ".b = 1\n";
    CHECK(problem(dotted) == "toml-limit");
    std::string headers;
    for (int i = 0; i < 1'001; ++i) headers += "[[a" + std::to_string(i) + "]]\n";
    CHECK(problem(headers) == "toml-limit");
}

TEST_CASE("dots in strings, comments and floats are no dotted keys") {
    SourceMap sources;
    Diagnostics diagnostics;
    std::string text = "# " + std::string(200, '.') + "\nk = \"" + std::string(200, '.') + "\"\n" +
                       "l = '''" + std::string(200, '.') + "'''\nm = [";
    for (int i = 0; i < 20'000; ++i) text += "1.5,";
    const auto document = parse_toml(sources.add("t", text + "]\n"), sources, diagnostics);
    REQUIRE(document);
    CHECK(document->root.members.size() == 3);
}
