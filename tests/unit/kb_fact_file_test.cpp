// Soufflé's fact files, read and written.
#include <limits>

#include "kb/fact_file.h"
#include "kb/files.h"
#include "tests/catch.hpp"
#include "tests/unit/rules_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

class Rows : public FactSink {
  public:
    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        CHECK_FALSE(support);
        rows.emplace_back(tuple.begin(), tuple.end());
        return {};
    }
    std::vector<std::vector<Word>> rows;
};

const RelationSchema kMixed{"mixed",
                            {{"s", Type::of(BaseType::Symbol)},
                             {"n", Type::of(BaseType::Number)},
                             {"u", Type::of(BaseType::Unsigned)},
                             {"f", Type::of(BaseType::Float)}}};

struct Folder {
    TemporaryFolder folder;
    UnitTable units = UnitTable::builtin();
    Values values;
    Rows rows;

    FactFormat format;

    std::string read(const RelationSchema& relation) {
        FactFolder::Formats formats;
        if (!format.file.empty()) formats[relation.name].push_back(format);
        FactFolder source(folder.path(), formats, units);
        const auto status = source.read(relation, values, rows);
        return status ? "" : status.error().message;
    }
    std::string write_back(const RelationSchema& relation) {
        FactFormat out = format;
        if (out.file.empty()) out.file = relation.name + ".csv";
        FactFile file(out, relation, values, units);
        for (const auto& row : rows.rows) REQUIRE(file.fact(row, std::nullopt));
        REQUIRE(file.finish(folder.path()));
        if (out.medium == FactFormat::Medium::Sqlite) return {};
        return folder.read(out.file);
    }
};

}  // namespace

TEST_CASE("facts come in and go out as the same text") {
    Folder it;
    const std::string text =
        "a b\t-1\t1\t0.1\n\"q\"\t0\t18446744073709551615\t1e+21\n\t5\t0\t-2.5\n";
    it.folder.write("mixed.facts", text);
    REQUIRE(it.read(kMixed).empty());
    REQUIRE(it.rows.rows.size() == 3);
    CHECK(it.write_back(kMixed) == text);
}

TEST_CASE("CRLF, a missing last line end, and other forms of numbers") {
    Folder it;
    it.folder.write("mixed.facts", "茶\t1\t0x10\t1\r\n茶\t1\t0b11\t-0.0");
    REQUIRE(it.read(kMixed).empty());
    CHECK(it.write_back(kMixed) == "茶\t1\t16\t1\n茶\t1\t3\t0\n");
}

TEST_CASE("a missing file, and lines that are wrong") {
    Folder it;
    CHECK(it.read(kMixed).find("mixed.facts") != std::string::npos);
    const auto problem = [&](const std::string& text) {
        it.folder.write("mixed.facts", text);
        return it.read(kMixed);
    };
    CHECK(problem("a\t1\t1\t1\n茶\t一\t1\t1\n") ==
          "mixed.facts:2:3: error: `一` is not a number of 64 bits");
    CHECK(problem("茶\t1\n") ==
          "mixed.facts:1:4: error: this line has 2 values; `mixed` has 4 columns");
    CHECK(problem("a\t1\t1\t1\t9\n") == "mixed.facts:1:8: error: this line has more than 4 values");
    CHECK(problem("\n").find("mixed.facts:1:1: error: this line has 1 values") == 0);
    CHECK(problem("a\t1\t1\t1\n\xFF\t1\t1\t1\n").find("is not UTF-8 text (byte 8)") !=
          std::string::npos);
    std::filesystem::remove(it.folder.at("mixed.facts"));
    std::filesystem::create_directory(it.folder.at("mixed.facts"));
    CHECK(it.read(kMixed).find("is a folder, not a file") != std::string::npos);
}

TEST_CASE("a relation without columns") {
    Folder it;
    const RelationSchema flag{"flag", {}};
    it.folder.write("flag.facts", "()\n");
    REQUIRE(it.read(flag).empty());
    CHECK(it.rows.rows.size() == 1);
    CHECK(it.write_back(flag) == "()\n");
    it.folder.write("flag.facts", "x\n");
    CHECK(it.read(flag).find("flag.facts:1:1: error:") == 0);
}

TEST_CASE("floats are written in the shortest form that reads back") {
    const Values values;
    const UnitTable units = UnitTable::builtin();
    const auto written = [&](double value) {
        return fact_text(word_of(value), Type::of(BaseType::Float), values, units);
    };
    CHECK(written(1.0) == "1");
    CHECK(written(0.1) == "0.1");
    CHECK(written(1.0 / 3.0) == "0.3333333333333333");
    CHECK(written(1e300) == "1e+300");
    CHECK(written(-std::numeric_limits<double>::infinity()) == "-inf");
}

TEST_CASE("a file that can't be written leaves the old one") {
    TemporaryFolder folder;
    folder.write("old", "kept");
    CHECK_FALSE(write_file(folder.at("absent/file"), "x"));
    REQUIRE(write_file(folder.at("old"), "new"));
    CHECK(folder.read("old") == "new");
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        files += entry.is_regular_file() ? 1u : 0u;
    }
    CHECK(files == 1);
}

TEST_CASE("directives choose names, delimiters, headers and quotes") {
    Folder it;
    it.format.file = "other.txt";
    it.format.delimiter = "; ";
    it.format.headers = true;
    const std::string text = "s; n; u; f\na b; -1; 1; 0.1\n";
    it.folder.write("other.txt", text);
    REQUIRE(it.read(kMixed).empty());
    CHECK(it.write_back(kMixed) == text);
    it.folder.write("other.txt", "s; n\na; 1; x; 0.1\n");
    CHECK(it.read(kMixed) == "other.txt:2:7: error: `x` is not an unsigned number of 64 bits");
}

TEST_CASE("cells of RFC 4180 may hold line ends and quotes") {
    Folder it;
    it.format.file = "quoted.csv";
    it.format.delimiter = ",";
    it.format.quoted = true;
    it.folder.write("quoted.csv", "\"two\nlines \"\"q\"\"\",1,2,3\r\nplain,4,5,6\n");
    REQUIRE(it.read(kMixed).empty());
    REQUIRE(it.rows.rows.size() == 2);
    CHECK(it.write_back(kMixed) ==
          "\"two\nlines \"\"q\"\"\",\"1\",\"2\",\"3\"\n\"plain\",\"4\",\"5\",\"6\"\n");
    it.folder.write("quoted.csv", "a,1,2,3\nb,1,2\n");
    CHECK(it.read(kMixed) ==
          "quoted.csv:2:1: error: this line has 3 values; `mixed` has 4 columns");
}

TEST_CASE("a table of SQLite goes in and out") {
    Folder it;
    it.folder.write("mixed.facts", "茶\t-1\t2\t0.5\nb\t3\t4\t-1\n");
    REQUIRE(it.read(kMixed).empty());
    it.format.medium = FactFormat::Medium::Sqlite;
    it.format.file = "facts.db";
    it.format.table = "a \"table\"";
    CHECK(it.write_back(kMixed).empty());
    const auto wrote = it.rows.rows;
    it.rows.rows.clear();
    REQUIRE(it.read(kMixed).empty());
    CHECK(it.rows.rows == wrote);
    const RelationSchema narrow{"narrow", {{"s", Type::of(BaseType::Symbol)}}};
    CHECK(it.read(narrow).find("has 4 columns; `narrow` has 1") != std::string::npos);
    it.format.table = "absent";
    CHECK(it.read(kMixed).find("absent") != std::string::npos);
}
