#include "kb/csv.h"

namespace dictum {
namespace {
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
}

CsvReader::CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

// A lone CR ends no line: it is part of a cell.
bool CsvReader::at_line_end() const {
    if (at_ >= text_.size() || text_[at_] == '\n') return true;
    return text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
}

void CsvReader::skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
}

void CsvReader::skip_line() {
    const std::size_t end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
}

bool CsvReader::fail(std::size_t begin, std::size_t end, std::string message, std::string mend) {
    mistake_ = {std::move(message), std::move(mend), static_cast<std::uint32_t>(begin),
                static_cast<std::uint32_t>(end)};
    return false;
}

CsvReader::Outcome CsvReader::next(std::vector<CsvCell>& row) {
    if (at_ >= text_.size()) return Outcome::End;
    std::size_t cells = 0;
    for (;;) {
        if (cells == row.size()) row.emplace_back();
        if (!read_cell(row[cells])) {
            skip_line();
            return Outcome::Mistake;
        }
        ++cells;
        if (at_line_end()) break;
        ++at_;  // the comma
    }
    skip_line_end();
    row.resize(cells);
    return Outcome::Row;
}

bool CsvReader::read_cell(CsvCell& cell) {
    cell.text.clear();
    cell.begin = static_cast<std::uint32_t>(at_);
    if (at_ < text_.size() && text_[at_] == '"') {
        if (!read_quoted(cell)) return false;
    } else {
        const std::size_t from = at_;
        while (!at_line_end() && text_[at_] != separator_) {
            if (text_[at_] == '"') {
                return fail(at_, at_ + 1, "a quotation mark inside a cell that is not quoted",
                            "quote the whole cell and write the mark twice");
            }
            ++at_;
        }
        cell.text.assign(text_.substr(from, at_ - from));
    }
    cell.end = static_cast<std::uint32_t>(at_);
    return true;
}

bool CsvReader::read_quoted(CsvCell& cell) {
    const std::size_t begin = at_++;
    for (;;) {
        const std::size_t mark = text_.find('"', at_);
        if (mark == std::string_view::npos) {
            at_ = begin;
            return fail(begin, begin + 1, "the quoted cell that begins here has no end",
                        "close it with a quotation mark");
        }
        cell.text.append(text_.substr(at_, mark - at_));
        at_ = mark + 1;
        if (at_ >= text_.size() || text_[at_] != '"') break;
        cell.text += '"';
        ++at_;
    }
    if (at_line_end() || text_[at_] == separator_) return true;
    return fail(at_, at_ + 1, "text behind the end of a quoted cell",
                "a comma or the end of the line follows a quoted cell");
}

}  // namespace dictum
