// `dictum export`: a knowledge base file as packs, a folder each, that load as they are.
//
// The same base gives the same bytes, and a base that was loaded from them gives them again.
// Barred sources are exported too: it is the whole base. History stays in the file.
#pragma once

#include "embed/session.h"

namespace dictum {

// Makes `folder`, which must not be there yet: whole, or not at all. What was written, a pack a
// line.
Outcome<std::string> export_base(const std::string& kb, const std::string& folder);

}  // namespace dictum
