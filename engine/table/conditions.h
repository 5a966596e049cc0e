// What a cell's comparisons mean together: some alternative holds, and one that is negated holds
// when none of its parts does.
//
//   "government", 1..2       two alternatives; the range is one part of two comparisons
//   !"bank"   not(1, 2)      one negated alternative, of one part, of two
//   -                        no alternatives: any value
//
// Linear in the cell's text.
#pragma once

#include <optional>
#include <vector>

#include "engine/table/cells.h"

namespace dictum {

using ConditionPart = std::vector<CellTest>;  // all of them hold

struct ConditionAlternative {
    bool negated = false;
    std::vector<ConditionPart> parts;  // one, unless it is negated
};

struct Condition {
    std::vector<ConditionAlternative> alternatives;
    bool any() const { return alternatives.empty(); }
};

// The terms are added to `program`. Nothing when the cell has a mistake, which is reported.
std::optional<Condition> read_alternatives(const Fragment& cell, SyntaxProgram& program,
                                           Diagnostics& diagnostics);

}  // namespace dictum
