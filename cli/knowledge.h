// Opening what the arguments name, under the limits of the command line.
#pragma once

#include "cli/arguments.h"
#include "embed/session.h"

namespace dictum::cli {

// Without --pack and --kb the shipped pack answers, and standard error says so.
Outcome<Session> open_session(const KnowledgeArguments& knowledge, const LimitArguments& limits);

// Keeps the session until the process ends. The system takes its memory back at once; taking it
// apart first costs a twentieth of a single answer. Requires: called once.
Outcome<Session>& keep_open(Outcome<Session> session);

// Limits with a deadline counted from now; Ctrl-C interrupts the run.
Limits limits_from(const LimitArguments& arguments);

}  // namespace dictum::cli
