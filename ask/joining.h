// Questions that go from one relation to another through something that both speak of.
//
//   What do the boats that commuters prefer cost?
//     ->  prefers("commuters", boat), boat_price(boat, price)
//
// The first relation finds the thing: what identifies its row is named, and the column of the thing
// is left open. The second tells what is asked of it. Each must be named by a word of its own, and
// together they must explain the whole question. At most kPairsMax pairs are tried.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ask/question_spans.h"

namespace dictum {

struct Joined {
    std::string goal;
    std::uint32_t told = 0;   // the relation that answers
    std::vector<Tile> tiles;  // a cut of the question
    std::vector<Tile> left_over;
};

constexpr std::size_t kPairsMax = 400;

// Of the relations that words of the question name.
std::vector<Joined> joined_readings(const WordLexicon& lexicon, const QuestionSpans& spans,
                                    const std::vector<std::uint32_t>& relations);

}  // namespace dictum
