#include "engine/table/fragments.h"

#include <algorithm>

namespace dictum {
namespace {

// Calls `visit(i)` for each byte outside of quotes and parentheses, until that gives false.
template <class Visit>
void visit_outside(const std::string& text, Visit visit) {
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') ++i;
            if (c == '"') quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')') {
            if (depth > 0) --depth;
        } else if (depth == 0 && !visit(i)) {
            return;
        }
    }
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

Fragment slice(const Fragment& text, std::size_t from, std::size_t to) {
    Fragment part;
    part.file = text.file;
    part.text = text.text.substr(from, to - from);
    part.begin = text.file_offset(from);
    if (!text.offsets.empty()) {
        const auto first = text.offsets.begin() + static_cast<std::ptrdiff_t>(from);
        const auto last = text.offsets.begin() + static_cast<std::ptrdiff_t>(to) + 1;
        part.offsets.assign(first, last);
    }
    return part;
}

Fragment trimmed(const Fragment& text) {
    const auto used = [](char c) { return !is_blank(c); };
    const auto first = std::find_if(text.text.begin(), text.text.end(), used);
    const auto last = std::find_if(text.text.rbegin(), text.text.rend(), used).base();
    if (first == text.text.end()) return slice(text, 0, 0);
    return slice(text, static_cast<std::size_t>(first - text.text.begin()),
                 static_cast<std::size_t>(last - text.text.begin()));
}

std::vector<Fragment> split(const Fragment& text, char separator) {
    std::vector<Fragment> parts;
    std::size_t begin = 0;
    visit_outside(text.text, [&](std::size_t i) {
        if (text.text[i] != separator) return true;
        parts.push_back(trimmed(slice(text, begin, i)));
        begin = i + 1;
        return true;
    });
    parts.push_back(trimmed(slice(text, begin, text.text.size())));
    return parts;
}

std::size_t find_outside(const std::string& text, std::string_view word) {
    std::size_t found = std::string::npos;
    visit_outside(text, [&](std::size_t i) {
        if (text.compare(i, word.size(), word) != 0) return true;
        found = i;
        return false;
    });
    return found;
}

std::optional<Fragment> negated(const Fragment& part) {
    const std::string& text = part.text;
    if (text.starts_with('!') && !text.starts_with("!=")) {
        return trimmed(slice(part, 1, text.size()));
    }
    if (!text.starts_with("not") || !text.ends_with(')')) return std::nullopt;
    const Fragment rest = trimmed(slice(part, 3, text.size()));
    if (!rest.text.starts_with('(')) return std::nullopt;
    return trimmed(slice(rest, 1, rest.text.size() - 1));
}

}  // namespace dictum
