// A pack as the TOML that declares it: what the reader makes of it is what was written.
//
// Everything has its id, and stands in the order in which it was declared; claims cite by `cites`.
// The same knowledge gives the same bytes. Comments, [[test]] and [[waive]] are of folders only.
#pragma once

#include <string>
#include <vector>

#include "kb/knowledge.h"

namespace dictum {

struct PackFile {
    std::string path;  // relative to the pack
    std::string text;
};

// pack.toml and the texts of its sources. `data`: relation and file of each [[data]], in order.
// Names of files that would leave the folder are replaced.
std::vector<PackFile> pack_files(const Knowledge& knowledge, std::uint32_t pack,
                                 const std::vector<std::pair<std::string, std::string>>& data);

}  // namespace dictum
