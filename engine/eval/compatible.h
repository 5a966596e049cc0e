// When two rows of one key conflict: quantities that don't overlap, other values that aren't
// identical. Ends that only touch agree.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "engine/check/program.h"

namespace dictum {

// The columns outside the relation's key, ascending.
inline std::vector<std::uint32_t> value_columns(const Relation& relation) {
    std::vector<std::uint32_t> columns;
    for (std::uint32_t column = 0; column < relation.columns.size(); ++column) {
        const auto& key = relation.key;
        if (!std::binary_search(key.begin(), key.end(), column)) columns.push_back(column);
    }
    return columns;
}

// Of two rows of one key, in `columns`, their value columns.
inline bool conflict(const Relation& relation, const Values& values,
                     const std::vector<std::uint32_t>& columns, std::span<const Word> a,
                     std::span<const Word> b) {
    return std::any_of(columns.begin(), columns.end(), [&](std::uint32_t column) {
        if (a[column] == b[column]) return false;
        return relation.columns[column].type.base != BaseType::Quantity ||
               !overlaps(values.interval(a[column]), values.interval(b[column]));
    });
}

}  // namespace dictum
