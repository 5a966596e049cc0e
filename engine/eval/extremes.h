// Does a row conflict with any of a set of rows of its key?
//
// It does exactly when, in some column, it is incompatible with the row of the set that begins last
// or with the one that ends first; of other values, with one of any two that differ. So the set is
// kept as a few rows a column: O(columns) a question.
#pragma once

#include <optional>
#include <vector>

#include "engine/check/program.h"
#include "engine/eval/tuples.h"

namespace dictum {

class Extremes {
  public:
    // `columns`: those outside the key. All must outlive this.
    Extremes(const Relation& relation, const Values& values, const Tuples& tuples,
             const std::vector<std::uint32_t>& columns)
        : relation_(relation), values_(values), tuples_(tuples), columns_(columns) {
        ends_.resize(columns.size());
    }

    void add(RowId row);
    // A row of the set that it conflicts with.
    std::optional<RowId> conflicting(RowId row) const;

  private:
    // Of quantities: which begins last, and which ends first. Of other values: one, and one that
    // differs from it if there is one.
    struct Ends {
        std::optional<RowId> first;
        std::optional<RowId> second;
    };
    bool is_quantity(std::size_t i) const {
        return relation_.columns[columns_[i]].type.base == BaseType::Quantity;
    }
    Word word(RowId row, std::size_t i) const { return tuples_[row][columns_[i]]; }
    bool conflict(RowId a, RowId b, std::size_t i) const;

    const Relation& relation_;
    const Values& values_;
    const Tuples& tuples_;
    const std::vector<std::uint32_t>& columns_;
    std::vector<Ends> ends_;  // by column
};

}  // namespace dictum
