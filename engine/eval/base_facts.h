// The given rows of a relation: facts of the text first, then those of the source.
#pragma once

#include "engine/eval/state.h"

namespace dictum {

// Requires: the relation is empty. Errors: of the source, limits.
Status load_base_facts(Model::State& state, RelationId relation);

}  // namespace dictum
