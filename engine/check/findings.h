// What the checker found, each finding once.
//
// One clause may become many rules (a rule for each head and alternative); a mistake in it is still
// one mistake. Looking for the nearest name costs time in proportion to all names, so only so many
// are looked for: no more than are ever shown.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/value/diagnostic.h"

namespace dictum {

class Findings {
  public:
    explicit Findings(Diagnostics& diagnostics)
        : diagnostics_(diagnostics), errors_before_(diagnostics.errors()) {}

    void add(Diagnostic diagnostic);
    void error(std::string id, Span span, std::string message, std::string mend = {});
    void warning(std::string id, Span span, std::string message, std::string mend = {});

    // Was there an error since this was made?
    bool failed() const { return diagnostics_.errors() > errors_before_; }

    // The nearest of the candidates, or empty. `make_candidates` gives a vector of strings and is
    // called only when it is needed.
    template <class MakeCandidates>
    std::string near(std::string_view word, MakeCandidates make_candidates) {
        if (suggested_ >= kDiagnosticsShown) return {};
        ++suggested_;
        return nearest(word, make_candidates());
    }
    // "did you mean `x`?", or empty when nothing is near.
    template <class MakeCandidates>
    std::string suggestion(std::string_view word, MakeCandidates make_candidates) {
        const std::string found = near(word, make_candidates);
        return found.empty() ? std::string() : "did you mean `" + found + "`?";
    }

  private:
    Diagnostics& diagnostics_;
    std::size_t errors_before_;
    std::size_t suggested_ = 0;
    std::unordered_set<std::string> seen_;  // id, place and message of each
};

}  // namespace dictum
