// Which explanation of each question is the smallest.
//
// An attempt costs what fails in it: a missing base tuple, a comparison, whatever stands in the way
// count one each, a missing derived tuple as much as its own cheapest attempt. Questions are
// settled in order of cost, each once, so what rests on itself is never settled (Knuth, 1977).
#pragma once

#include <vector>

#include "engine/explain/why_not.h"

namespace dictum {

// Sets `cost` and `depth` of questions and attempts, and puts attempts in order: smallest first,
// then by depth, then those of which more holds. O(n log n).
void settle_costs(std::vector<Question>& questions);

}  // namespace dictum
