// Several questions in one: where they may be cut, and their goals as one.
//
//   Who released it, and what does it take in?   ->   "Who released it", "what does it take in?"
//
// A question ends at a mark, and before `and` where a question word follows. Linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ask/lexicon.h"

namespace dictum {

// The parts between marks and before joined questions, in order, without what holds no content.
// At most kClausesMax.
constexpr std::size_t kClausesMax = 6;
std::vector<std::string_view> clauses_of(const WordLexicon& lexicon, std::string_view question);

// Whether the part asks nothing of the knowledge: function words, or whether sources agree.
bool is_idle(const WordLexicon& lexicon, std::string_view clause);

// Whether it asks: by a question word, or by yes or no.
bool asks_something(const WordLexicon& lexicon, std::string_view clause);

// The names of entities in the part, as written, longest at each place.
std::vector<std::string> names_in(const WordLexicon& lexicon, std::string_view clause);

// The question before with the names of this one in place of those of their type, where this one
// holds nothing else: `and the A100?`.
std::vector<std::string> with_names_changed(const WordLexicon& lexicon, std::string_view previous,
                                            std::string_view question);

// Both goals as one body; variables of the second that the first has too get a name of their own.
std::string joined_goals(const std::string& first, const std::string& second);

}  // namespace dictum
