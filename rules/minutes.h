// Minutes of a call -> turns: `## id` begins a turn, and its text runs to the next heading.
//
//   # Title, of no turn
//   ## qa-8
//   问：... 答：...
//
// White space around a turn's text is not part of it. Lines end with LF or CRLF.
#pragma once

#include <vector>

#include "engine/value/diagnostic.h"
#include "kb/knowledge.h"

namespace dictum {

// Reports headings that are not one word, ids that come twice, and minutes without a turn.
// Requires: the file's text is UTF-8.
std::vector<Turn> read_turns(FileId file, const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace dictum
