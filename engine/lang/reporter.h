// Errors of one text, by byte offsets in its fragment.
//
// A text of a million mistakes must not become a million messages: the first kListedMax are
// listed, the rest are counted, and finish() says how many there were.
#pragma once

#include <string>

#include "engine/value/diagnostic.h"

namespace dictum {

class Reporter {
  public:
    static constexpr std::size_t kListedMax = 1000;

    // Both must outlive the reporter.
    Reporter(const Fragment& text, Diagnostics& diagnostics)
        : text_(text), diagnostics_(diagnostics) {}

    void error(std::string id, std::size_t from, std::size_t to, std::string message,
               std::string mend = {});
    void error(Diagnostic diagnostic);
    void warning(std::string id, std::size_t from, std::size_t to, std::string message,
                 std::string mend = {});
    void finish();

    std::size_t errors() const { return errors_; }

  private:
    const Fragment& text_;
    Diagnostics& diagnostics_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

}  // namespace dictum
