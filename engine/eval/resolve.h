// The rows of a relation that come from those of another one: by a conflict policy, or by strength.
//
//   latest     of rows that conflict, those of the newest source stand
//   strongest  ..., those of the best modality, then the highest confidence
//   consensus  what the most independent sources agree on: of quantities their intersection
//
// Rows that conflict with nobody that outranks them stand; what a policy can't decide stays a
// dispute. Cost: a question to the weigher for each row of a key with several rows; sorting the
// rows of a key, and comparing each with those that stand already. Consensus: rows of a key to the
// power of its quantities.
#pragma once

#include "engine/eval/state.h"

namespace dictum {

// Does nothing for a relation without a resolution. Requires: what it comes from is complete.
Status resolve_rows(Model::State& state, RelationId relation);

}  // namespace dictum
