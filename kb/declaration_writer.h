// Sources, units, entities and relations of packs, written as they were declared.
#pragma once

#include "kb/history.h"
#include "kb/pack_state.h"

namespace dictum {

Status write_sources(Database& database, const PackLoad& load, const LoadState& state,
                     History& history);
Status write_units(Database& database, const PackLoad& load, const LoadState& state);
Status write_entities(Database& database, const PackLoad& load, const LoadState& state);
// The relation tables of facts are FactWriter's; relations that a replaced pack no longer declares
// are dropped with theirs.
Status write_relations(Database& database, const PackLoad& load, const LoadState& state);

}  // namespace dictum
