// How the statements of replaced packs stood before a load: what `history` keeps of those that
// change or go, whole, so that an earlier day's knowledge can be put together again.
//
// They wait in the temporary table `earlier` (kind, id, content) while the load runs; `content` is
// JSON, written and read by SQLite (kb/as_recorded.h).
#pragma once

#include "kb/pack_state.h"

namespace dictum {

// SQL expressions over a row of `claim` that is called `held`: what it says, in words (`was`) and
// whole (`content`).
constexpr std::string_view kClaimText =
    "fact || ' (' || modality || ', ' || confidence || ')' || CASE note WHEN '' THEN '' "
    "ELSE char(10) || note END || coalesce((SELECT group_concat(char(10) || source || ' ' || turn "
    "|| ': ' || quote, '') FROM citation WHERE citation.claim = held.number), '')";
std::string claim_content();

// Fills the table, before anything is deleted. Nothing to do in a fresh base.
Status keep_earlier(Database& database, const LoadState& state);
// Drops it.
Status forget_earlier(Database& database, const LoadState& state);

}  // namespace dictum
