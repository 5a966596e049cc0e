// Keys of a keyed relation that hold incompatible values.
//
//   server_price("domestic_8", 120..140)    server_price("domestic_8", 200)    one dispute
//
// Two rows of one key conflict when some other column is incompatible: quantities that don't
// overlap, other values that aren't identical. Rows whose periods don't overlap don't conflict, and
// those of times that nothing joins are disputes of their own. Cost: see opponents.h.
#pragma once

#include "engine/eval/state.h"

namespace dictum {

// Sets `disputes` of the relation. Errors: the run is to end.
Status find_disputes(Model::State& state, RelationId relation);

}  // namespace dictum
