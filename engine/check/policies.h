// Relations whose rows are chosen from those of another one: by a conflict policy, or by strength.
//
//   price conflict(latest)        everything that is claimed or concluded is a row of `price@all`;
//                                 `price` holds what the policy chooses of it, in a stratum above
//   rule with at_least estimate   reads `price@estimate`: the rows of `price` that are as strong
//
// Recursion through either has no meaning and is refused.
#pragma once

#include "engine/check/findings.h"
#include "engine/check/program.h"

namespace dictum {

// Requires: not yet stratified, exceptions separated.
void separate_policies(CheckedProgram& program, Findings& findings);
void separate_strengths(CheckedProgram& program, Findings& findings);

}  // namespace dictum
