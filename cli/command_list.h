// What the command line takes, as data: for completions and the man page.
#pragma once

#include <string>
#include <vector>

namespace dictum::cli {

struct ListedOption {
    std::vector<std::string> names;  // "--pack", "-i"
    std::string about;
    bool takes_value = false;
    bool takes_path = false;          // of a file or a folder
    std::vector<std::string> values;  // that it can have; empty: any
};

struct ListedCommand {
    std::string name;  // empty: of the program itself
    std::string about;
    std::vector<std::string> arguments;  // "GOAL", "[PACK...]"
    std::vector<ListedOption> options;
};

// The program first, then its commands in the order of its help. Only arguments.cpp knows them.
std::vector<ListedCommand> command_list();

// For bash, zsh or fish; another name is no shell: empty.
std::string completion_script(const std::string& shell);
// dictum.1, in roff.
std::string man_page();

}  // namespace dictum::cli
