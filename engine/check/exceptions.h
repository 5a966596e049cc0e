// Rules that override others: S withdraws what R concludes for a key where S says otherwise.
//
//   R: dose(p, 10) :- adult(p).      S, which overrides R: dose(p, 5) :- kidney_disease(p).
//
// Made of ordinary rules. Each rule of an exception concludes a part of its own; what stands of the
// parts is the relation:
//
//   dose@R.withdrawn.S(p, d) :- dose@R(p, d), dose@S(p, e), d != e.
//   dose@R.standing(p, d)    :- dose@R(p, d), !dose@R.withdrawn.S(p, d).
//   dose(p, d)               :- dose@R.standing(p, d).      dose(p, d) :- dose@S(p, d).
//
// So a withdrawn conclusion withdraws nothing itself, what a claim or another rule concludes as
// well stands, and who reads `dose` need not know. Reported: cycles, rules of different relations,
// relations without a key, and rules that depend on what they withdraw. (Ids that no rule has are
// reported by whoever read the ids, at their place.)
#pragma once

#include "engine/check/findings.h"
#include "engine/check/program.h"

namespace dictum {

// Requires: not yet stratified.
void separate_exceptions(CheckedProgram& program, Findings& findings);

}  // namespace dictum
