// "did you mean `x`?" for unknown names.
//
// Looking for the nearest name costs time in proportion to all names; a text with thousands of
// mistakes shows only the first hundred, so only so many are looked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/value/diagnostic.h"

namespace dictum {

class Suggestions {
  public:
    // The mend, or empty when nothing is near. `make_candidates` is called only when it is needed.
    template <class MakeCandidates>
    std::string mend(std::string_view word, MakeCandidates make_candidates) {
        if (given_ >= kDiagnosticsShown) return {};
        ++given_;
        const std::string near = nearest(word, make_candidates());
        return near.empty() ? std::string() : "did you mean `" + near + "`?";
    }
    bool exhausted() const { return given_ >= kDiagnosticsShown; }

  private:
    std::size_t given_ = 0;
};

}  // namespace dictum
