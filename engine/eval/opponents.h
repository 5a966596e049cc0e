// Does a row conflict with any of a set of rows of its key?
//
// It does exactly when, in some column, it is incompatible with the row of the set that begins last
// or with the one that ends first; of other values, with one of any two that differ. So the set is
// kept as a few rows a column: O(columns) a question.
//
//   rate("ann", 10%, 2024-01-01..2024-06-30)   rate("ann", 12%, 2024-07-01..2024-12-31)   no
//   conflict
//
// A column of periods says when a row holds, and rows whose periods don't overlap don't conflict.
// There the rows are kept in order of their begin, and those that begin before the asked one ends
// are tried: O(rows of the key) a question, each a step of the meter.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "engine/check/program.h"
#include "engine/eval/meter.h"
#include "engine/eval/tuples.h"

namespace dictum {

class Opponents {
  public:
    // All must outlive this.
    Opponents(const Relation& relation, const Values& values, const Tuples& tuples, Meter& meter);

    void add(RowId row);
    // A row of the set that it conflicts with. Errors: the run is to end.
    Result<std::optional<RowId>> conflicting(RowId row);

    // Rows apart whose periods aren't joined by overlaps; one group without a column of periods,
    // none without rows. Groups and rows by begin.
    std::vector<std::vector<RowId>> by_time(std::vector<RowId> rows) const;

  private:
    // Of quantities: which begins last, and which ends first. Of other values: one, and one that
    // differs from it if there is one.
    using Ends = std::array<std::optional<RowId>, 2>;

    Result<std::optional<RowId>> at_that_time(RowId row);
    bool at_once(RowId a, RowId b) const;
    bool begins_earlier(RowId a, RowId b) const;
    bool incompatible(RowId a, RowId b, std::uint32_t column) const;
    Word word(RowId row, std::uint32_t column) const { return tuples_[row][column]; }
    const Interval& interval(RowId row, std::uint32_t column) const {
        return values_.interval(word(row, column));
    }
    bool is_quantity(std::uint32_t column) const {
        return relation_.columns[column].type.base == BaseType::Quantity;
    }

    const Relation& relation_;
    const Values& values_;
    const Tuples& tuples_;
    Meter& meter_;
    std::vector<std::uint32_t> columns_;  // outside the key, but for periods
    std::vector<std::uint32_t> periods_;
    std::vector<Ends> ends_;       // by column; without periods
    std::vector<RowId> by_begin_;  // of the first column of periods
    bool sorted_ = true;
};

}  // namespace dictum
