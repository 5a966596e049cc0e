// Two questions in one: the answer to the second is told beside that to the first.
#pragma once

#include "ask/answer.h"

namespace dictum {

// Adds the rows of `part` to `whole`; unknown when either is. Groups of disputes stay apart.
void add_part(Answer& whole, Answer part);

}  // namespace dictum
