#include "embed/mcp/resources.h"

#include <algorithm>

namespace dictum::mcp {
namespace {

constexpr std::string_view kSource = "dictum://source/";
constexpr std::string_view kRule = "dictum://rule/";
constexpr const char* kPlain = "text/plain";

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~';
}

std::string encoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_plain(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

// Nothing for a `%` without two digits behind it.
std::optional<std::string> decoded(std::string_view text) {
    const auto digit = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size() || digit(text[i + 1]) < 0 || digit(text[i + 2]) < 0) {
            return std::nullopt;
        }
        out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
        i += 2;
    }
    return out;
}

std::string turn_line(const Source& source, const Turn& turn) {
    return "[" + turn.id + "] " + std::string(source.turn_text(turn)) + "\n";
}

std::optional<std::string> source_text(const Knowledge& knowledge, std::string_view path) {
    const std::size_t slash = path.find('/');
    const auto id = decoded(path.substr(0, slash));
    const Source* const source = id ? knowledge.source(*id) : nullptr;
    if (source == nullptr) return std::nullopt;
    if (slash != std::string_view::npos) {
        const auto turn_id = decoded(path.substr(slash + 1));
        const Turn* const turn = turn_id ? source->turn(*turn_id) : nullptr;
        if (turn == nullptr) return std::nullopt;
        return turn_line(*source, *turn);
    }
    std::string text = source->title + " (" + source->date.to_string() + ")\n";
    for (const Turn& turn : source->turns) text += turn_line(*source, turn);
    return text;
}

std::optional<std::string> rule_text(const Knowledge& knowledge, std::string_view path) {
    const auto id = decoded(path);
    const auto rule = std::ranges::find_if(
        knowledge.rules, [&](const RuleText& other) { return id && other.id == *id; });
    if (rule == knowledge.rules.end()) return std::nullopt;
    std::string text = rule->text.text + "\n";
    for (const Citation& cited : rule->citations) {
        text += "cites " + cited.source + " " + cited.turn + ": " + cited.quote + "\n";
    }
    if (!rule->note.empty()) text += rule->note + "\n";
    return text;
}

Json resource(const std::string& uri, const std::string& name, const std::string& title) {
    return {{"uri", uri}, {"name", name}, {"title", title}, {"mimeType", kPlain}};
}

}  // namespace

std::string source_uri(std::string_view source, std::string_view turn) {
    std::string uri = std::string(kSource) + encoded(source);
    if (!turn.empty()) uri += "/" + encoded(turn);
    return uri;
}

Json resource_list(const Knowledge& knowledge) {
    Json list = Json::array();
    for (const Source& source : knowledge.sources) {
        list.push_back(resource(source_uri(source.id), source.id, source.title));
        for (const Turn& turn : source.turns) {
            list.push_back(resource(source_uri(source.id, turn.id), source.id + " " + turn.id,
                                    "turn " + turn.id + " of " + source.title));
        }
    }
    for (const RuleText& rule : knowledge.rules) {
        list.push_back(
            resource(std::string(kRule) + encoded(rule.id), rule.id, "the rule " + rule.id));
    }
    return list;
}

Json resource_templates() {
    const auto pattern = [](const char* uri, const char* name, const char* title) {
        return Json{{"uriTemplate", uri}, {"name", name}, {"title", title}, {"mimeType", kPlain}};
    };
    return Json::array({
        pattern("dictum://source/{source}", "source", "All turns of a source"),
        pattern("dictum://source/{source}/{turn}", "turn", "The words of one turn of a source"),
        pattern("dictum://rule/{rule}", "rule", "A rule with what it cites"),
    });
}

std::optional<std::string> resource_text(const Knowledge& knowledge, std::string_view uri) {
    if (uri.starts_with(kSource)) return source_text(knowledge, uri.substr(kSource.size()));
    if (uri.starts_with(kRule)) return rule_text(knowledge, uri.substr(kRule.size()));
    return std::nullopt;
}

}  // namespace dictum::mcp
