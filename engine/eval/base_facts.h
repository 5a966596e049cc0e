// The given rows of a relation: what the scenario assumes first, then facts of the text, then those
// of the source. What the scenario leaves out, or what gives way to an assumption, is not read.
#pragma once

#include "engine/eval/state.h"

namespace dictum {

// Requires: the relation is empty. Errors: of the source, limits.
Status load_base_facts(Model::State& state, RelationId relation);

}  // namespace dictum
