#include "ask/ranking.h"

#include <algorithm>

namespace dictum {

namespace {

bool is_operation(const Tile& tile, Operation operation) {
    return tile.kind == TileKind::Operation && Operation{tile.index} == operation;
}

bool has(const std::vector<Tile>& tiles, Operation operation) {
    return std::any_of(tiles.begin(), tiles.end(),
                       [&](const Tile& tile) { return is_operation(tile, operation); });
}

// `has` and 有 buy in a calculation, and say nothing anywhere else.
bool says_nothing(const QuestionSpans& spans, const Tile& tile) {
    return std::any_of(spans.tiles.begin(), spans.tiles.end(), [&](const Tile& other) {
        return other.kind == TileKind::Function && other.begin == tile.begin &&
               other.end == tile.end;
    });
}

// What a reading leaves over, but for the tiles that have a part in the ranking or the count.
template <class IsUsed>
std::vector<Tile> left_over(const QuestionSpans& spans, const std::vector<Tile>& tiles,
                            const FilledGoal& filled, IsUsed is_used) {
    std::vector<Tile> left;
    for (const Tile& tile : tiles)
        if (tile.kind == TileKind::Operation && !is_used(tile) && !says_nothing(spans, tile))
            left.push_back(tile);
    for (const Tile& tile : filled.left_over)
        if (!is_used(tile) && tile.kind != TileKind::Operation) left.push_back(tile);
    return left;
}

// The columns that are neither named nor confined.
std::vector<std::size_t> open_columns(const FilledGoal& filled) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < filled.columns.size(); ++i)
        if (filled.columns[i].literal.empty()) open.push_back(i);
    return open;
}

// The goal's atom with other variables for the open columns, and `value` for the measured one.
std::string atom(const WordLexicon& lexicon, std::uint32_t relation, const FilledGoal& filled,
                 const std::vector<std::size_t>& open, const std::string& prefix) {
    std::vector<FilledColumn> columns = filled.columns;
    std::string conditions;
    for (const std::size_t i : open) {
        const std::string name = prefix + lexicon.relations[relation].columns[i].name;
        if (!columns[i].within.empty() && !columns[i].offered)
            conditions += ", " + confined(lexicon, columns[i].within, name);
        columns[i] = {};
        columns[i].literal = name;
    }
    return goal_text(lexicon, relation, columns) + conditions;
}

bool answers_some(const QuestionSpans& spans, const std::vector<Tile>& tiles,
                  const AskableColumn& column) {
    return std::any_of(tiles.begin(), tiles.end(), [&](const Tile& tile) {
        return tile.kind == TileKind::Question && answers(spans.asked[tile.index], column);
    });
}

}  // namespace

std::optional<Composed> ranked(const WordLexicon& lexicon, std::uint32_t relation,
                               const QuestionSpans& spans, const std::vector<Tile>& tiles,
                               const FilledGoal& filled) {
    const AskableRelation& asked = lexicon.relations[relation];
    const bool most = has(tiles, Operation::Most);
    if (most == has(tiles, Operation::Least)) return std::nullopt;
    const std::vector<std::size_t> open = open_columns(filled);
    std::optional<std::size_t> measured;
    std::optional<std::size_t> named;
    for (const std::size_t i : open) {
        const AskableColumn& column = asked.columns[i];
        if (column.type.base == BaseType::Quantity) {
            if (measured) return std::nullopt;
            measured = i;
        } else if (!column.is_entity) {
            return std::nullopt;
        } else if (!named || answers_some(spans, tiles, column)) {
            named = i;
        }
    }
    if (!measured || !named) return std::nullopt;
    const std::string& name = asked.columns[*named].name;
    const std::string& value = asked.columns[*measured].name;
    const std::string other = "_other_" + value;
    const std::string beats = most ? value + " <? " + other : value + " >? " + other;
    Composed composed;
    composed.goal = atom(lexicon, relation, filled, open, "") + ", " +
                    atom(lexicon, relation, filled, open, "_rival_") + ", " + name + " != _rival_" +
                    name + ", count : { " + atom(lexicon, relation, filled, open, "_other_") +
                    ", " + other + " != " + value + ", " + beats + " } = 0";
    composed.left_over = left_over(spans, tiles, filled, [&](const Tile& tile) {
        return is_operation(tile, Operation::Most) || is_operation(tile, Operation::Least);
    });
    return composed;
}

std::optional<Composed> counted(const WordLexicon& lexicon, std::uint32_t relation,
                                const QuestionSpans& spans, const std::vector<Tile>& tiles,
                                const FilledGoal& filled) {
    const AskableRelation& asked = lexicon.relations[relation];
    const std::vector<std::size_t> open = open_columns(filled);
    if (open.size() != 1 || !asked.columns[open[0]].is_entity) return std::nullopt;
    const AskableColumn& column = asked.columns[open[0]];
    const auto counts = [&](const Tile& tile) {
        if (tile.kind != TileKind::Question) return false;
        QuestionMeaning meaning = spans.asked[tile.index];
        if (meaning.kind != QuestionKind::Count || meaning.types.empty()) return false;
        meaning.kind = QuestionKind::Name;
        return answers(meaning, column) || std::find(meaning.types.begin(), meaning.types.end(),
                                                     column.name) != meaning.types.end();
    };
    if (std::none_of(tiles.begin(), tiles.end(), counts)) return std::nullopt;
    return Composed{atom(lexicon, relation, filled, open, "") + ", number = count : { " +
                        atom(lexicon, relation, filled, open, "_each_") + " }",
                    left_over(spans, tiles, filled, counts)};
}

}  // namespace dictum
