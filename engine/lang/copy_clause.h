// A clause of one program as a clause of another: its terms and formulas, and no others.
//
//   names.relation    edge -> streets.edge        what atoms and casts call by a name
//
// Cost: linear in the clause, and sorting its ids.
#pragma once

#include <functional>
#include <string>

#include "engine/lang/syntax.h"

namespace dictum {

// New names of relations and types; what is not among them keeps its name.
struct Renaming {
    std::function<void(std::string&)> relation;
    std::function<void(std::string&)> type;
};

void copy_clause(const SyntaxProgram& from, const Clause& clause, const Renaming& names,
                 SyntaxProgram& to);

}  // namespace dictum
