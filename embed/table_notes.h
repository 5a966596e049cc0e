// What an answer says of the tables that it leans on.
#pragma once

#include <vector>

#include "ask/answer.h"
#include "ask/wording.h"
#include "engine/eval/model.h"
#include "engine/table/lower_table.h"

namespace dictum {

// Notes, and the words of steps:
//
//   the table t can't decide for "hill": price is not known, and row 2 needs it
//                                  of a goal that is one atom of a relation that tables conclude
//   the table t is unique, and its rows 1, 3 hold at once
//   sum of t/1, t/3 = 15CNY        the step of a table that collects
Status note_tables(const WordingContext& context, const std::vector<TableRules>& tables,
                   const CheckedGoal& goal, Model& model, Answer& answer);

}  // namespace dictum
