#include "rules/minutes.h"

#include <unordered_map>

namespace dictum {
namespace {

constexpr std::string_view kHeading = "## ";
constexpr std::string_view kBlank = " \t\r\n";

class TurnReader {
  public:
    TurnReader(FileId file, const SourceMap& sources, Diagnostics& diagnostics)
        : file_(file), text_(sources.text(file)), diagnostics_(diagnostics) {}

    std::vector<Turn> run() {
        for (std::size_t at = 0; at < text_.size();) {
            std::size_t end = text_.find('\n', at);
            if (end == std::string_view::npos) end = text_.size();
            if (text_.substr(at, end - at).starts_with(kHeading)) heading(at, end);
            at = end + 1;
        }
        close(text_.size());
        if (turns_.empty()) {
            diagnostics_.error("no-turns", span(0, 0), "the minutes have no turn",
                               "a turn begins with a heading line such as `## p1`");
        }
        return std::move(turns_);
    }

  private:
    void heading(std::size_t at, std::size_t end) {
        close(at);
        const std::size_t id_begin = text_.find_first_not_of(kBlank, at + 2);
        if (id_begin == std::string_view::npos || id_begin >= end) {
            diagnostics_.error("bad-turn", span(at, end), "this heading has no id",
                               "write `## ` and one word, such as `## qa-1`");
            return;
        }
        const std::size_t id_end = text_.find_last_not_of(kBlank, end - 1) + 1;
        const std::string_view id = text_.substr(id_begin, id_end - id_begin);
        if (id.find_first_of(kBlank) != std::string_view::npos) {
            diagnostics_.error("bad-turn", span(id_begin, id_end), "a turn's id is one word",
                               "write a title of the turn below its heading");
            return;
        }
        add(std::string(id), span(id_begin, id_end), end);
    }

    void add(std::string id, Span where, std::size_t line_end) {
        const auto [first, added] = seen_.emplace(id, where);
        if (!added) {
            diagnostics_.add({.id = "duplicate-turn",
                              .span = where,
                              .message = "the turn `" + id + "` comes twice",
                              .related = {{first->second, "the first is here"}}});
        }
        turns_.push_back({std::move(id), static_cast<std::uint32_t>(line_end),
                          static_cast<std::uint32_t>(line_end)});
        open_ = true;
    }

    // The turn that is open ends at the heading (or end of text) at `at`.
    void close(std::size_t at) {
        if (!open_) return;
        open_ = false;
        Turn& turn = turns_.back();
        const std::size_t begin = text_.find_first_not_of(kBlank, turn.begin);
        if (begin == std::string_view::npos || begin >= at) return;  // empty
        turn.begin = static_cast<std::uint32_t>(begin);
        turn.end = static_cast<std::uint32_t>(text_.find_last_not_of(kBlank, at - 1) + 1);
    }

    Span span(std::size_t begin, std::size_t end) const {
        return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    FileId file_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    std::vector<Turn> turns_;
    bool open_ = false;
    std::unordered_map<std::string, Span> seen_;
};

}  // namespace

std::vector<Turn> read_turns(FileId file, const SourceMap& sources, Diagnostics& diagnostics) {
    return TurnReader(file, sources, diagnostics).run();
}

}  // namespace dictum
