// RFC 4180, row by row: cells, line ends, places, mistakes, size.
#include "kb/csv.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// Cells joined by `|`, rows by a line end; mistakes as `!message@begin`.
std::string rows(const std::string& text) {
    CsvReader reader(text);
    std::vector<CsvCell> row;
    std::string result;
    for (;;) {
        const CsvReader::Outcome outcome = reader.next(row);
        if (outcome == CsvReader::Outcome::End) return result;
        if (outcome == CsvReader::Outcome::Mistake) {
            result += "!" + reader.mistake().message + "@" +
                      std::to_string(reader.mistake().begin) + "\n";
            continue;
        }
        for (std::size_t i = 0; i < row.size(); ++i) result += (i == 0 ? "" : "|") + row[i].text;
        result += "\n";
    }
}

}  // namespace

TEST_CASE("well-formed CSV") {
    struct Case {
        const char* text;
        const char* rows;
    };
    const Case cases[] = {
        {"", ""},
        {"a,b,c\n1,2,3\n", "a|b|c\n1|2|3\n"},
        {"a,b\n1,2", "a|b\n1|2\n"},
        {"a,b\r\n1,2\r\n", "a|b\n1|2\n"},
        {"\xEF\xBB\xBF"
         "a\n",
         "a\n"},
        {"a,\n,\n", "a|\n|\n"},
        {"\"a,b\",c\n", "a,b|c\n"},
        {"\"a \"\"b\"\"\",c\n", "a \"b\"|c\n"},
        {"\"\",x\n", "|x\n"},
        {"\"a\nb\",c\n", "a\nb|c\n"},
        {"\"a\r\nb\",c\r\nd,e\r\n", "a\r\nb|c\nd|e\n"},
        {"\"a\n\"\"b\"\"\n\",c", "a\n\"b\"\n|c\n"},
        {"价格,万元\n一百,二\n", "价格|万元\n一百|二\n"},
        {"{\"\"\n", "!a quotation mark inside a cell that is not quoted@1\n"},
        {"1,\"{\"\"type\"\": \"\"Point\"\"}\"\n", "1|{\"type\": \"Point\"}\n"},
        {"a\rb,c\n", "a\rb|c\n"},
        {"\n\na\n", "\n\na\n"},
        {" a , b \n", " a | b \n"},
    };
    for (const Case& test : cases) {
        INFO(test.text);
        CHECK(rows(test.text) == test.rows);
    }
}

TEST_CASE("malformed CSV: the mistake has its place, and reading goes on behind the line") {
    CHECK(rows("a\"b,c\nd\n") == "!a quotation mark inside a cell that is not quoted@1\nd\n");
    CHECK(rows("a,\"b\"x,c\nd\n") == "!text behind the end of a quoted cell@5\nd\n");
    CHECK(rows("a,\"b\nc,d\n") == "!the quoted cell that begins here has no end@2\nc|d\n");
}

TEST_CASE("cells have the bytes of the file") {
    const std::string text = "价,\"a\"\"b\"\n";
    CsvReader reader(text);
    std::vector<CsvCell> row;
    REQUIRE(reader.next(row) == CsvReader::Outcome::Row);
    CHECK(row[0].begin == 0);
    CHECK(row[0].end == 3);
    CHECK(row[1].begin == 4);
    CHECK(row[1].end == 10);
}

TEST_CASE("many columns and long cells are read in linear time") {
    std::string wide = "0";
    for (int i = 1; i < 100'000; ++i) wide += "," + std::to_string(i);
    CsvReader reader(wide);
    std::vector<CsvCell> row;
    REQUIRE(reader.next(row) == CsvReader::Outcome::Row);
    CHECK(row.size() == 100'000);
    CHECK(row.back().text == "99999");
    const std::string marks(2'000'001, '"');
    CHECK(rows(marks).size() > 10);
    std::string open;
    for (int i = 0; i < 200'000; ++i) open += "x,\"y\n";
    CHECK_FALSE(rows(open).empty());
}
