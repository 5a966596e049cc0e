// Candidate names of things: what stands between the little words of a language, and how often.
//
//   "国产芯片的性能与英伟达的差距"      国产芯片, 性能, 英伟达, 差距
//
// No dictionary and no segmentation: runs of characters are cut at stop words and numbers. What
// comes twice in a call is likely a name; a person decides.
//
// Cost: linear, one look-up a name.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "kb/ingest/compiled_patterns.h"

namespace dictum {

struct NameInText {
    std::string_view name;
    std::size_t begin = 0;  // in the text that was cut
};

// The names in a text, in order.
std::vector<NameInText> cut_terms(std::string_view text, const CompiledPatterns& patterns);

class TermCounts {
  public:
    explicit TermCounts(const CompiledPatterns& patterns) : patterns_(patterns) {}

    // The text must outlive the counts.
    void add(std::string_view text);
    std::size_t count(std::string_view name) const;
    // The likeliest thing that a figure at the end of `before` is about; empty when none is named.
    std::string_view subject(std::string_view before) const;

    struct Counted {
        std::string_view name;
        std::size_t times = 0;
    };
    std::vector<Counted> most_frequent(std::size_t least_times) const;  // by times, then name

  private:
    struct Known {
        std::size_t times = 0;
        bool measure = false;  // names what is measured, such as 价格, and no thing
    };
    const CompiledPatterns& patterns_;
    std::unordered_map<std::string_view, Known> known_;
};

}  // namespace dictum
