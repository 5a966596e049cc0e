// What is wrong with a text, where, and how to mend it.
//
//   rules.dl:3:17: error: `p` is not bound by a positive atom [unbound-variable]
//   big(x) :- q(x), p < 3.
//                   ^
//     mend: bind it in a positive atom or by `p = ...`
//
// Ids are short stable words: tests, reports and waivers name them.
#pragma once

#include <string>
#include <vector>

#include "engine/value/source_text.h"

namespace dictum {

enum class Severity : std::uint8_t { Error, Warning };

struct Diagnostic {
    std::string id;  // "unbound-variable"
    Severity severity = Severity::Error;
    Span span;
    std::string message;    // one sentence without a full stop
    std::string note = {};  // more about the cause; may hold several lines
    std::string mend = {};  // what to write instead, where one is known
    struct Related {        // other places that take part: a first definition, a cycle
        Span span;
        std::string message;
    };
    std::vector<Related> related = {};
};

// Collects diagnostics in the order in which they are found.
class Diagnostics {
  public:
    void add(Diagnostic diagnostic);
    void error(std::string id, Span span, std::string message, std::string mend = {});
    void warning(std::string id, Span span, std::string message, std::string mend = {});

    bool has_errors() const { return errors_ > 0; }
    std::size_t errors() const { return errors_; }
    const std::vector<Diagnostic>& items() const { return items_; }

    // Stable order: file, offset, then order of discovery; exact repeats are dropped.
    void sort();

  private:
    std::vector<Diagnostic> items_;
    std::size_t errors_ = 0;
};

constexpr std::size_t kDiagnosticsShown = 100;

// `file:line:column: error: message [id]`.
std::string headline(const Diagnostic& diagnostic, const SourceMap& sources);
// The headline, the source line with a caret (aligned for East Asian width), note, related, mend.
std::string render(const Diagnostic& diagnostic, const SourceMap& sources);
// At most kDiagnosticsShown, then "... and N more"; empty when there are none.
std::string render(const Diagnostics& diagnostics, const SourceMap& sources);

// The nearest of `candidates` by edit distance (transpositions count one), or empty when none is
// near enough to be a likely slip. Code points, not bytes. O(candidates x length^2).
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace dictum
