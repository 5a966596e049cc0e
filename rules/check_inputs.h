// check_packs behind its folders: any PackInput, so that tests and fuzzers need no files.
#pragma once

#include <memory>
#include <vector>

#include "rules/pack.h"
#include "rules/pack_input.h"

namespace dictum {

Result<std::optional<CheckedPack>> check_inputs(
    const std::vector<std::unique_ptr<PackInput>>& inputs, SourceMap& sources, Values& values,
    Diagnostics& diagnostics, TablesAs tables_as = TablesAs::Text);

}  // namespace dictum
