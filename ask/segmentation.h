// The best way to cut a question into tiles when only some of them mean anything: those that a
// relation under test allows.
//
// Dynamic programming over places: least content left unexplained, then least that is soft, then
// the longest tiles (sum of squared lengths, names and relation words a little ahead). A reading
// must hold at least one word that names the relation, so each place keeps the best cut with and
// without one. O(tiles + text).
#pragma once

#include <vector>

#include "ask/question_spans.h"

namespace dictum {

struct Segmentation {
    std::vector<Tile> tiles;  // in order, not overlapping
    bool names_relation = false;
};

// With `must_name`: only cuts that hold a word that names a relation, or no tiles when there is
// none. Requires: `tiles` are ordered by their begin.
Segmentation segment(const CanonicalText& text, const std::vector<Tile>& tiles, bool must_name);

}  // namespace dictum
