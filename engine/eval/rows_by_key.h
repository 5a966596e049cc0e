// The rows of a keyed relation, those of one key together.
#pragma once

#include <vector>

#include "engine/check/program.h"
#include "engine/eval/meter.h"
#include "engine/eval/tuples.h"

namespace dictum {

// In order of their first rows; the rows of a key ascending. Errors: the run is to end.
Result<std::vector<std::vector<RowId>>> rows_by_key(const Relation& relation, const Tuples& tuples,
                                                    Meter& meter);

// The columns outside the relation's key, ascending.
std::vector<std::uint32_t> columns_outside_key(const Relation& relation);

}  // namespace dictum
