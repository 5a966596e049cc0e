// Comma-separated values (RFC 4180), a row at a time: quoted cells with commas, quotes ("") and
// line ends in them, LF or CRLF, a byte order mark. Rows may have any number of cells; that they
// all have as many as the first is the caller's business.
//
//   a,"b ""c""",     three cells: a | b "c" | (empty)
//
// Cost: linear in the text, and the memory of one row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dictum {

struct CsvCell {
    std::string text;         // quotes undone
    std::uint32_t begin = 0;  // bytes of the file, quotes included
    std::uint32_t end = 0;
};

class CsvReader {
  public:
    enum class Outcome : std::uint8_t { Row, End, Mistake };

    // The text must outlive the reader.
    explicit CsvReader(std::string_view text, char separator = ',');

    // `row` keeps its memory from call to call. After a mistake reading goes on at the next line.
    Outcome next(std::vector<CsvCell>& row);

    // Of the last Mistake: what is wrong and where.
    struct Mistake {
        std::string message;
        std::string mend;
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    const Mistake& mistake() const { return mistake_; }

  private:
    bool at_line_end() const;
    bool read_cell(CsvCell& cell);
    bool read_quoted(CsvCell& cell);
    bool fail(std::size_t begin, std::size_t end, std::string message, std::string mend);
    void skip_line_end();
    void skip_line();

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    Mistake mistake_;
};

}  // namespace dictum
