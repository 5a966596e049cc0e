// The strength of the root of a cone: the best weakest modality over its proofs; then, among the
// proofs that reach it, the best lowest confidence.
#pragma once

#include <optional>

#include "engine/explain/cone.h"

namespace dictum {

// Of a link by itself: that of its rule; calculation, absence and data are (stated, 1).
Strength own_strength(const Cone& cone, const Model& model, LinkId link);
// Does it hold up to the floor, in both?
bool reaches(Strength strength, Strength floor);
// Nothing when the bound of the cone left no proof.
std::optional<Strength> strongest(const Cone& cone, const Model& model);

}  // namespace dictum
