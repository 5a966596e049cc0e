// Adds the commands that look after a knowledge base file to the parser of arguments.cpp.
#pragma once

#include <CLI/App.hpp>
#include <optional>

#include "cli/arguments.h"

namespace dictum::cli {

struct BaseCommands {
    CheckArguments check;
    BackupArguments backup;
    ClaimArguments claim;
    SourceArguments source;
    HistoryArguments history;
    ImpactArguments impact;
    ExportArguments exported;
    SearchArguments search;
};

// Of arguments.cpp: the options that many commands have.
void add_knowledge(CLI::App& command, KnowledgeArguments& knowledge);
void add_limits(CLI::App& command, LimitArguments& limits);

// `command` is set to the one that was named. All must outlive the parsing.
void add_base_commands(CLI::App& app, BaseCommands& commands, std::optional<Command>& command);

}  // namespace dictum::cli
