#include "engine/table/cells.h"

namespace dictum {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
};

Part trimmed(const std::string& text, Part part) {
    while (part.begin < part.end && is_blank(text[part.begin])) ++part.begin;
    while (part.end > part.begin && is_blank(text[part.end - 1])) --part.end;
    return part;
}

// Parts between commas that stand outside of quotes and parentheses.
std::vector<Part> split(const std::string& text, Part whole) {
    std::vector<Part> parts;
    std::size_t begin = whole.begin;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = whole.begin; i < whole.end; ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') ++i;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')') {
            --depth;
        } else if (c == ',' && depth == 0) {
            parts.push_back(trimmed(text, {begin, i}));
            begin = i + 1;
        }
    }
    parts.push_back(trimmed(text, {begin, whole.end}));
    return parts;
}

// What stands before the value: `>=` becomes `input >= `, a plain value `input = `.
struct Test {
    std::string prefix;
    Part value;
};

Test test_of(const std::string& input, const std::string& text, Part part) {
    static constexpr std::string_view kOperators[] = {"<=", ">=", "!=", "<", ">", "="};
    for (const std::string_view op : kOperators) {
        if (text.compare(part.begin, op.size(), op) != 0 || part.end - part.begin < op.size()) {
            continue;
        }
        const Part value = trimmed(text, {part.begin + op.size(), part.end});
        return {input + " " + std::string(op) + " ", value};
    }
    if (text[part.begin] == '!') {
        return {input + " != ", trimmed(text, {part.begin + 1, part.end})};
    }
    return {input + " = ", part};
}

// The inside of `not(...)`, or nothing.
std::optional<Part> negated(const std::string& text, Part part) {
    if (text.compare(part.begin, 3, "not") != 0 || text[part.end - 1] != ')') return std::nullopt;
    const auto open = text.find('(', part.begin);
    if (open == std::string::npos || trimmed(text, {part.begin + 3, open}).begin != open) {
        return std::nullopt;
    }
    return Part{open + 1, part.end - 1};
}

}  // namespace

Fragment with_prefix(const std::string& prefix, const Fragment& cell, std::size_t begin,
                     std::size_t end) {
    Fragment fragment;
    fragment.file = cell.file;
    fragment.text = prefix + cell.text.substr(begin, end - begin);
    fragment.offsets.assign(prefix.size(), cell.file_offset(begin));
    for (std::size_t i = begin; i <= end; ++i) fragment.offsets.push_back(cell.file_offset(i));
    return fragment;
}

std::vector<Fragment> cell_tests(const std::string& input, const Fragment& cell,
                                 Diagnostics& diagnostics) {
    std::vector<Fragment> tests;
    const Part whole = trimmed(cell.text, {0, cell.text.size()});
    if (cell.text.substr(whole.begin, whole.end - whole.begin) == "-") return tests;
    for (const Part part : split(cell.text, whole)) {
        if (part.begin == part.end) {
            diagnostics.error("empty-cell", cell.span(whole.begin, whole.end),
                              "a value is missing in this cell", "write `-` for any value");
            continue;
        }
        const auto inside = negated(cell.text, part);
        if (inside) {
            for (const Part value : split(cell.text, *inside)) {
                tests.push_back(with_prefix(input + " != ", cell, value.begin, value.end));
            }
        } else {
            const Test test = test_of(input, cell.text, part);
            tests.push_back(with_prefix(test.prefix, cell, test.value.begin, test.value.end));
        }
    }
    return tests;
}

}  // namespace dictum
