// How the statements of replaced packs stood before a load: what `history` keeps of those that
// change or go, whole, so that an earlier day's knowledge can be put together again.
//
// They wait in the temporary table `earlier` (kind, id, content) while the load runs; `content` is
// JSON, written and read by SQLite (kb/as_recorded.h).
#pragma once

#include "kb/pack_state.h"

namespace dictum {

// Fills the table, before anything is deleted. Nothing to do in a fresh base.
Status keep_earlier(Database& database, const LoadState& state);
// Drops it.
Status forget_earlier(Database& database, const LoadState& state);

}  // namespace dictum
