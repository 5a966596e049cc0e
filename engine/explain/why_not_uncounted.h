// What was looked for, is said or concluded, and does not count.
//
//   price("oolong", 120)     too weak: an opinion, where an estimate is demanded
//                            gave way: the relation's conflict policy chose price("oolong", 90)
//                            narrowed: the sources have price("oolong", 90..120) in common
//
// Cost: a probe, and a proof for each row that is listed.
#pragma once

#include "engine/explain/why_not_conditions.h"

namespace dictum {

// Adds to `near` of a question with a pattern.
Status find_uncounted(const ConditionReader& reader, const Model& model, const UnitTable& units,
                      Question& question);

// The relation that a strong part was made of; any other one itself.
RelationId without_demand(const CheckedProgram& program, RelationId relation);

}  // namespace dictum
