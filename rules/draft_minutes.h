// Turns -> minutes as packs hold them (rules/minutes.h): a heading a turn, who says what below it.
#pragma once

#include <string>

#include "kb/ingest/transcript.h"

namespace dictum {

std::string draft_minutes(const Transcript& transcript);

}  // namespace dictum
