// Rules that override others: S withdraws what R concludes for a key where S says otherwise.
//
// This version checks them and evaluates none: what they conclude is marked unavailable. Reported:
// cycles, rules of different relations, relations without a key, and rules that depend on what they
// withdraw. (Ids that no rule has are reported by whoever read the ids, at their place.)
#pragma once

#include "engine/check/findings.h"
#include "engine/check/program.h"

namespace dictum {

// Requires: the program is stratified.
void check_exceptions(CheckedProgram& program, Findings& findings);

}  // namespace dictum
