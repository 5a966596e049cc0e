#include <unistd.h>

#include <cstdlib>

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "embed/json_writer.h"

namespace dictum::cli {
namespace {

// Control codes of a text would reach the terminal.
void append_plain(std::string_view text, std::string& out) {
    for (const char c : text) {
        const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
        out += control ? ' ' : c;
    }
}

// The turn with its words in bold, or between brackets.
std::string highlighted(const FoundTurn& found, bool bold) {
    std::string out;
    std::size_t at = 0;
    const std::string_view text = found.text;
    for (const ByteRange& mark : found.marks) {
        append_plain(text.substr(at, mark.begin - at), out);
        out += bold ? "\x1b[1m" : "[";
        append_plain(text.substr(mark.begin, mark.end - mark.begin), out);
        out += bold ? "\x1b[0m" : "]";
        at = mark.end;
    }
    append_plain(text.substr(at), out);
    while (!out.empty() && out.back() == '\n') out.pop_back();
    return out;
}

std::string as_text(const FoundTurns& found) {
    const bool bold = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    std::string out;
    for (const FoundTurn& turn : found.turns) {
        const std::string text = highlighted(turn, bold);
        out += turn.source + " " + turn.turn + "\n  ";
        for (const char c : text) {
            out += c;
            if (c == '\n') out += "  ";
        }
        out += '\n';
    }
    return out;
}

std::string as_json(const std::string& text, const FoundTurns& found) {
    JsonWriter out;
    out.begin_object();
    out.key("schema_version");
    out.raw("1");
    out.key("text");
    out.string(text);
    out.key("turns");
    out.begin_array();
    for (const FoundTurn& turn : found.turns) {
        out.begin_object();
        out.key("source");
        out.string(turn.source);
        out.key("turn");
        out.string(turn.turn);
        out.key("text");
        out.string(turn.text);
        out.key("marks");
        out.begin_array();
        for (const ByteRange& mark : turn.marks) {
            out.begin_array();
            out.number(std::size_t{mark.begin});
            out.number(std::size_t{mark.end});
            out.end_array();
        }
        out.end_array();
        out.end_object();
    }
    out.end_array();
    out.key("more");
    out.number(found.more);
    out.end_object();
    return out.text() + "\n";
}

}  // namespace

int search(const SearchArguments& arguments) {
    auto& opened = keep_open(open_session(arguments.knowledge, arguments.limits));
    if (const auto* failed = std::get_if<Failure>(&opened)) return fail(*failed);
    const auto outcome =
        std::get<Session>(opened).search(arguments.text, arguments.count_max, arguments.as_of);
    if (const auto* failed = std::get_if<Failure>(&outcome)) return fail(*failed);
    const auto& found = std::get<FoundTurns>(outcome);
    print(arguments.json ? as_json(arguments.text, found) : as_text(found));
    if (found.turns.empty()) print_error("nothing found");
    if (found.more > 0)
        print_error("and " + std::to_string(found.more) + " more; --count shows them");
    return found.turns.empty() ? kUnknown : kAnswered;
}

}  // namespace dictum::cli
