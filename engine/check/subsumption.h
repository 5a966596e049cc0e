// Subsumption: rows that give way to better ones.
//
//   p(x) <= p(y) :- x < y.      `p@all` is what the rules of p conclude, and what p is given;
//                               `p@under(x) :- p@all(x), p@all(y), x != y, x < y`;
//                               p holds what is in `p@all` and not in `p@under`
//
// Whatever p depends on in turn reads all rows: recursion sees those that give way, too, so it has
// to end without them. Rules that p does not depend on see what stands.
#pragma once

#include "engine/check/program.h"

namespace dictum {

void separate_subsumption(CheckedProgram& program);

}  // namespace dictum
