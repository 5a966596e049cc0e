// An answer on standard output, in the form that was asked for.
#pragma once

#include "cli/arguments.h"
#include "embed/session.h"

namespace dictum::cli {

// The exit code: kAnswered, or kUnknown.
int print_answer(const Session& session, const Answer& answer, AnswerForm form, bool why);

}  // namespace dictum::cli
