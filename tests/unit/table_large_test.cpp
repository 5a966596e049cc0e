// Keys and classes at the ends of their range, and tables too large or too dense for small leaves:
// summaries, shared bitmaps, batches of several blocks. Made-up material.
#include <algorithm>
#include <random>

#include "engine/table/decision_table.h"
#include "tests/catch.hpp"
#include "tests/unit/table_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

// A table of one input over the given cells; the outcome of row i is i.
struct OneInput {
    TableCase written{".decl out(o: number)"};
    std::optional<DecisionTable> table;

    OneInput(const std::string& type, const std::string& hit,
             const std::vector<std::string>& cells) {
        written.concludes("out(o)").outputs({"o: number"}).inputs({"x: " + type}).hit(hit);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            TableRowText row;
            row.when.push_back(plain(cells[i]));
            row.then.push_back(plain(std::to_string(i)));
            written.table.rows.push_back(std::move(row));
        }
        auto checked =
            checked_table(written.table, *written.program.program, written.program.vocabulary,
                          written.program.values, written.diagnostics);
        INFO((written.diagnostics.items().empty() ? "" : written.diagnostics.items()[0].message));
        REQUIRE(checked);
        table.emplace(*std::move(checked), written.program.values);
    }

    static Fragment plain(const std::string& text) {
        Fragment fragment;
        fragment.text = text;
        return fragment;
    }

    std::vector<std::uint32_t> rows(Word word) {
        Decision decision;
        const TableArgument arguments[] = {table->argument(0, word)};
        REQUIRE(table->decide(arguments, decision));
        return decision.rows;
    }
};

