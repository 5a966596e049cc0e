// Does the goal hold once certain facts are there?
//
// A partial proof whose assumed facts have words is a proof when nothing that it rests on can be
// lost by adding them: no row that it reads is of a relation that may shrink, and nothing that it
// negates or sums up may change. Otherwise the goal is evaluated on an overlay: a model on top of
// this one, in which the assumed facts are given. Nothing of it is kept.
//
// Cost: of the first, a look at relations; of the second, an evaluation of what the facts change.
#pragma once

#include "engine/explain/why_not_bound.h"
#include "engine/explain/why_not_effects.h"
#include "engine/explain/why_not_partial.h"

namespace dictum {

class ProofCheck {
  public:
    // All must outlive it.
    ProofCheck(const CheckedGoal& goal, Model& model, Effects& effects, WhyNotBound& bound)
        : goal_(goal), model_(model), effects_(effects), bound_(bound) {}

    // Requires: the assumed facts have words. Errors: the caller's limits.
    Result<bool> holds(const PartialProof& proof);

  private:
    bool is_certain(const PartialProof& proof);
    Result<bool> holds_on_overlay(const PartialProof& proof);

    const CheckedGoal& goal_;
    Model& model_;
    Effects& effects_;
    WhyNotBound& bound_;
};

}  // namespace dictum
