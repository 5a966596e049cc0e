// Opening what the arguments name, under the limits of the command line.
#pragma once

#include "cli/arguments.h"
#include "embed/session.h"

namespace dictum::cli {

// Without --pack and --kb the shipped pack answers, and standard error says so.
Outcome<Session> open_session(const KnowledgeArguments& knowledge, const LimitArguments& limits);

AskOptions ask_options(const ScenarioArguments& arguments, std::string language = {});

// Limits with a deadline counted from now; Ctrl-C interrupts the run.
Limits limits_from(const LimitArguments& arguments);

}  // namespace dictum::cli
