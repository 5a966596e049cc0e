// Full-text search over the turns of sources, in any language: words of any length, two Chinese
// characters or one, phrases in quotation marks.
//
//   国产 算力        turns that hold both, wherever they stand
//   "domestic chip"  turns that hold the phrase
//
// Texts are compared as quotes are (kb/normal_text.h: full-width forms, white space beside wide
// characters), and without regard to case. A word of letters begins where a word begins: `tea`
// finds "teas" and not "steam". There is no index to keep: cost is linear in the text, some tens of
// megabytes a second.
#pragma once

#include <string>
#include <vector>

#include "kb/quote.h"
#include "kb/sqlite.h"

namespace dictum {

struct FoundTurn {
    std::string source;
    std::string turn;
    std::string text;
    std::vector<ByteRange> marks;  // of `text`, in order and apart: where the words stand
};

struct FoundTurns {
    std::vector<FoundTurn> turns;  // those with most places first, then in order of the sources
    std::size_t more = 0;          // that were left off
};

// The words of a query, without those that hold nothing to look for.
std::vector<std::string> search_words(std::string_view query);

// `today` as in kb/barred.h; `as_of` leaves out sources of a later date, when it is not empty.
Result<FoundTurns> search_turns(Database& database, const std::vector<std::string>& words,
                                std::size_t count_max, std::string_view as_of,
                                std::string_view today);

}  // namespace dictum
