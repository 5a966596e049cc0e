// The cells of a table's `when`: what an input is tested for.
//
//   -                        any value
//   "government", "bank"     one of these
//   >= 400T                  `< <= > >= = !=` and a term over the inputs
//   120..140万元  1..<2       a range; `>1..2` leaves its lower end out
//   !"bank"  not(1, 2)       none of these
//
// Blanks are free; a comma separates alternatives.
#pragma once

#include <vector>

#include "engine/lang/syntax.h"
#include "engine/value/diagnostic.h"

namespace dictum {

// One comparison that the input must pass or not: `input op term`.
struct CellTest {
    CompareOp op = CompareOp::Equal;
    TermId term{};
};

// All comparisons of a cell, to be checked; the terms are added to `program`. Nothing when there
// was an error, which is reported.
std::optional<std::vector<CellTest>> read_condition(const Fragment& cell, SyntaxProgram& program,
                                                    Diagnostics& diagnostics);

}  // namespace dictum
