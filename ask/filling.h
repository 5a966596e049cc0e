// From a cut of the question to a goal: which column each mention fills, what is asked for, and
// which tiles turn out to mean nothing after all.
//
//   政府客户会选国产还是英伟达?   prefers(segment key, origin)   ->   prefers("government", origin)
//
// A mention fills a column of its type: key columns first, distinct ones distinct columns. A column
// that the key decides and for which the question offers values (A or B? is it A?) stays asked, so
// that the answer is what the knowledge says and not whether it agrees. A question word must find a
// free column of its kind, or it is unexplained: `who` is never answered with a price. Several
// names of one column, joined by `and` or the like, are alternatives: the goal is asked of each.
#pragma once

#include <vector>

#include "ask/goal_writing.h"
#include "ask/question_spans.h"

namespace dictum {

struct FilledGoal {
    std::vector<FilledColumn> columns;
    std::vector<Tile> left_over;  // tiles of the cut that mean nothing here
    std::size_t columns_filled = 0;
};

FilledGoal fill_goal(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
                     const std::vector<Tile>& tiles);

// May a tile mean something in a question about this relation, going by kinds and types alone?
bool tile_suits(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
                const Tile& tile);

// Whether something measured so can be told in that unit: yuan a card in yuan.
bool holds(const Measure& whole, const Measure& part);

// May the column's value answer a question word?
bool answers(const QuestionMeaning& asked, const AskableColumn& column);

}  // namespace dictum
