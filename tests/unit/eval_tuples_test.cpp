// Rows: each once, in order, found by any columns, also while rows are added.
#include <map>
#include <random>

#include "engine/eval/tuples.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

std::vector<std::uint32_t> probed(const Tuples& tuples, std::vector<std::uint32_t> columns,
                                  std::vector<Word> key, std::uint32_t from, std::uint32_t to) {
    std::vector<std::uint32_t> rows;
    tuples.probe(columns, key, RowId{from}, RowId{to}, [&](RowId row) {
        rows.push_back(static_cast<std::uint32_t>(row));
        return true;
    });
    return rows;
}

}  // namespace

TEST_CASE("rows are distinct and keep their order") {
    Tuples tuples(2);
    CHECK(tuples.insert(std::vector<Word>{1, 2}) == std::pair{RowId{0}, true});
    CHECK(tuples.insert(std::vector<Word>{2, 1}) == std::pair{RowId{1}, true});
    CHECK(tuples.insert(std::vector<Word>{1, 2}) == std::pair{RowId{0}, false});
    CHECK(tuples.size() == 2);
    CHECK(tuples[RowId{1}][0] == 2);
    CHECK(tuples.find(std::vector<Word>{2, 1}) == RowId{1});
    CHECK_FALSE(tuples.find(std::vector<Word>{2, 2}));
}

TEST_CASE("a relation without columns holds one row at most") {
    Tuples tuples(0);
    CHECK_FALSE(tuples.find({}));
    CHECK(tuples.insert({}).second);
    CHECK_FALSE(tuples.insert({}).second);
    CHECK(probed(tuples, {}, {}, 0, 1) == std::vector<std::uint32_t>{0});
}

TEST_CASE("probes see ranges of rows, and rows that were added after an index was made") {
    Tuples tuples(2);
    for (Word i = 0; i < 100; ++i) tuples.insert(std::vector<Word>{i % 3, i});
    CHECK(probed(tuples, {0}, {1}, 0, 10) == std::vector<std::uint32_t>{1, 4, 7});
    CHECK(probed(tuples, {0}, {1}, 5, 11) == std::vector<std::uint32_t>{7, 10});
    for (Word i = 100; i < 200; ++i) tuples.insert(std::vector<Word>{i % 3, i});
    CHECK(probed(tuples, {0}, {1}, 150, 158) == std::vector<std::uint32_t>{151, 154, 157});
    CHECK(probed(tuples, {0, 1}, {1, 151}, 0, 200) == std::vector<std::uint32_t>{151});
    CHECK(probed(tuples, {0, 1}, {1, 151}, 0, 151).empty());
    CHECK(probed(tuples, {1, 0}, {151, 1}, 0, 200) == std::vector<std::uint32_t>{151});
    CHECK(probed(tuples, {}, {}, 198, 200) == std::vector<std::uint32_t>{198, 199});
    CHECK(probed(tuples, {0}, {7}, 0, 200).empty());
}

TEST_CASE("random rows agree with an ordered map") {
    std::mt19937 random(7);
    Tuples tuples(3);
    std::map<std::vector<Word>, std::uint32_t> expected;
    for (int i = 0; i < 20'000; ++i) {
        const std::vector<Word> row{random() % 20, Word{random() % 20} << 40, random() % 20};
        const auto [id, fresh] = tuples.insert(row);
        const auto [at, added] = expected.emplace(row, static_cast<std::uint32_t>(expected.size()));
        REQUIRE(fresh == added);
        REQUIRE(static_cast<std::uint32_t>(id) == at->second);
    }
    for (Word key = 0; key < 20; ++key) {
        std::vector<std::uint32_t> rows;
        for (const auto& [row, id] : expected) {
            if (row[0] == key && row[2] == 3) rows.push_back(id);
        }
        std::sort(rows.begin(), rows.end());
        const auto end = static_cast<std::uint32_t>(tuples.size());
        CHECK(probed(tuples, {0, 2}, {key, 3}, 0, end) == rows);
    }
}
