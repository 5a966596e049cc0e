// Which proof of a cone's root is the canonical one.
//
// 1. Its strength: the best weakest modality of all proofs; then, of those that reach it, the best
//    lowest confidence. (The best pair of each node, kept bottom-up, is wrong: below a rule that is
//    an opinion, a forecast of confidence 0.9 serves better than a statement of confidence 0.5.)
// 2. Every proof whose links all reach that strength is a strongest one. Of these, a tuple's proof
//    leans on a dispute only when each of them does; then it is of least height; then the first by
//    rule order and by the text of its premises.
#pragma once

#include "engine/explain/cone.h"
#include "engine/value/unit.h"

namespace dictum {

struct CanonicalStep {
    std::optional<LinkId> link;  // absent: the node's own support
    Strength support;            // then: the strongest support that serves
    bool proved = false;         // false: the node is no part of a strongest proof
};

// One step a node, or an Error (Limit) when the bound of the cone left no proof.
Result<IdMap<ConeId, CanonicalStep>> canonical_steps(const Cone& cone, const Model& model,
                                                     const UnitTable& units);

}  // namespace dictum
