#include "engine/eval/rows_by_key.h"

#include <algorithm>

namespace dictum {

Result<std::vector<std::vector<RowId>>> rows_by_key(const Relation& relation, const Tuples& tuples,
                                                    Meter& meter) {
    Tuples keys(relation.key.size());
    std::vector<std::vector<RowId>> rows;
    std::vector<Word> key(relation.key.size());
    for (std::size_t i = 0; i < tuples.size(); ++i) {
        if (!meter.step()) return meter.error();
        const auto row = id_at<RowId>(i);
        for (std::size_t k = 0; k < key.size(); ++k) key[k] = tuples[row][relation.key[k]];
        const auto [group, fresh] = keys.insert(key);
        if (fresh) rows.emplace_back();
        rows[index_of(group)].push_back(row);
    }
    return rows;
}

std::vector<std::uint32_t> columns_outside_key(const Relation& relation) {
    std::vector<std::uint32_t> columns;
    for (std::uint32_t column = 0; column < relation.columns.size(); ++column) {
        const auto& key = relation.key;
        if (!std::binary_search(key.begin(), key.end(), column)) columns.push_back(column);
    }
    return columns;
}

}  // namespace dictum
