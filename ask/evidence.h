// What a relation is said in: the words of its description and of the claims that it rests on. A
// word of a question that stands there supports a reading of the relation without naming it.
//
//   server_price: "price of an eight-card server", "国产领先的芯片在120万到140万之间", ...
//
// Latin words, and pairs of Han characters; a longer word stands there when each of its pairs does.
// A derived relation rests on the claims of the relations that its rules read. Linear in the texts.
#pragma once

#include <vector>

#include "ask/lexicon.h"

namespace dictum {

// Sets `evidence` and `mentions` of each of the lexicon's relations,
// which must be complete otherwise.
void add_evidence(WordLexicon& lexicon);

}  // namespace dictum
