// The hash of what a pack holds, which a knowledge base keeps of each of its packs: every document
// with its path, then the files that the documents name, sources before data, as declared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kb/knowledge.h"
#include "rules/pack_input.h"

namespace dictum {

struct NamedText {
    std::string_view name;
    std::string_view text;
};

std::string pack_hash(const std::vector<PackInput::Document>& documents,
                      const std::vector<NamedText>& files);

// Is the one pack of `held`, which was read from a knowledge base, what `input` holds now? Reads
// the files and no TOML. False for a pack with [[data]]: a base doesn't keep the names of its
// files.
Result<bool> is_current(const Knowledge& held, PackInput& input);

}  // namespace dictum
