// Which words of a question no reading could use, for the sentence of a refusal: whole words, never
// a piece of one.
//
//   高校会选国产吗  ->  高校      (`高` and `校` are no words; `会` is one)
//
// Chinese has no word boundaries: a known single character inside an unknown stretch belongs to it,
// and an unknown single character takes a neighbour that is no particle. Linear in the question.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ask/question_spans.h"

namespace dictum {

struct UnusedWords {
    std::vector<std::string> words;
    bool known = false;  // the knowledge has each of them, and nothing that goes with the others
};

// The words that nothing in the knowledge means; where all are known, those that the best reading
// could not use: `unused` tells which characters.
UnusedWords unknown_words(const WordLexicon& lexicon, const QuestionSpans& spans,
                          std::string_view question, const std::vector<bool>& unused);

}  // namespace dictum
