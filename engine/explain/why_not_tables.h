// Which rows of a decision table stand in the way of one whose cells let everything through.
//
//   first: row 2 is asked for, and row 1 holds before it      unique: row 3 may hold as well
#pragma once

#include <span>
#include <vector>

#include "engine/eval/model.h"
#include "engine/table/lower_table.h"

namespace dictum {

// The rows (from 0, ascending) by which the table decides in the case that `wins` (a case and a
// row) is about. None: rows that may hold could change the outcome. Requires: what tables are made
// of is complete. Cost: a probe of the rows that decide there.
std::vector<std::size_t> deciding_rows(std::span<const TableRules> tables, const Model& model,
                                       RelationId wins,
                                       const std::vector<std::optional<Word>>& words);

}  // namespace dictum
