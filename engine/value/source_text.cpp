// Positions in texts. Lines end at LF; a CR before it belongs to the line end. A byte order mark at
// the start of a text has no column, as in editors.
#include "engine/value/source_text.h"

#include <algorithm>

#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Of every line but the first: most texts of a session are a line, and need no list.
std::vector<std::uint32_t> starts_of_lines(std::string_view text) {
    std::vector<std::uint32_t> starts;
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        starts.push_back(static_cast<std::uint32_t>(at + 1));
    }
    return starts;
}

// The bytes that line `line` (0-based) shows.
std::string_view line_text(std::string_view text, const std::vector<std::uint32_t>& starts,
                           std::size_t line) {
    std::size_t begin = line == 0 ? 0 : starts[line - 1];
    const bool has_line_end = line < starts.size();
    std::size_t end = has_line_end ? starts[line] - 1 : text.size();
    if (has_line_end && end > begin && text[end - 1] == '\r') --end;
    if (line == 0 && text.starts_with(kByteOrderMark)) begin += kByteOrderMark.size();
    return text.substr(begin, end - begin);
}

std::size_t line_of(const std::vector<std::uint32_t>& starts, std::uint32_t offset) {
    const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
    return static_cast<std::size_t>(next - starts.begin());
}

}  // namespace

FileId SourceMap::add(std::string name, std::string text) {
    std::vector<std::uint32_t> starts = starts_of_lines(text);
    return files_.push(File{std::move(name), std::move(text), std::move(starts)});
}

Fragment SourceMap::whole(FileId file) const { return Fragment{file, files_[file].text, 0, {}}; }

Position SourceMap::position(FileId file, std::uint32_t offset) const {
    const File& source = files_[file];
    const std::size_t line = line_of(source.line_starts, offset);
    const std::string_view shown = line_text(source.text, source.line_starts, line);
    const auto shown_begin = static_cast<std::size_t>(shown.data() - source.text.data());
    const std::size_t wanted = offset > shown_begin ? offset - shown_begin : 0;
    std::uint32_t column = 1;
    for (std::size_t at = 0; at < shown.size(); ++column) {
        at += code_point_at(shown, at).length;
        if (at > wanted) break;
    }
    return {static_cast<std::uint32_t>(line + 1), column};
}

std::string_view SourceMap::line_at(FileId file, std::uint32_t offset) const {
    const File& source = files_[file];
    return line_text(source.text, source.line_starts, line_of(source.line_starts, offset));
}

std::uint32_t SourceMap::offset(FileId file, Position position) const {
    const File& source = files_[file];
    if (position.line == 0) return 0;
    if (position.line > source.line_starts.size() + 1) {
        return static_cast<std::uint32_t>(source.text.size());
    }
    const std::string_view shown = line_text(source.text, source.line_starts, position.line - 1);
    std::size_t at = 0;
    for (std::uint32_t column = 1; column < position.column && at < shown.size(); ++column) {
        at += code_point_at(shown, at).length;
    }
    const auto shown_begin = static_cast<std::size_t>(shown.data() - source.text.data());
    return static_cast<std::uint32_t>(shown_begin + at);
}

}  // namespace dictum
