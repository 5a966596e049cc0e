// What decides a yes/no question: two goals beside the one that tells the evidence.
//
//   Do students prefer pu'er?   evidence  prefers("students", tea)
//                               yes       prefers("students", "puer")
//                               no        prefers("students", _tea), _tea != "puer"
//
// `No` needs the knowledge to say so: another value where the key has only one, a number that is
// certainly another or on the other side, a claim that is denied (a bool column). Where neither
// goal has an answer the verdict is unknown. With both there is a dispute, and it is unknown too.
#pragma once

#include <vector>

#include "ask/filling.h"
#include "ask/reader.h"

namespace dictum {

// Requires: a yes/no question, of which `filled` is what fill_goal made.
Whether whether(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
                const std::vector<FilledColumn>& filled);

// Whether the tiles of a cut ask for no value, and the question asks by yes or no.
bool asks_whether(const QuestionSpans& spans, const std::vector<Tile>& tiles);

}  // namespace dictum
