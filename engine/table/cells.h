// Cells of a decision table as texts of the rule language.
//
//   "government", "central_soe"    two alternatives        not("small")    anything else
//   >= 400T                        a test                  120..140万元    a range        -  any
//
// Every test becomes a comparison of the input, `segment = "government"`, whose parts still know
// where in the file they stand; so the checker of rules checks cells too.
#pragma once

#include <string>
#include <optional>
#include <vector>

#include "engine/value/diagnostic.h"
#include "engine/value/source_text.h"

namespace dictum {

// The text from `begin` to `end` of `cell` behind `prefix`, with spans in the file.
Fragment with_prefix(const std::string& prefix, const Fragment& cell, std::size_t begin,
                     std::size_t end);

// The tests of a `when` cell as comparisons of `input`; none for `-`. What isn't a cell is
// reported.
std::vector<Fragment> cell_tests(const std::string& input, const Fragment& cell,
                                 Diagnostics& diagnostics);

}  // namespace dictum
