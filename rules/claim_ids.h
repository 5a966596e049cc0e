// Ids of claims that were given none: 16 hex digits over the canonical text of the fact and what it
// cites. The same claim has the same id in every version and on every machine; how it is spaced in
// its file does not matter.
#pragma once

#include "rules/drafts.h"

namespace dictum {

void name_claims(std::vector<ClaimDraft>& claims);

}  // namespace dictum
