// Positions count lines and code points as editors do.
#include "engine/value/source_text.h"
#include "engine/value/utf8.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

std::string position(const SourceMap& sources, FileId file, std::size_t offset) {
    const Position p = sources.position(file, static_cast<std::uint32_t>(offset));
    return std::to_string(p.line) + ":" + std::to_string(p.column);
}

}  // namespace

TEST_CASE("columns count code points, and Han characters are one each") {
    SourceMap sources;
    const std::string text = "a\n价格(x).\r\nend";
    const FileId file = sources.add("f", text);
    CHECK(position(sources, file, 0) == "1:1");
    CHECK(position(sources, file, 1) == "1:2");
    CHECK(position(sources, file, text.find("价")) == "2:1");
    CHECK(position(sources, file, text.find("格")) == "2:2");
    CHECK(position(sources, file, text.find("格") + 1) == "2:2");  // inside it
    CHECK(position(sources, file, text.find("(")) == "2:3");
    CHECK(position(sources, file, text.find("\r")) == "2:7");
    CHECK(position(sources, file, text.find("\r") + 1) == "2:7");
    CHECK(position(sources, file, text.find("end")) == "3:1");
    CHECK(position(sources, file, text.size()) == "3:4");
    CHECK(position(sources, file, text.size() + 100) == "3:4");
    CHECK(sources.line_at(file, 5) == "价格(x).");
    CHECK(sources.line_at(file, static_cast<std::uint32_t>(text.size())) == "end");
}

TEST_CASE("an invalid byte is one column") {
    SourceMap sources;
    const FileId file = sources.add("f",
                                    "a\xFF\xC0\x80\xE4\xBB"
                                    "b\xED\xA0\x80"
                                    "c");
    CHECK(position(sources, file, 6) == "1:7");
    CHECK(position(sources, file, 10) == "1:11");
}

TEST_CASE("a byte order mark has no column") {
    SourceMap sources;
    const FileId file = sources.add("f",
                                    "\xEF\xBB\xBF"
                                    "ab\nc");
    CHECK(position(sources, file, 0) == "1:1");
    CHECK(position(sources, file, 3) == "1:1");
    CHECK(position(sources, file, 4) == "1:2");
    CHECK(sources.line_at(file, 4) == "ab");
    CHECK(sources.offset(file, {1, 2}) == 4);
}

TEST_CASE("positions lead back to offsets, clamped to the text") {
    SourceMap sources;
    const std::string text = "一二\r\n\nxyz";
    const FileId file = sources.add("f", text);
    for (std::size_t at = 0; at < text.size();) {
        const auto offset = static_cast<std::uint32_t>(at);
        if (text[at] != '\n') CHECK(sources.offset(file, sources.position(file, offset)) == offset);
        at += code_point_at(text, at).length;
    }
    CHECK(sources.offset(file, {1, 99}) == 6);
    CHECK(sources.offset(file, {99, 1}) == text.size());
    CHECK(sources.offset(file, {0, 0}) == 0);
    CHECK(sources.offset(file, {3, 0}) == text.find("xyz"));
}

TEST_CASE("empty texts have one empty line") {
    SourceMap sources;
    const FileId file = sources.add("f", "");
    CHECK(position(sources, file, 0) == "1:1");
    CHECK(sources.line_at(file, 0).empty());
    CHECK(sources.contains(file));
    CHECK_FALSE(sources.contains(FileId{1}));
    CHECK(sources.whole(file).text.empty());
}

TEST_CASE("fragments point into their file") {
    SourceMap sources;
    const FileId file = sources.add("f", "rule = \"a\\nb\"");
    Fragment decoded{file, "a\nb", 0, {8, 9, 11, 12}};
    CHECK(decoded.file_offset(1) == 9);
    CHECK(decoded.span(1, 3).begin == 9);
    CHECK(decoded.span(1, 3).end == 12);
    const Fragment plain{file, "rule", 5, {}};
    CHECK(plain.span(1, 2).begin == 6);
}

TEST_CASE("code points are decoded strictly") {
    struct Case {
        std::string bytes;
        char32_t value;
        int length;
    };
    const Case cases[] = {
        {"a", 'a', 1},
        {"\xC2\xA2", 0xA2, 2},
        {"\xE4\xB8\xAD", 0x4E2D, 3},
        {"\xF0\x9F\x98\x80", 0x1F600, 4},
        {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
        {"\xC1\x81", 0xFFFD, 1},          // overlong
        {"\xE0\x80\xAF", 0xFFFD, 1},      // overlong
        {"\xED\xA0\x80", 0xFFFD, 1},      // surrogate
        {"\xF4\x90\x80\x80", 0xFFFD, 1},  // beyond the last code point
        {"\xE4\xB8", 0xFFFD, 1},          // truncated
        {"\x80", 0xFFFD, 1},
        {"\xFF", 0xFFFD, 1},
    };
    for (const Case& c : cases) {
        const CodePoint point = code_point_at(c.bytes, 0);
        CHECK(point.value == c.value);
        CHECK(int{point.length} == c.length);
        CHECK(point.valid == (c.value != 0xFFFD));
        std::string again;
        append_utf8(again, point.value);
        if (point.valid) CHECK(again == c.bytes);
    }
    CHECK(count_code_points("中a\xFF") == 3);
    CHECK(code_points("中a").size() == 2);
}
