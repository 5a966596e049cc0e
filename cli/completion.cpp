// `dictum completion SHELL`: what a shell needs to complete commands, options and their values.
#include "cli/command_list.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace dictum::cli {
namespace {

std::string joined(const std::vector<std::string>& words, const char* separator = " ") {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
    return text;
}

std::vector<std::string> names_of(const ListedCommand& command) {
    std::vector<std::string> names;
    for (const ListedOption& option : command.options) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return names;
}

std::vector<std::string> names_of(const std::vector<ListedCommand>& commands) {
    std::vector<std::string> names;
    for (const ListedCommand& command : commands) {
        if (!command.name.empty()) names.push_back(command.name);
    }
    return names;
}

// In single quotes, for all three shells.
std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
        } else {
            out += c;
        }
    }
    return out + "'";
}

std::string bash(const std::vector<ListedCommand>& commands) {
    std::string text =
        "# bash completion for dictum\n"
        "_dictum() {\n"
        "    local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
        "    local options='' values=''\n"
        "    COMPREPLY=()\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        COMPREPLY=($(compgen -W '" +
        joined(names_of(commands)) + " " + joined(names_of(commands.front())) +
        "' -- \"$word\"))\n"
        "        return\n"
        "    fi\n"
        "    case \"${COMP_WORDS[1]} $before\" in\n";
    for (const ListedCommand& command : commands) {
        for (const ListedOption& option : command.options) {
            if (command.name.empty() || option.values.empty()) continue;
            for (const std::string& name : option.names) {
                text += "        '" + command.name + " " + name + "') values='" +
                        joined(option.values) + "' ;;\n";
            }
        }
    }
    text +=
        "    esac\n"
        "    if [ -n \"$values\" ]; then\n"
        "        COMPREPLY=($(compgen -W \"$values\" -- \"$word\"))\n"
        "        return\n"
        "    fi\n"
        "    case \"${COMP_WORDS[1]}\" in\n";
    for (const ListedCommand& command : commands) {
        if (command.name.empty()) continue;
        text += "        " + command.name + ") options='" + joined(names_of(command)) + "' ;;\n";
    }
    text +=
        "    esac\n"
        "    if [[ \"$word\" == -* ]]; then\n"
        "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
        "    else\n"
        "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
        "    fi\n"
        "}\n"
        "complete -o filenames -F _dictum dictum\n";
    return text;
}

// The brackets and colons of a description have a meaning to zsh.
std::string zsh_words(const std::string& about) {
    std::string out;
    for (const char c : about) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_option(const ListedOption& option, const std::string& name) {
    std::string spec = "*" + name + "[" + zsh_words(option.about) + "]";
    if (!option.values.empty()) return spec + ":value:(" + joined(option.values) + ")";
    if (option.takes_path) return spec + ":file:_files";
    return option.takes_value ? spec + ":value:" : spec;
}

std::string zsh(const std::vector<ListedCommand>& commands) {
    std::string text =
        "#compdef dictum\n"
        "_dictum() {\n"
        "    local -a commands=(\n";
    for (const ListedCommand& command : commands) {
        if (command.name.empty()) continue;
        text += "        " + quoted(command.name + ":" + zsh_words(command.about)) + "\n";
    }
    text +=
        "    )\n"
        "    if (( CURRENT == 2 )); then\n"
        "        _describe command commands\n"
        "        return\n"
        "    fi\n"
        "    local command=$words[2]\n"
        "    shift words\n"
        "    (( CURRENT-- ))\n"
        "    case $command in\n";
    for (const ListedCommand& command : commands) {
        if (command.name.empty()) continue;
        text += "        " + command.name + ") _arguments";
        for (const ListedOption& option : command.options) {
            for (const std::string& name : option.names) {
                text += " \\\n            " + quoted(zsh_option(option, name));
            }
        }
        text += " '*:file:_files' ;;\n";
    }
    text +=
        "    esac\n"
        "}\n"
        "if [ \"$funcstack[1]\" = _dictum ]; then _dictum \"$@\"; else compdef _dictum dictum; "
        "fi\n";
    return text;
}

std::string fish(const std::vector<ListedCommand>& commands) {
    std::string text = "# fish completion for dictum\n";
    for (const ListedCommand& command : commands) {
        if (command.name.empty()) continue;
        text += "complete -c dictum -n __fish_use_subcommand -f -a " + command.name + " -d " +
                quoted(command.about) + "\n";
        for (const ListedOption& option : command.options) {
            text += "complete -c dictum -n '__fish_seen_subcommand_from " + command.name + "'";
            for (const std::string& name : option.names) {
                text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            }
            if (!option.values.empty()) {
                text += " -x -a '" + joined(option.values) + "'";
            } else if (option.takes_value) {
                text += option.takes_path ? " -r" : " -x";
            }
            text += " -d " + quoted(option.about) + "\n";
        }
    }
    return text;
}

}  // namespace

std::string completion_script(const std::string& shell) {
    const std::vector<ListedCommand> commands = command_list();
    if (shell == "bash") return bash(commands);
    if (shell == "zsh") return zsh(commands);
    return shell == "fish" ? fish(commands) : std::string();
}

int completion(const CompletionArguments& arguments) {
    print(arguments.shell == "man" ? man_page() : completion_script(arguments.shell));
    return kAnswered;
}

}  // namespace dictum::cli
