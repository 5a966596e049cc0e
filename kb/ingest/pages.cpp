#include "kb/ingest/pages.h"

#include <unordered_map>
#include <vector>

namespace dictum {
namespace {

constexpr std::size_t kEdge = 2;  // lines at either end of a page

std::string without_digits(std::string_view line) {
    std::string shape;
    for (const char c : line) {
        if (c == ' ' || c == '\t' || c == '\r') continue;
        const bool digit = c >= '0' && c <= '9';
        if (!digit || shape.empty() || shape.back() != '#') shape += digit ? '#' : c;
    }
    return shape;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(mark, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

// The lines of a page that hold something, at its two ends.
std::vector<std::size_t> edges(const std::vector<std::string_view>& lines) {
    std::vector<std::size_t> held;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].find_first_not_of(" \t\r") != std::string_view::npos) held.push_back(i);
    }
    if (held.size() > 2 * kEdge) {
        held.erase(held.begin() + kEdge, held.end() - static_cast<std::ptrdiff_t>(kEdge));
    }
    return held;
}

}  // namespace

std::string without_page_furniture(std::string_view text) {
    std::vector<std::vector<std::string_view>> pages;
    for (const std::string_view page : split(text, '\f')) pages.push_back(split(page, '\n'));
    if (pages.size() < 2) return std::string(text);
    std::unordered_map<std::string, std::size_t> times;
    for (const auto& page : pages) {
        for (const std::size_t line : edges(page)) ++times[without_digits(page[line])];
    }
    std::string out;
    out.reserve(text.size());
    for (auto& page : pages) {
        for (const std::size_t line : edges(page)) {
            const std::size_t count = times[without_digits(page[line])];
            if (count >= 2 && count * 2 >= pages.size()) page[line] = "\f";
        }
        for (const std::string_view line : page) {
            if (line == "\f") continue;
            out += line;
            out += '\n';
        }
    }
    return out;
}

}  // namespace dictum
