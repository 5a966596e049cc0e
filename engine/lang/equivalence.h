// `eqrel`: the rules that close a relation under reflexivity, symmetry and transitivity.
//
//   .decl same(x: number, y: number) eqrel      same(x, x) :- same(x, _).
//                                               same(y, x) :- same(x, y).
//                                               same(x, z) :- same(x, y), same(y, z).
#pragma once

#include "engine/lang/reporter.h"
#include "engine/lang/syntax.h"

namespace dictum {

void add_equivalence_rules(SyntaxProgram& program, Reporter& reporter);

}  // namespace dictum
