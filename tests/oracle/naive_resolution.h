// What a conflict policy or a demand of strength chooses, by the words of the manual and nothing
// cleverer: each pair of rows of a key is compared, and of a consensus each set of them is tried.
//
//   at_least    the rows that are as strong
//   latest      a row stands unless it conflicts with a standing one of a newer source
//   strongest   ... with a standing one that is stronger
//   consensus   the set of rows with a point in common that most voices speak for
//
// Cost: 2 to the power of the rows of a key.
#pragma once

#include "tests/oracle/naive.h"

namespace dictum::test {

struct NaiveChoice {
    Tuple tuple;
    std::vector<Tuple> agreeing;  // of a consensus: the rows that it was made of
};

// Requires: the relation has a resolution, and `naive` knows the model below its stratum.
Result<std::vector<NaiveChoice>> naive_resolution(const Naive& naive, const CheckedProgram& program,
                                                  Values& values, RelationId relation);

}  // namespace dictum::test
