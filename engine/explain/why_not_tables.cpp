#include "engine/explain/why_not_tables.h"

#include <algorithm>

namespace dictum {

std::vector<std::size_t> deciding_rows(std::span<const TableRules> tables, const Model& model,
                                       RelationId wins,
                                       const std::vector<std::optional<Word>>& words) {
    const std::string& name = model.program().relations[wins].name;
    const auto table = std::ranges::find(tables, name, &TableRules::wins);
    if (table == tables.end()) return {};
    std::vector<std::uint32_t> columns;
    std::vector<Word> key;
    for (std::uint32_t i = 0; i < table->case_columns; ++i) {
        if (!words[i]) continue;
        columns.push_back(i);
        key.push_back(*words[i]);
    }
    const Tuples& tuples = model.tuples(wins);
    std::vector<std::size_t> rows;
    tuples.probe(columns, key, RowId{}, id_at<RowId>(tuples.size()), [&](RowId at) {
        rows.push_back(static_cast<std::size_t>(tuples[at].back()));
        return true;
    });
    std::ranges::sort(rows);
    const auto repeated = std::ranges::unique(rows);
    rows.erase(repeated.begin(), repeated.end());
    return rows;
}

}  // namespace dictum
