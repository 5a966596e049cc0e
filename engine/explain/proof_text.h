// A proof as an indented tree, one node a line, for tests and for `why` in programs.
//
//   isolated("a")            rule isolated#1
//     node("a")              fact
//     !reached("a")          absent
//
// A node that was written already is not repeated: its line ends in `^ see above`. No recursion.
#pragma once

#include <string>

#include "engine/explain/proof.h"

namespace dictum {

std::string print_proof(const Proof& proof, const Model& model, const UnitTable& units);

}  // namespace dictum