using Rows = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("classes of keys are what a search finds") {
    std::mt19937_64 random(5);
    for (const int shift : {0, 8, 40, 54, 63}) {
        for (const std::size_t count : {1u, 2u, 7u, 1000u, 40'000u}) {
            std::vector<Key> starts;
            for (std::size_t i = 0; i < count; ++i) starts.push_back(random() >> shift);
            if (shift == 0) starts.push_back(kKeyMax);
            const KeyClasses classes(starts);
            starts.push_back(0);
            std::sort(starts.begin(), starts.end());
            starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
            REQUIRE(classes.size() == starts.size());
            std::vector<Key> keys{0, 1, kKeyMax, kKeyMax - 1};
            for (std::size_t i = 0; i < 300; ++i) {
                keys.push_back(random() >> shift);
                const Key start = starts[random() % starts.size()];
                keys.insert(keys.end(), {start, start - 1, start + 1});
            }
            for (const Key key : keys) {
                const auto after = std::upper_bound(starts.begin(), starts.end(), key);
                REQUIRE(classes.of(key) == static_cast<std::size_t>(after - starts.begin()) - 1);
            }
        }
    }
}

TEST_CASE("sets of keys") {
    const KeySet low = KeySet::of(0, 4);
    const KeySet high = KeySet::of(8, kKeyMax);
    CHECK(KeySet::all().complement() == KeySet());
    CHECK(KeySet().complement() == KeySet::all());
    CHECK(unite(low, KeySet::of(5, 7)) == KeySet::of(0, 7));
    CHECK(unite(unite(low, high), KeySet::of(5, 7)) == KeySet::all());
    CHECK(unite(low, high).complement() == KeySet::of(5, 7));
    CHECK(intersect(unite(low, high), KeySet::of(3, 9)) ==
          unite(KeySet::of(3, 4), KeySet::of(8, 9)));
    CHECK(low.holds({1, 4}));
    CHECK_FALSE(low.holds({1, 5}));
    CHECK(low.meets({4, 9}));
    CHECK_FALSE(low.meets({5, 9}));
}

TEST_CASE("numbers at the ends of their range") {
    const std::string least = "-9223372036854775808";
    const std::string most = "9223372036854775807";
    OneInput table(
        "number", "rule order",
        {"<= " + least, ">= " + most, "> " + most, "< " + least, "< 0.5", "> -0.5", "!= " + most,
         "-5..9", "> 9300000000000000000.0", "< 9300000000000000000.0", "0.5"});
    const auto rows = [&](std::int64_t number) { return table.rows(word_of(number)); };
    CHECK(rows(INT64_MIN) == Rows{0, 4, 6, 9});
    CHECK(rows(INT64_MAX) == Rows{1, 5, 9});
    CHECK(rows(0) == Rows{4, 5, 6, 7, 9});
    CHECK(rows(1) == Rows{5, 6, 7, 9});
}

TEST_CASE("unsigned numbers, floats and dates") {
    OneInput whole("unsigned", "rule order",
                   {">= 18446744073709551615", "0", "< 9223372036854775808", "> 0"});
    CHECK(whole.rows(Word{0}) == Rows{1, 2});
    CHECK(whole.rows(UINT64_MAX) == Rows{0, 3});
    OneInput real("float", "rule order", {"< 0.0", "> 0.0", "0.0", "!= 1.5", ">= -1.5"});
    CHECK(real.rows(word_of(-0.0)) == Rows{2, 3, 4});
    CHECK(real.rows(word_of(-2.5)) == Rows{0, 3});
    CHECK(real.rows(word_of(1.5)) == Rows{1, 4});
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(real.rows(word_of(infinity)) == Rows{1, 3, 4});
    CHECK(real.rows(word_of(-infinity)) == Rows{0, 3});
    CHECK(real.rows(word_of(std::numeric_limits<double>::quiet_NaN())) == Rows{3});
    OneInput date("date", "rule order", {"< 1970-01-01", "1969-12-31..1970-01-02", "> 2024-02-28"});
    CHECK(date.rows(word_of(*Date::parse("1969-12-31"))) == Rows{0, 1});
    CHECK(date.rows(word_of(*Date::parse("1970-01-01"))) == Rows{1});
    CHECK(date.rows(word_of(*Date::parse("2024-02-29"))) == Rows{2});
}

TEST_CASE("a dense table of many rows shares bitmaps and looks again") {
    constexpr int kRows = 9'000;
    std::vector<std::string> cells;
    for (int i = 0; i < kRows; ++i) cells.push_back("!= " + std::to_string(10 * i));
    OneInput table("number", "rule order", cells);
    CHECK(table.table->matcher().leaves() == 1);
    CHECK(table.table->bytes() < std::size_t{16} << 20);
    for (int i = 0; i < 40; ++i) {
        const int x = i * 2'219;
        Rows expected;
        for (std::uint32_t row = 0; row < kRows; ++row) {
            if (10 * static_cast<int>(row) != x) expected.push_back(row);
        }
        REQUIRE(table.rows(word_of(std::int64_t{x})) == expected);
    }
}

TEST_CASE("a batch of several blocks decides as single decisions do") {
    std::mt19937 random(11);
    std::vector<std::string> cells;
    for (int i = 0; i < 3'000; ++i) {
        const int low = static_cast<int>(random() % 100'000);
        cells.push_back(std::to_string(low) + "..<" + std::to_string(low + 1 + i % 50));
    }
    for (const char* hit : {"first", "any"}) {
        OneInput table("number", hit, cells);
        CHECK(table.table->matcher().leaves() > 10);
        std::vector<Word> column;
        for (int i = 0; i < 1'000; ++i) column.push_back(random() % 100'100);
        std::vector<TableHit> hits(column.size());
        const Word* columns[] = {column.data()};
        table.table->hits(columns, column.size(), hits.data());
        for (std::size_t i = 0; i < column.size(); ++i) {
            const TableHit one = table.table->hit({&column[i], 1});
            REQUIRE((one.kind == hits[i].kind && one.row == hits[i].row));
            const Rows rows = table.rows(column[i]);
            if (one.kind == TableHit::Kind::Row) REQUIRE(rows == Rows{one.row});
            if (one.kind == TableHit::Kind::None) REQUIRE(rows.empty());
        }
    }
}
