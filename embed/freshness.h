// Freshness: which claims of an answer are older than their relations stay fresh.
//
//   fresh_for = "180 days"     a claim of 2024-01-01 is stale from 2024-06-30 on
//
// A claim is as old as the newest source that it cites. It is measured at --as-of, or else at the
// date of the newest source. A fact that several claims say is stale when all of them are.
#pragma once

#include <string_view>

#include "ask/answer.h"
#include "ask/wording.h"

namespace dictum {

// Fills `stale`, and adds a note a claim in the answer's language.
void note_freshness(const WordingContext& context, Answer& answer);

}  // namespace dictum
