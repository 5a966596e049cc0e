// What a knowledge base holds besides facts, as it was declared: the way back from tables to
// Knowledge.
//
// Everything comes in the order of its declaration (pack, then place in the pack), so that a
// program assembled from it is the one that was loaded. Retracted claims and sources are left out.
#pragma once

#include "kb/knowledge.h"
#include "kb/sqlite.h"

namespace dictum {

// Texts are added to `sources` under names like `kb:rule price-gap`.
Result<Knowledge> read_knowledge(Database& database, SourceMap& sources);

}  // namespace dictum
