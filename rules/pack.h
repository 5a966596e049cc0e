// Reads rule packs: folders of TOML files, any number, read as one.
//
// Every mistake is reported at file:line:column, inside TOML strings too, all of them in one run:
// TOML syntax, unknown tables and keys (with the nearest), missing or ill-typed values, sources
// that can't be read, turns that don't exist, quotes that don't stand in their turn (with the
// nearest text), duplicate names. Names, types and units of the rule language are `check`'s
// business.
//
// A quote is compared exactly, then after normalisation: white space, full-width forms and
// quotation marks (kb/quote.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kb/assemble.h"
#include "kb/knowledge.h"

namespace dictum {

// Nothing when `diagnostics` got an error. A folder that can't be read is an Error.
// Paths in a pack stay inside its folder.
Result<std::optional<Knowledge>> read_packs(const std::vector<std::string>& folders,
                                            SourceMap& sources, Diagnostics& diagnostics);

// A pack, read and checked whole: the program, its tables, its questions' and tests' goals.
struct CheckedPack {
    Knowledge knowledge;
    Assembled assembled;
    CheckedProgram program;
};
// Whether the program has what the tables conclude, as clauses: what is run without a base.
enum class TablesAs : std::uint8_t { Text, Clauses };
Result<std::optional<CheckedPack>> check_packs(const std::vector<std::string>& folders,
                                               SourceMap& sources, Values& values,
                                               Diagnostics& diagnostics,
                                               TablesAs tables = TablesAs::Text);

}  // namespace dictum
