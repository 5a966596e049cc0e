#include "ask/segmentation.h"

#include <array>
#include <cstdint>

namespace dictum {

namespace {

constexpr std::uint32_t kNoTile = ~std::uint32_t{0};

struct Cut {
    bool reached = false;
    bool from_named = false;       // state of the place it comes from
    std::uint32_t tile = kNoTile;  // the tile that ends here; none: one character was skipped
    std::uint32_t unexplained = 0;
    std::uint32_t soft = 0;
    std::uint64_t fit = 0;

    bool better_than(const Cut& other) const {
        if (!other.reached) return true;
        if (unexplained != other.unexplained) return unexplained < other.unexplained;
        if (soft != other.soft) return soft < other.soft;
        return fit > other.fit;
    }
};

using Place = std::array<Cut, 2>;  // [0]: no word has named the relation yet

std::uint64_t fit_of(const Tile& tile) {
    const std::uint64_t length = tile.end - tile.begin;
    const bool leads = tile.kind == TileKind::Entity || tile.kind == TileKind::Relation;
    const bool helps = tile.kind == TileKind::Support || tile.kind == TileKind::Operation;
    return 4 * length * length + (leads ? 2 : helps ? 1 : 0);
}

void improve(Cut& cut, Cut candidate) {
    if (candidate.better_than(cut)) cut = candidate;
}

void skip_character(std::vector<Place>& places, std::uint32_t at, bool content) {
    for (std::size_t named = 0; named < 2; ++named) {
        const Cut& from = places[at][named];
        if (!from.reached) continue;
        improve(places[at + 1][named], {true, named == 1, kNoTile,
                                        from.unexplained + (content ? 1 : 0), from.soft, from.fit});
    }
}

void take_tile(std::vector<Place>& places, const Tile& tile, std::uint32_t index) {
    for (std::size_t named = 0; named < 2; ++named) {
        const Cut& from = places[tile.begin][named];
        if (!from.reached) continue;
        const bool names = tile.kind == TileKind::Relation && tile.weight >= kWeightNaming;
        const std::size_t to = names ? 1 : named;
        const std::uint32_t soft = tile.kind == TileKind::Soft ? tile.end - tile.begin : 0;
        improve(places[tile.end][to], {true, named == 1, index, from.unexplained, from.soft + soft,
                                       from.fit + fit_of(tile)});
    }
}

Segmentation trace(const std::vector<Tile>& tiles, const std::vector<Place>& places, bool named) {
    Segmentation result;
    result.names_relation = named;
    for (auto at = static_cast<std::uint32_t>(places.size() - 1); at > 0;) {
        const Cut& cut = places[at][named ? 1 : 0];
        named = cut.from_named;
        if (cut.tile == kNoTile) {
            --at;
            continue;
        }
        result.tiles.push_back(tiles[cut.tile]);
        at = tiles[cut.tile].begin;
    }
    return {{result.tiles.rbegin(), result.tiles.rend()}, result.names_relation};
}

}  // namespace

Segmentation segment(const CanonicalText& text, const std::vector<Tile>& tiles, bool must_name) {
    const auto size = static_cast<std::uint32_t>(text.size());
    std::vector<Place> places(size + 1);
    places[0][0].reached = true;
    std::uint32_t next = 0;
    for (std::uint32_t at = 0; at < size; ++at) {
        for (; next < tiles.size() && tiles[next].begin == at; ++next)
            take_tile(places, tiles[next], next);
        skip_character(places, at, text.is_content(at));
    }
    const Place& last = places[size];
    if (must_name) return last[1].reached ? trace(tiles, places, true) : Segmentation{};
    return trace(tiles, places, last[1].reached && last[1].better_than(last[0]));
}

}  // namespace dictum
