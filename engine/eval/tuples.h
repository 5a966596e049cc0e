// A relation's tuples: append-only rows, each once. Row order is derivation order, so a row's
// premises in its own stratum always stand before it.
//
// Storage, duplicate elimination and indexes live behind this class; nothing else knows them.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/value/ids.h"
#include "engine/value/values.h"

namespace dictum {

class Tuples {
  public:
    // One more row than this is not accepted: RowId has 32 bits, and one value means "none".
    static constexpr std::size_t kRowsMax = 0xFFFFFFFE;

    explicit Tuples(std::size_t arity);
    ~Tuples();
    Tuples(Tuples&&) noexcept;
    Tuples& operator=(Tuples&&) noexcept;

    std::size_t arity() const { return arity_; }
    std::size_t size() const { return size_; }
    // Valid until the next insertion.
    std::span<const Word> operator[](RowId row) const;

    // The row, and whether it is new. Expected O(arity). Requires: size() < kRowsMax.
    std::pair<RowId, bool> insert(std::span<const Word> tuple);
    std::optional<RowId> find(std::span<const Word> tuple) const;

    // Calls `visit(RowId)` for the rows in [from, to) whose `columns` hold `key`, ascending, until
    // it returns false. Uses (and builds, on first use) a hash index on those columns; none of
    // them: a scan. Expected O(matches).
    template <class Visit>
    void probe(std::span<const std::uint32_t> columns, std::span<const Word> key, RowId from,
               RowId to, Visit visit) const {
        const Access access = access_by(columns);
        for (RowId row = first(access, key, from, to); row != kNoRow; row = next(access, row, to)) {
            if (!visit(row)) return;
        }
    }

    // The same step by step, for operators that are resumed. Rows may be inserted meanwhile.
    enum class Access : std::uint32_t {};
    static constexpr RowId kNoRow{0xFFFFFFFF};
    Access access_by(std::span<const std::uint32_t> columns) const;
    RowId first(Access access, std::span<const Word> key, RowId from, RowId to) const;
    RowId next(Access access, RowId row, RowId to) const;

    std::size_t bytes() const;

  private:
    struct Storage;
    std::size_t arity_ = 0;
    std::size_t size_ = 0;
    std::unique_ptr<Storage> storage_;
};

}  // namespace dictum
