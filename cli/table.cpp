#include "cli/table.h"

#include <algorithm>

#include "engine/value/utf8.h"

namespace dictum::cli {
namespace {

std::size_t width_of(std::string_view text) {
    int width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = code_point_at(text, i);
        width += display_width(point.value);
        i += point.length;
    }
    return static_cast<std::size_t>(width);
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, width_of(text)), ' ');
}

std::vector<std::size_t> widths_of(const TextTable& table) {
    std::vector<std::size_t> widths;
    for (const std::string& name : table.header) widths.push_back(width_of(name));
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    }
    return widths;
}

// One line: cells joined by `bar`, with `edge` at both ends.
std::string line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                 std::string_view edge, std::string_view bar) {
    std::string text(edge);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text += bar;
        text += ' ' + padded(cells[i], widths[i]) + ' ';
    }
    return text.append(edge) + '\n';
}

std::string rule(const std::vector<std::size_t>& widths, std::string_view left,
                 std::string_view middle, std::string_view right, std::string_view dash) {
    std::string text(left);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (i > 0) text += middle;
        for (std::size_t k = 0; k < widths[i] + 2; ++k) text += dash;
    }
    return text.append(right) + '\n';
}

std::string csv_cell(const std::string& cell) {
    const bool formula = !cell.empty() && (cell[0] == '=' || cell[0] == '@' || cell[0] == '\t');
    const std::string safe = formula ? "'" + cell : cell;
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) {
        quoted += c;
        if (c == '"') quoted += '"';
    }
    return quoted + '"';
}

std::vector<std::string> markdown_cells(const std::vector<std::string>& cells) {
    std::vector<std::string> escaped;
    for (const std::string& cell : cells) {
        std::string text;
        for (const char c : cell) {
            if (c == '|' || c == '\\') text += '\\';
            if (c == '<') {
                text += "&lt;";
            } else if (c == '\n' || c == '\r') {
                text += ' ';
            } else {
                text += c;
            }
        }
        escaped.push_back(std::move(text));
    }
    return escaped;
}

}  // namespace

std::string box_table(const TextTable& table) {
    TextTable clean = table;
    for (auto& row : clean.rows) {
        for (std::string& cell : row) cell = printable(cell);
    }
    const auto widths = widths_of(clean);
    std::string text = rule(widths, "┌", "┬", "┐", "─");
    text += line(clean.header, widths, "│", "│") + rule(widths, "├", "┼", "┤", "─");
    for (const auto& row : clean.rows) text += line(row, widths, "│", "│");
    return text + rule(widths, "└", "┴", "┘", "─");
}

std::string markdown_table(const TextTable& table) {
    TextTable escaped;
    escaped.header = markdown_cells(table.header);
    for (const auto& row : table.rows) escaped.rows.push_back(markdown_cells(row));
    const auto widths = widths_of(escaped);
    std::string text = line(escaped.header, widths, "|", "|") + rule(widths, "|", "|", "|", "-");
    for (const auto& row : escaped.rows) text += line(row, widths, "|", "|");
    return text;
}

std::string csv_table(const TextTable& table) {
    std::string text = csv_line(table.header);
    for (const auto& row : table.rows) text += csv_line(row);
    return text;
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text += ',';
        text += csv_cell(cells[i]);
    }
    return text + "\r\n";
}

std::string markdown_line(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const std::string& cell : markdown_cells(cells)) text += " " + cell + " |";
    return text + "\n";
}

std::string markdown_head(const std::vector<std::string>& names) {
    std::string text = markdown_line(names) + "|";
    for (std::size_t i = 0; i < names.size(); ++i) text += " --- |";
    return text + "\n";
}

std::string printable(std::string_view text) {
    std::string clean;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = code_point_at(text, i);
        if (!point.valid || (is_unprintable(point.value) && point.value != '\n')) {
            clean += "\xEF\xBF\xBD";
        } else {
            clean.append(text, i, point.length);
        }
        i += point.length;
    }
    return clean;
}

}  // namespace dictum::cli
