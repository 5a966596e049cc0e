// Keys of a keyed relation that hold incompatible values.
//
//   server_price("domestic_8", 120..140)    server_price("domestic_8", 200)    one dispute
//
// Two rows of one key conflict when some other column is incompatible: quantities that don't
// overlap, other values that aren't identical. A row conflicts with some other one exactly when it
// is incompatible with the row that begins last or the one that ends first, so no pairs are tried:
// O(rows x columns).
//
// A column of periods says when a row holds: rows whose periods don't overlap do not conflict.
// There pairs are tried, in order of their begin: those of one key whose periods overlap.
#pragma once

#include "engine/eval/state.h"

namespace dictum {

// Sets `disputes` of the relation. Errors: the run is to end.
Status find_disputes(Model::State& state, RelationId relation);

}  // namespace dictum
