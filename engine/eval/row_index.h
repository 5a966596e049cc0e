// An index of rows by some of their columns: the rows of a key lie together, ascending.
//
//   edge on 0:   1 -> rows 0, 3, 7      2 -> row 1
//
// The index covers a prefix of the rows and is extended when a probe needs more: by a few rows in
// place (a list that is full moves to the end, with twice the room), by many by building it anew,
// each list as long as it is. A single column of small ids is looked up by its value, others by a
// hash table. Of narrow rows of two columns the list also holds the other column, so that a probe
// reads no row. Building is linear, a probe O(matches).
#pragma once

#include <span>
#include <vector>

#include "engine/eval/row_store.h"
#include "engine/value/id_table.h"

namespace dictum {

class RowIndex {
  public:
    using Rows = std::span<const std::uint32_t>;

    explicit RowIndex(std::vector<std::uint32_t> columns) : columns_(std::move(columns)) {}

    const std::vector<std::uint32_t>& columns() const { return columns_; }

    // Takes in the rows up to `to`.
    void extend(const RowStore& store, std::uint32_t to);
    std::uint32_t covered() const { return covered_; }

    // The rows of the first `count` keys, one column of `keys` a column of the index. Valid until
    // the index is extended. Requires: count <= kBatch.
    void find(const RowStore& store, std::span<const Word* const> keys, std::size_t count,
              Rows* found) const;

    // The words of the other column, in the order of the rows that begin there; null: not held.
    const std::uint32_t* values_of(const std::uint32_t* rows) const {
        return has_values_ ? values_.data() + (rows - rows_.data()) : nullptr;
    }
    bool has_values() const { return has_values_; }

    std::size_t bytes() const;

  private:
    // Where the rows of a key stand in `rows_`. Behind `packed_` there is room for the next power
    // of two of them, before it for no more.
    struct Group {
        std::uint32_t first = 0;
        std::uint32_t size = 0;
    };
    static constexpr std::size_t kRowsMax = 0xF0000000;  // of `rows_`

    void rebuild(const RowStore& store, std::uint32_t to);
    bool is_direct(const RowStore& store, std::uint32_t to) const;
    bool append(const RowStore& store, std::uint32_t row);
    bool make_room(Group& group);
    std::uint32_t group_of(const RowStore& store, std::uint32_t row);
    std::uint32_t hash_of_row(const RowStore& store, std::uint32_t row) const;
    bool same_key(const RowStore& store, std::uint32_t a, std::uint32_t b) const;
    void put(const RowStore& store, Group& group, std::uint32_t row) {
        const std::size_t at = group.first + group.size++;
        rows_[at] = row;
        if (has_values_) {
            values_[at] = static_cast<std::uint32_t>(store.word(row, 1 - columns_[0]));
        }
    }
    Rows rows_of(const Group& group) const { return {rows_.data() + group.first, group.size}; }
    void find_hashed(const RowStore& store, std::span<const Word* const> keys, std::size_t count,
                     Rows* found) const;

    std::vector<std::uint32_t> columns_;
    bool direct_ = false;  // the groups are numbered by the key itself
    IdTable table_;        // otherwise: of groups, by the hash of their keys
    BigVector<Group> groups_;
    std::vector<std::uint32_t> samples_;  // of each group a row, when hashed
    BigVector<std::uint32_t> rows_;
    bool has_values_ = false;
    BigVector<std::uint32_t> values_;  // of each of `rows_`
    std::size_t packed_ = 0;
    std::uint32_t covered_ = 0;
};

}  // namespace dictum
