// Tables of text in the forms that people and tools read.
#pragma once

#include <string>
#include <vector>

namespace dictum::cli {

struct TextTable {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;  // each as wide as the header
};

// Columns padded by display width: Han characters take two cells.
std::string box_table(const TextTable& table);
std::string markdown_table(const TextTable& table);
// RFC 4180; a cell that a spreadsheet would run as a formula gets a leading apostrophe.
std::string csv_table(const TextTable& table);
// The same line by line; the cells of a Markdown table are not padded then.
std::string csv_line(const std::vector<std::string>& cells);
std::string markdown_head(const std::vector<std::string>& names);
std::string markdown_line(const std::vector<std::string>& cells);

// Control characters, which a terminal would act on, become U+FFFD.
std::string printable(std::string_view text);

}  // namespace dictum::cli
