// The facts of a knowledge base as a FactSource: each row of a relation's table, with the claim
// that it comes from.
#pragma once

#include <memory>

#include "engine/value/facts.h"
#include "kb/knowledge.h"
#include "kb/sqlite.h"

namespace dictum {

// Claim i of `knowledge` is SupportId i. Database and units must outlive the source.
std::unique_ptr<FactSource> stored_facts(Database& database, const Knowledge& knowledge,
                                         const UnitTable& units);

}  // namespace dictum
