// How strong the nodes of a cone are: the best weakest modality over its proofs; then, among the
// proofs that reach it, the best lowest confidence.
#pragma once

#include <optional>
#include <vector>

#include "engine/explain/cone.h"

namespace dictum {

// Of a link by itself: that of its rule; calculation, absence and data are (stated, 1).
Strength own_strength(const Cone& cone, const Model& model, LinkId link);
// Does it hold up to the floor, in both?
bool reaches(Strength strength, Strength floor);
// Of the first `count` nodes: nothing where the bound of the cone left no proof. Cost: that of
// least_costs, once for modalities and once for each modality that is found.
std::vector<std::optional<Strength>> strongest(const Cone& cone, const Model& model,
                                               std::size_t count);
inline std::optional<Strength> strongest(const Cone& cone, const Model& model) {
    return strongest(cone, model, 1)[0];
}

}  // namespace dictum
