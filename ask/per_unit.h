// Whether a question asks for the value of one thing: `what does one A100 card cost`, 每张卡多少钱.
#pragma once

#include "ask/question_spans.h"

namespace dictum {

// Whether it speaks of each of what the relation's values are of: a card, where they are in yuan a
// card.
bool asks_for_each(const WordLexicon& lexicon, const AskableRelation& relation,
                   const QuestionSpans& spans);

}  // namespace dictum
