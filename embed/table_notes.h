// What an answer says of the tables that it leans on.
#pragma once

#include <vector>

#include "ask/answer.h"
#include "ask/wording.h"
#include "engine/eval/model.h"
#include "engine/table/lower_table.h"

namespace dictum {

// For a goal that is one atom of a relation that tables conclude: which inputs are not known, or
// straddle what a row tests, in cases that the goal asks for and no table decides.
Status note_undecided(const WordingContext& context, const std::vector<TableRules>& tables,
                           const CheckedGoal& goal, Model& model, Answer& answer);

// For a proof that rests on a row of a `unique` table: other rows that hold there too.
void note_violations(const WordingContext& context, const std::vector<TableRules>& tables,
                     const Proof& proof, const Model& model, Answer& answer);

// Words the steps that collect rows: `t/3: 5CNY`, `sum of t/1, t/3 = 15CNY`.
void word_collected(const WordingContext& context, const std::vector<TableRules>& tables,
                    Proof& proof);

}  // namespace dictum
