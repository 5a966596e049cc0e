// What is like a tuple that isn't there: another value of the same key, the same but for one
// column, and given facts that the scenario leaves out.
//
//   price("oolong", 120)      near: price("oolong", 80..100), the same key
//
// Cost: a probe a column; with a scenario that leaves claims out, the given facts of the relation.
#pragma once

#include "engine/explain/why_not_conditions.h"

namespace dictum {

// Sets `near`, `near_more` and `left_out` of a question with a pattern.
Status find_near(const ConditionReader& reader, Model& model, WhyNotBound& bound,
                 Question& question);

// The rows whose key is the pattern's, where that is known and another value is wanted.
std::vector<RowId> rows_of_same_key(const ConditionReader& reader, const Model& model,
                                    const Pattern& pattern, std::size_t rows_max);

}  // namespace dictum
