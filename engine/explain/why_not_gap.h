// How far a comparison is from holding.
//
//   80..100CNY > 120CNY      40CNY: 80 should be above 120
//   120..140CNY < 130CNY     10CNY, and it may hold: possible, not certain
#pragma once

#include <string>

#include "engine/check/program.h"
#include "engine/value/values.h"

namespace dictum {

struct ComparisonGap {
    std::string text;       // empty where distance has no meaning
    bool possible = false;  // some values inside the intervals fulfil it
};

// Requires: the comparison of the two words, of that type, does not hold.
ComparisonGap comparison_gap(CompareOp op, const Type& type, Word left, Word right, Values& values,
                             const UnitTable& units);

}  // namespace dictum
