// The pack reader behind read_packs: from any PackInput, and with what could be read although there
// were mistakes, so that checking can go on and name the others too.
#pragma once

#include <memory>
#include <vector>

#include "kb/knowledge.h"
#include "rules/pack_input.h"

namespace dictum {

struct PacksRead {
    Knowledge knowledge;
    // All units, entities and relations were read: one that is missing here is really unknown.
    bool names_whole = true;
};

// Mistakes go to `diagnostics`; an Error is a folder that can't be read, or a limit.
Result<PacksRead> read_inputs(const std::vector<std::unique_ptr<PackInput>>& inputs,
                              SourceMap& sources, Diagnostics& diagnostics);

}  // namespace dictum
