// A hash index of rows by some of their columns.
//
//   edge on 0:   1 -> rows 0, 3, 7      2 -> row 1
//
// Each distinct key has a chain of its rows, ascending: `next` links row ids, so a chain may grow
// while it is walked. The index covers a prefix of the rows and is extended when a probe needs
// more; building it is linear, a probe O(matches).
#pragma once

#include <span>
#include <vector>

#include "engine/eval/id_table.h"
#include "engine/value/values.h"

namespace dictum {

class RowIndex {
  public:
    static constexpr std::uint32_t kNone = IdTable::kNone;

    explicit RowIndex(std::vector<std::uint32_t> columns) : columns_(std::move(columns)) {}

    const std::vector<std::uint32_t>& columns() const { return columns_; }

    // Takes in the rows up to `to`; `words` holds them row by row.
    void extend(const std::vector<Word>& words, std::size_t arity, std::uint32_t to);

    // The first row of the key, or kNone; then the one after `row`.
    std::uint32_t first(const std::vector<Word>& words, std::size_t arity,
                        std::span<const Word> key) const;
    std::uint32_t next(std::uint32_t row) const { return next_[row]; }

    std::size_t bytes() const;

  private:
    struct Chain {
        std::uint32_t first;
        std::uint32_t last;
    };
    std::uint32_t hash_row(const Word* row) const;

    std::vector<std::uint32_t> columns_;
    IdTable table_;  // of chains
    std::vector<Chain> chains_;
    std::vector<std::uint32_t> next_;  // by row; its size is how many rows are covered
};

}  // namespace dictum
