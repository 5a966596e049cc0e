// Opening what the arguments name, under the limits of the command line.
#pragma once

#include <optional>
#include <string>

#include "cli/arguments.h"
#include "embed/session.h"

namespace dictum::cli {

// Without --pack and --kb the shipped pack answers, and standard error says so.
Outcome<Session> open_session(const KnowledgeArguments& knowledge, const LimitArguments& limits);

struct ShippedPack {
    std::string folder;
    std::string base;  // the same, loaded and sealed when the program was built; may be absent
};

// Beside the program when installed, in the source tree when built there; DICTUM_RULES names
// another folder of packs. A base lies beside the folder, and in the build tree beside the program.
std::optional<ShippedPack> shipped_pack();

AskOptions ask_options(const ScenarioArguments& arguments, std::string language = {});

// Keeps the session until the process ends. The system takes its memory back at once; taking it
// apart first costs a twentieth of a single answer. Requires: called once.
Outcome<Session>& keep_open(Outcome<Session> session);

// Limits with a deadline counted from now; Ctrl-C interrupts the run.
Limits limits_from(const LimitArguments& arguments);

}  // namespace dictum::cli
