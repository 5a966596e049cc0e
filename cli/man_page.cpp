// dictum.1: the same words as --help.
#include "cli/command_list.h"

namespace dictum::cli {
namespace {

// A line of roff: hyphens as they are typed, no line that begins as a request does.
std::string words(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
    }
    if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
    return out;
}

void add_options(const ListedCommand& command, std::string& page) {
    for (const ListedOption& option : command.options) {
        std::string names;
        for (const std::string& name : option.names) {
            names += (names.empty() ? "" : ", ") + words(name);
        }
        page += ".TP\n.B " + names;
        if (option.takes_value) page += "\\fR \\fIVALUE\\fR";
        page += "\n" + words(option.about) + "\n";
    }
}

}  // namespace

std::string man_page() {
    const std::vector<ListedCommand> commands = command_list();
    std::string page =
        ".TH DICTUM 1 \"\" \"dictum " DICTUM_VERSION
        "\" \"Dictum\"\n"
        ".SH NAME\n"
        "dictum \\- questions answered from what experts said, with the words of the source\n"
        ".SH SYNOPSIS\n"
        ".B dictum\n"
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] ...\n"
        ".SH DESCRIPTION\n" +
        words(commands.front().about) + "\n";
    add_options(commands.front(), page);
    page += ".SH COMMANDS\n";
    for (const ListedCommand& command : commands) {
        if (command.name.empty()) continue;
        page += ".SS dictum " + words(command.name);
        for (const std::string& argument : command.arguments) page += " " + words(argument);
        page += "\n" + words(command.about) + "\n";
        add_options(command, page);
    }
    page +=
        ".SH ENVIRONMENT\n"
        ".TP\n.B DICTUM_RULES\nThe folder that holds the shipped packs.\n"
        ".SH EXIT STATUS\n"
        "0 answered, decided or clean; 1 unknown, findings or failed tests; 2 usage, input or "
        "I/O error; 3 limit reached or interrupted.\n";
    return page;
}

}  // namespace dictum::cli
