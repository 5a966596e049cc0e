// Components -> relations, types and rules of their own, one set an instance.
//
//   .comp Graph<N> { .decl edge(x: N, y: N) }     .decl streets.edge(x: city, y: city)
//   .init streets = Graph<city>
//
// An instance holds what its component declares and what the component's bases do, less the rules
// of relations that the component overrides; instances inside it are part of it. What it declares
// gets the instance's name in front; other names are those of what stands around it. A rule for a
// relation that no instance around it declares is one of the program.
//
// Cost: linear in what is made. Instances are bounded in number and depth, which is an error.
#pragma once

#include "engine/lang/reporter.h"
#include "engine/lang/syntax.h"

namespace dictum {

// Leaves no components and instances in the program.
void instantiate_components(SyntaxProgram& program, Reporter& reporter);

}  // namespace dictum
