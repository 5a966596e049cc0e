// A goal's rows -> the rows of an answer: each with its proof, strength and citations, the disputed
// ones apart with all sides of their dispute.
#pragma once

#include "ask/answer.h"
#include "ask/wording.h"
#include "engine/eval/model.h"

namespace dictum {

// Fills status, answers, conflicts and notes; `answer.language` chooses the words of values.
Status answer_goal(const WordingContext& context, const CheckedGoal& goal, Model& model,
                   Answer& answer);

}  // namespace dictum
