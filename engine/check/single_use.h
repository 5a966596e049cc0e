// Warns of variables that a clause mentions once: often a slip, and otherwise `_` says it better.
//
//   p(x) :- q(x, why).          why: single-use-variable; `_why` or `_` is not warned of
#pragma once

#include "engine/check/draft_builder.h"
#include "engine/check/findings.h"

namespace dictum {

void warn_of_single_use(const SyntaxTrees& trees, const Clause& clause, Findings& findings);

}  // namespace dictum
