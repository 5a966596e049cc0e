// Names that are declared twice, in one pack or in two: reported with both places, and the later
// one is dropped, so that nothing else stumbles over it.
//
// Sources, entities and relations have names of their own; claims, rules and tables share theirs,
// since commands name them by id alone.
#pragma once

#include "rules/drafts.h"
#include "rules/fields.h"

namespace dictum {

// Claims must have their ids.
void drop_duplicates(PackDrafts& drafts, Diagnostics& diagnostics);

}  // namespace dictum
