// Who among the speakers of a transcript asks, who answers, and who only passes the word on.
//
// A telling role decides ("Analyst", 主持人), then a list of participants, then the brief
// introduction at the top (主持人：林先生), then what the speaker does: who mostly puts questions
// asks.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kb/ingest/lines.h"

namespace dictum {

enum class Role : std::uint8_t { NoSpeaker, Asks, Answers, PassesOn };

class Speakers {
  public:
    Speakers(const std::vector<Piece>& pieces, const CompiledPatterns& patterns);

    // Of a name before a colon, or of a line that may be one.
    Role role_of(std::string_view name) const;
    bool any() const { return !roles_.empty(); }

  private:
    struct Seen {
        std::size_t times = 0;
        std::size_t asked = 0;
        std::size_t apart = 0;  // an own line with a blank above and text right below it
    };
    void count(const std::vector<Piece>& pieces);
    void count_one(const std::vector<Piece>& pieces, std::size_t i);
    void list_names(const std::vector<Piece>& pieces);
    Role judge(std::string_view name, const Seen& seen, bool own_line) const;

    const CompiledPatterns& patterns_;
    std::unordered_map<std::string_view, Seen> with_colon_;
    std::unordered_map<std::string_view, Seen> own_lines_;
    std::unordered_map<std::string_view, Role> listed_;
    std::unordered_map<std::string_view, Role> roles_;
};

// The name without the role behind it: `Helen Marsh - CEO` is Helen Marsh.
std::string_view short_name(std::string_view name);

}  // namespace dictum
