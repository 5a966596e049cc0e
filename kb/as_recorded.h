// A knowledge base as it stood by a day: without what was recorded later, and with what was
// corrected or retracted later.
//
// Temporary tables take the names of those that hold statements, so that whoever reads the base
// through the same connection reads that day's. The facts of claims are not among them: they are
// made from the claims' texts. Declarations (relations, entities, units, questions) have no times
// and are those of now; data has no times of its own and counts as recorded when its pack first
// was.
#pragma once

#include <string>
#include <vector>

#include "engine/value/date.h"
#include "kb/sqlite.h"

namespace dictum {

// Statements whose wording then was not kept (files of the first version did not) are counted.
Result<std::size_t> shadow_as_recorded(Database& database, Date by);

}  // namespace dictum
