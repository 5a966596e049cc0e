#include "kb/knowledge.h"

#include <algorithm>

#include "engine/table/lower_table.h"

namespace dictum {
namespace {

template <class Items, class Key>
auto* find_by(Items& items, std::string_view wanted, Key key) {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const auto& item) { return key(item) == wanted; });
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Turn* Source::turn(std::string_view turn_id) const {
    return find_by(turns, turn_id, [](const Turn& turn) -> std::string_view { return turn.id; });
}

const Source* Knowledge::source(std::string_view id) const {
    return find_by(sources, id, [](const Source& source) -> std::string_view { return source.id; });
}

const RelationDeclaration* Knowledge::relation(std::string_view name) const {
    return find_by(relations, name,
                   [](const RelationDeclaration& item) -> std::string_view { return item.name; });
}

const TableDeclaration* Knowledge::table(std::string_view id) const {
    return find_by(tables, id,
                   [](const TableDeclaration& item) -> std::string_view { return item.table.id; });
}

std::optional<TableRow> table_row(const Knowledge& knowledge, std::string_view id) {
    for (const TableDeclaration& table : knowledge.tables) {
        const auto row = row_named(table.table.id, table.table.rows.size(), id);
        if (row) return TableRow{&table, *row};
    }
    return std::nullopt;
}

}  // namespace dictum
