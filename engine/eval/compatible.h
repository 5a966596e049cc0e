// The columns that can conflict, of two rows of one key: quantities that don't overlap, other
// values that aren't identical.
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

}  // namespace dictum
