// How far an answer moves: two sets of rows of one goal compared.
#pragma once

#include <span>
#include <vector>

#include "engine/value/facts.h"

namespace dictum {

struct AnswerMove {
    double moved = 0;         // the farthest that an end moves, as a share of `scale`
    bool other_rows = false;  // rows that differ in more than figures, or in number; or an end that
                              // is unbounded on one side only
};

// The largest end in each column of figures (quantities and numbers); 1 where it is 0.
std::vector<double> scale_of(const std::vector<std::vector<Word>>& rows,
                             std::span<const Column> columns, const Values& values);

// Rows that agree but for figures are compared in the order of their values.
AnswerMove answer_move(const std::vector<std::vector<Word>>& a,
                       const std::vector<std::vector<Word>>& b, std::span<const Column> columns,
                       std::span<const double> scale, const Values& values);

}  // namespace dictum
