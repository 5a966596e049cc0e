// Questions about the rows of a relation together: which has the most, and how many there are.
//
//   Which line has the lowest fare on the Island Route?
//     ->  fare(line, "island", fare), fare(_rival, "island", _), line != _rival,
//         count : { fare(_any, "island", _other), _other != fare, fare >? _other } = 0
//   How many lines serve the Island Route?
//     ->  serves(line, "island"), number = count : { serves(_each, "island") }
//
// A row has the least only where no other is known that may have less, and some other is known: of
// a single row nothing is the least. Rows of an equal value share the rank. What is counted is
// named in the question and is the one column that is open.
#pragma once

#include <optional>

#include "ask/composition.h"

namespace dictum {

std::optional<Composed> ranked(const WordLexicon& lexicon, std::uint32_t relation,
                               const QuestionSpans& spans, const std::vector<Tile>& tiles,
                               const FilledGoal& filled);

std::optional<Composed> counted(const WordLexicon& lexicon, std::uint32_t relation,
                                const QuestionSpans& spans, const std::vector<Tile>& tiles,
                                const FilledGoal& filled);

}  // namespace dictum
