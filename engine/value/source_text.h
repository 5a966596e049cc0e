// Where text came from: files (or named strings), positions in them, and fragments of them.
//
// A rule may stand inside a TOML string, after escapes were undone; its spans must still point
// into the file. A Fragment carries the decoded text and, for each of its bytes, the byte of the
// file that it came from, so every later phase works with file positions and nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/ids.h"

namespace dictum {

// Bytes [begin, end) of a file's text.
struct Span {
    FileId file{};
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// 1-based; columns count code points, as editors show them (an invalid byte counts as one).
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

// A piece of text to parse, and the way back to its file.
struct Fragment {
    FileId file{};
    std::string text;
    std::uint32_t begin = 0;             // file offset of text[0] when `offsets` is empty
    std::vector<std::uint32_t> offsets;  // otherwise: offsets[i] is the file offset of text[i],
                                         // with one more entry for the end

    std::uint32_t file_offset(std::size_t i) const {
        return offsets.empty() ? begin + static_cast<std::uint32_t>(i) : offsets[i];
    }
    Span span(std::size_t from, std::size_t to) const {
        return Span{file, file_offset(from), file_offset(to)};
    }
};

// The texts of a session. Grows only; ids stay valid.
class SourceMap {
  public:
    FileId add(std::string name, std::string text);

    bool contains(FileId file) const { return files_.contains(file); }
    const std::string& name(FileId file) const { return files_[file].name; }
    const std::string& text(FileId file) const { return files_[file].text; }
    Fragment whole(FileId file) const;

    // O(log lines + length of the line).
    Position position(FileId file, std::uint32_t offset) const;
    // The line that holds `offset`, without its line end.
    std::string_view line_at(FileId file, std::uint32_t offset) const;
    // The byte offset of a 1-based position; clamped to the text.
    std::uint32_t offset(FileId file, Position position) const;

  private:
    struct File {
        std::string name;
        std::string text;
        std::vector<std::uint32_t> line_starts;
    };
    IdMap<FileId, File> files_;
};

}  // namespace dictum
