// The patterns that transcripts are read with, from TOML (rules/ingest/patterns.toml, compiled in).
#pragma once

#include <string_view>

#include "engine/value/result.h"
#include "kb/ingest/patterns.h"

namespace dictum {

// Mistakes of the file are one Error that shows them all.
Result<IngestPatterns> read_ingest_patterns(std::string_view toml);

std::string_view shipped_ingest_patterns();  // the text of the file

}  // namespace dictum
