// A relation's tuples: append-only rows, each once. Row order is derivation order, so a row's
// premises in its own stratum always stand before it.
//
// Storage, duplicate elimination and indexes live behind this class; nothing else knows them. What
// handles many rows does so in batches of columns: `columns[c][i]` is word c of row i.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/eval/row_index.h"
#include "engine/eval/row_store.h"
#include "engine/value/ids.h"
#include "engine/value/values.h"

namespace dictum {

class Tuples {
  public:
    // One more row than this is not accepted: RowId has 32 bits, and one value means "none".
    static constexpr std::size_t kRowsMax = 0xFFFFFFFE;
    static constexpr RowId kNoRow{0xFFFFFFFF};
    using Columns = std::span<const Word* const>;

    explicit Tuples(std::size_t arity);
    ~Tuples();
    Tuples(Tuples&&) noexcept;
    Tuples& operator=(Tuples&&) noexcept;

    std::size_t arity() const;
    std::size_t size() const;
    // Valid until the next insertion.
    TupleView operator[](RowId row) const;
    const RowStore& store() const;

    // The row, and whether it is new. Expected O(arity). Requires: size() < kRowsMax.
    std::pair<RowId, bool> insert(std::span<const Word> tuple);
    std::optional<RowId> find(std::span<const Word> tuple) const;
    std::optional<RowId> find(const TupleView& tuple) const { return find(tuple.words()); }

    // Appends those of the first `count` rows that are new, in their order. Requires:
    // size() + count <= kRowsMax.
    void insert(Columns columns, std::size_t count);
    // The rows that hold those of the columns, or kNoRow. Requires: count <= kBatch.
    void find(Columns columns, std::size_t count, RowId* rows) const;
    // Only whether there is such a row.
    void has(Columns columns, std::size_t count, bool* found) const;

    // The index on those columns, covering at least the rows before `to`. Built on first use; the
    // reference stays valid, what it finds does until the index is extended.
    const RowIndex& index_on(std::span<const std::uint32_t> columns, RowId to) const;

    // Calls `visit(RowId)` for the rows in [from, to) whose `columns` hold `key`, ascending, until
    // it returns false. None of the columns: a scan. Expected O(matches).
    template <class Visit>
    void probe(std::span<const std::uint32_t> columns, std::span<const Word> key, RowId from,
               RowId to, Visit visit) const {
        if (columns.empty()) {
            for (std::size_t row = index_of(from); row < index_of(to); ++row) {
                if (!visit(id_at<RowId>(row))) return;
            }
            return;
        }
        FoundRows found;
        find_rows(columns, key, from, to, found);
        for (const std::uint32_t row : found.rows()) {
            if (!visit(RowId{row})) return;
        }
    }

    std::size_t bytes() const;

  private:
    // A copy, for `visit` may have the index extended; of few rows without memory of its own.
    class FoundRows {
      public:
        void assign(std::span<const std::uint32_t> rows) {
            size_ = rows.size();
            if (size_ <= few_.size()) {
                std::ranges::copy(rows, few_.begin());
            } else {
                many_.assign(rows.begin(), rows.end());
            }
        }
        std::span<const std::uint32_t> rows() const {
            return size_ <= few_.size() ? std::span(few_).first(size_) : std::span(many_);
        }

      private:
        std::array<std::uint32_t, 16> few_;
        std::vector<std::uint32_t> many_;
        std::size_t size_ = 0;
    };

    void find_rows(std::span<const std::uint32_t> columns, std::span<const Word> key, RowId from,
                   RowId to, FoundRows& found) const;

    struct Storage;
    std::unique_ptr<Storage> storage_;
};

}  // namespace dictum
