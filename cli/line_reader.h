// Lines from a person or a pipe. On a terminal with editing, history and completion by libedit,
// where that library is installed: it is looked for when it is needed, so that nothing else waits
// for it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dictum::cli {

class LineReader {
  public:
    // `words`: what may be completed.
    explicit LineReader(std::vector<std::string> words);
    ~LineReader();
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    bool interactive() const { return interactive_; }
    // The next line without its end, or none at the end of input. The prompt is for a person only.
    std::optional<std::string> next(const char* prompt);

  private:
    struct Editing;
    std::unique_ptr<Editing> editing_;  // null: plain lines
    bool interactive_ = false;
};

// The words that begin so; all when it is empty. `words` must be sorted.
std::vector<std::string> completions(const std::vector<std::string>& words,
                                     std::string_view beginning);

}  // namespace dictum::cli
