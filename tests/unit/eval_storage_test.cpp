// Storage forms of a relation: whichever it chooses by itself, it holds the same rows.
#include <map>
#include <random>
#include <set>

#include "engine/eval/marked_lines.h"
#include "engine/eval/tuples.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

using Row = std::vector<Word>;

// A relation beside an ordered map of its rows.
class Pair {
  public:
    explicit Pair(std::size_t arity) : tuples_(arity) {}

    void insert(const std::vector<Row>& rows) {
        std::vector<Row> columns(tuples_.arity());
        for (const Row& row : rows) {
            for (std::size_t c = 0; c < row.size(); ++c) columns[c].push_back(row[c]);
            const auto id = static_cast<std::uint32_t>(expected_.size());
            if (expected_.emplace(row, id).second) order_.push_back(row);
        }
        std::vector<const Word*> begins;
        for (const Row& column : columns) begins.push_back(column.data());
        tuples_.insert(begins, rows.size());
        REQUIRE(tuples_.size() == expected_.size());
    }

    void compare(std::mt19937& random) const {
        for (std::size_t i = 0; i < order_.size(); ++i) {
            REQUIRE(tuples_[id_at<RowId>(i)].words() == order_[i]);
        }
        for (int i = 0; i < 200 && !order_.empty(); ++i) {
            Row row = order_[random() % order_.size()];
            if (i % 2 == 1) row[random() % row.size()] += random() % 3;
            const auto found = expected_.find(row);
            const auto id = tuples_.find(row);
            REQUIRE(id.has_value() == (found != expected_.end()));
            if (id) REQUIRE(static_cast<std::uint32_t>(*id) == found->second);
            compare_probe(row, static_cast<std::uint32_t>(random() % row.size()), random);
        }
    }

    const Tuples& tuples() const { return tuples_; }

  private:
    void compare_probe(const Row& row, std::uint32_t column, std::mt19937& random) const {
        const std::size_t from = random() % (order_.size() + 1);
        std::vector<RowId> wanted;
        for (std::size_t i = from; i < order_.size(); ++i) {
            if (order_[i][column] == row[column]) wanted.push_back(id_at<RowId>(i));
        }
        std::vector<RowId> got;
        const std::uint32_t columns[] = {column};
        const Word key[] = {row[column]};
        tuples_.probe(columns, key, id_at<RowId>(from), id_at<RowId>(order_.size()), [&](RowId id) {
            got.push_back(id);
            return true;
        });
        REQUIRE(got == wanted);
    }

    Tuples tuples_;
    std::map<Row, std::uint32_t> expected_;
    std::vector<Row> order_;
};

}  // namespace

TEST_CASE("ascending, hashed and dense rows, narrow and wide, are the same rows") {
    const unsigned seed = GENERATE(range(0U, 12U));
    std::mt19937 random(seed);
    const std::size_t arity = 1 + seed % 3;
    Pair pair(arity);
    Word domain = 1 + random() % 120;
    for (int batch = 0; batch < 20; ++batch) {
        std::vector<Row> rows(1 + random() % 1500, Row(arity));
        for (Row& row : rows) {
            for (Word& word : row) word = random() % domain;
        }
        if (batch < static_cast<int>(seed % 5)) std::sort(rows.begin(), rows.end());
        if (batch == 15 && seed % 4 == 3) rows.back().back() = Word{1} << 40;
        pair.insert(rows);
        if (random() % 4 == 0) domain *= 1 + random() % 4;  // a matrix grows, or gives way
        if (batch % 4 == 0) pair.compare(random);
    }
    pair.compare(random);
}

TEST_CASE("marked look-ups find what look-ups find") {
    const unsigned seed = GENERATE(range(0U, 6U));
    std::mt19937 random(seed);
    Pair pair(2);
    std::vector<Row> rows(3000, Row(2));
    const Word domain = seed % 2 == 0 ? 60 : 2000;
    for (Row& row : rows) row = {random() % domain, random() % domain};
    pair.insert(rows);
    const std::uint32_t column = seed % 3 == 0 ? 1 : 0;
    MarkedLines lines(column);
    for (int batch = 0; batch < 300; ++batch) {
        const std::size_t count = 1 + random() % 512;
        std::vector<Word> words[2] = {std::vector<Word>(count), std::vector<Word>(count)};
        Word stays = random() % domain;
        for (std::size_t i = 0; i < count; ++i) {
            if (random() % (1 + static_cast<unsigned>(batch) / 3) == 0) stays = random() % domain;
            words[column][i] = stays;
            words[1 - column][i] = random() % (domain + 5);
        }
        const Word* const columns[] = {words[0].data(), words[1].data()};
        bool marked[512];
        bool plain[512];
        lines.has(pair.tuples(), columns, count, marked);
        pair.tuples().has(columns, count, plain);
        REQUIRE(std::equal(marked, marked + count, plain));
    }
}
