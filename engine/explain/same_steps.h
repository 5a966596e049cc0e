// A tuple that is proved twice in the same way stands once in the proof.
//
// Where rules demand different strengths, a tuple is looked at once for each (cone.h); mostly its
// proof is the same. One that differs stays: the rule above wants it so.
//
// Cost: linear, and nothing where no tuple stands twice.
#pragma once

#include "engine/explain/proof.h"

namespace dictum {

void merge_same_steps(Proof& proof);
// Keeps what the root rests on, in the same order.
void drop_unused_steps(Proof& proof);

}  // namespace dictum
