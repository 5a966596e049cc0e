// Questions that calculate with a relation's values: how much several cost, how many a budget buys,
// by how much two differ, which of two is less.
//
//   3台国产服务器多少钱  ->  server_price("domestic", _price), total = 3 * _price
//   6台A100加4台国产共多少  ->  ..., total = 6 * _first + 4 * _second
//   1000万能买几台      ->  server_price("domestic", _price), quantity = floor(10000000CNY /
//   _price) * 1servers A比B便宜百分之几    ->  ..., percent = 0% + (_second - _first) / _second,
//   _first < _second 哪个更便宜          ->  server_price(server, _price), match("a|b", server),
//   ..., _price < _other
//
// The relation has one measured column, its other columns are filled, at most one of them with two
// names. A number of things multiplies a value only where the relation's words say that the value
// is of one of them (`每台`, `per server`) or the things are of the column's type: three cards
// never cost what three servers cost. Everything of the question must have its part in the
// calculation, as in any reading.
#pragma once

#include <optional>

#include "ask/filling.h"
#include "ask/reader.h"

namespace dictum {

struct Composed {
    std::string goal;
    std::vector<Tile> left_over;
    std::optional<Whether> whether = {};  // of a yes/no question
};

// `tiles` is a cut of the question with operation words; `filled` what fill_goal made of it.
std::optional<Composed> compose(const WordLexicon& lexicon, std::uint32_t relation,
                                const QuestionSpans& spans, const std::vector<Tile>& tiles,
                                const FilledGoal& filled);

// Whether values of the relation can be calculated with.
bool calculable(const AskableRelation& relation);

}  // namespace dictum
