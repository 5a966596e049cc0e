// What to ask for: the smallest sets of facts of base relations with which the goal would hold.
//
// Abduction over partial proofs (Kakas, Kowalski and Toni: Abductive logic programming, 1992), best
// first: fewest assumed facts and open tasks, then fewest rules, then in order of making. A task is
// done by rows that stand, by an assumed fact, or by a rule of which the failing conditions become
// tasks in their turn; a tuple that stands where none may is refuted by what its proofs deny. A
// task that would prove what it is to help is dropped. A proof without tasks gets words for its
// open variables (why_not_witness.h), and is believed when it was checked (why_not_check.h).
#pragma once

#include "engine/explain/why_not_conditions.h"

namespace dictum {

struct MissingSets {
    std::vector<MissingSet> sets;  // the smallest first
    bool whole = true;             // false: the bound was reached
};

// Requires: the goal has no answer, and what it reads is complete.
Result<MissingSets> missing_sets(const CheckedGoal& goal, Model& model,
                                 const ConditionReader& reader, const UnitTable& units,
                                 std::size_t sets_max, WhyNotBound& bound);

}  // namespace dictum
