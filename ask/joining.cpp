#include "ask/joining.h"

#include <algorithm>

#include "ask/filling.h"
#include "ask/segmentation.h"

namespace dictum {

namespace {

bool is_own(const Tile& tile, std::uint32_t relation) {
    return (tile.kind == TileKind::Relation || tile.kind == TileKind::Support) &&
           tile.index == relation;
}

bool names(const std::vector<Tile>& tiles, std::uint32_t relation) {
    return std::any_of(tiles.begin(), tiles.end(), [&](const Tile& tile) {
        return tile.kind == TileKind::Relation && tile.index == relation &&
               tile.weight > kWeightNaming;
    });
}

class Join {
  public:
    Join(const WordLexicon& lexicon, const QuestionSpans& spans, std::uint32_t finds,
         std::uint32_t tells)
        : lexicon_(lexicon), spans_(spans), finds_(finds), tells_(tells) {}

    std::optional<Joined> run() {
        const auto shared = shared_columns();
        if (!shared) return std::nullopt;
        cut();
        if (!names(joined_.tiles, finds_) || !names(joined_.tiles, tells_) || asks_twice())
            return std::nullopt;
        FilledGoal found = fill_goal(lexicon_, finds_, spans_, tiles_of(finds_));
        FilledGoal told = fill_goal(lexicon_, tells_, spans_, tiles_of(tells_));
        if (!found.left_over.empty() || !told.left_over.empty()) return std::nullopt;
        if (!finds_one(found.columns, shared->first) || is_set(told.columns[shared->second]))
            return std::nullopt;
        const std::string name = lexicon_.relations[finds_].columns[shared->first].name;
        found.columns[shared->first].literal = name;
        told.columns[shared->second].literal = name;
        joined_.goal = goal_text(lexicon_, finds_, found.columns) + ", " +
                       goal_text(lexicon_, tells_, told.columns);
        joined_.told = tells_;
        return joined_;
    }

  private:
    static bool is_set(const FilledColumn& column) {
        return !column.literal.empty() || !column.within.empty();
    }

    // The column of the thing that is found, and that by which the second relation knows it.
    std::optional<std::pair<std::size_t, std::size_t>> shared_columns() const {
        const AskableRelation& finds = lexicon_.relations[finds_];
        const AskableRelation& tells = lexicon_.relations[tells_];
        for (std::size_t i = 0; i < finds.columns.size(); ++i)
            for (std::size_t k = 0; k < tells.columns.size(); ++k) {
                const AskableColumn& a = finds.columns[i];
                const AskableColumn& b = tells.columns[k];
                if (a.is_entity && b.is_entity && b.is_key && i > 0 && some_fits(a, b))
                    return std::pair(i, k);
            }
        return std::nullopt;
    }

    bool some_fits(const AskableColumn& a, const AskableColumn& b) const {
        const std::vector<Entity>& entities = lexicon_.vocabulary->entities();
        for (std::uint32_t i = 0; i < entities.size(); ++i)
            if (lexicon_.fits(i, a) && lexicon_.fits(i, b) &&
                lexicon_.relations[tells_].knows(entities[i].id))
                return true;
        return false;
    }

    void cut() {
        std::vector<Tile> allowed;
        for (const Tile& tile : spans_.tiles) {
            const bool word = tile.kind == TileKind::Relation || tile.kind == TileKind::Support;
            const bool own = is_own(tile, finds_) || is_own(tile, tells_);
            if (word ? own
                     : tile_suits(lexicon_, finds_, spans_, tile) ||
                           tile_suits(lexicon_, tells_, spans_, tile))
                allowed.push_back(tile);
        }
        joined_.tiles = segment(spans_.text, allowed, false).tiles;
    }

    // Two question words are two questions.
    bool asks_twice() const {
        return std::count_if(joined_.tiles.begin(), joined_.tiles.end(),
                             [](const Tile& tile) { return tile.kind == TileKind::Question; }) > 1;
    }

    // The names are of what is found by, the question words of what is told.
    std::vector<Tile> tiles_of(std::uint32_t relation) const {
        std::vector<Tile> tiles;
        for (const Tile& tile : joined_.tiles) {
            bool here = tile.kind == TileKind::Function || tile.kind == TileKind::Present;
            if (tile.kind == TileKind::Relation || tile.kind == TileKind::Support)
                here = tile.index == relation;
            else if (tile.kind == TileKind::Entity)
                here = (relation == finds_) == tile_suits(lexicon_, finds_, spans_, tile);
            else if (!here)
                here = relation == tells_;
            if (here) tiles.push_back(tile);
        }
        return tiles;
    }

    // All else of the relation that finds is named.
    bool finds_one(const std::vector<FilledColumn>& columns, std::size_t open) const {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (is_set(columns[i]) == (i == open)) return false;
        return true;
    }

    const WordLexicon& lexicon_;
    const QuestionSpans& spans_;
    std::uint32_t finds_;
    std::uint32_t tells_;
    Joined joined_;
};

}  // namespace

std::vector<Joined> joined_readings(const WordLexicon& lexicon, const QuestionSpans& spans,
                                    const std::vector<std::uint32_t>& relations) {
    std::vector<std::uint32_t> named;
    for (const std::uint32_t relation : relations)
        if (names(spans.tiles, relation)) named.push_back(relation);
    std::vector<Joined> readings;
    std::size_t pairs = 0;
    for (const std::uint32_t finds : named)
        for (const std::uint32_t tells : named) {
            if (finds == tells || ++pairs > kPairsMax) continue;
            if (auto joined = Join(lexicon, spans, finds, tells).run())
                readings.push_back(*std::move(joined));
        }
    return readings;
}

}  // namespace dictum
