// Safety: every variable gets its values from somewhere before they are used.
//
//   q(x, y) :- p(x).                 y is not bound
//   q(x, y) :- p(x), y = x + 1.      y is bound once x is
//
// Positive atoms bind the variables that are their arguments. `v = e` binds v once all variables of
// e are bound, and an aggregate binds its result once its outer variables are; what waits is
// counted down, so the fixpoint is linear in the rule. The body of an aggregate is a level of its
// own, in which outer variables count as bound: they must be bound outside.
#pragma once

#include "engine/check/draft.h"
#include "engine/check/findings.h"

namespace dictum {

// Reports each variable that is not bound at its first use that needs a value.
void check_safety(const Draft& draft, Findings& findings);

}  // namespace dictum
