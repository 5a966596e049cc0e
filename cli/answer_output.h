// An answer on standard output, in the form that was asked for.
#pragma once

#include "cli/arguments.h"
#include "embed/session.h"

namespace dictum::cli {

// The exit code: kAnswered, or kUnknown.
int print_answer(const Session& session, const Answer& answer, AnswerForm form, bool why);

// What the answer was given under, to standard error; nothing for no scenario.
void print_scenario(const Answer& answer);

}  // namespace dictum::cli
