// The part of each relation that a goal can look at, as far as constants tell.
//
//   b("t1", v)?   b(x, v) :- a(x, p), m(x, q), v = q - p.      of a and m too, only rows of "t1"
//
// A column is restricted to some constants when everything that reads it gives it one of them: a
// constant of the goal or of a rule, or a variable that stands in a restricted column of the head.
// Rows outside are neither read nor derived; those inside are all there, so a goal has the same
// rows and proofs as without. In a keyed relation only columns of the key are restricted, so that
// disputes are whole; none in one with choice domains, where every row counts. (A simple case of
// magic sets: Beeri, Ramakrishnan: On the power of magic, 1991.)
//
// Cost: linear in the rules below the goal, times the constants of a column (kConstantsMax).
#pragma once

#include <span>
#include <vector>

#include "engine/check/program.h"

namespace dictum {

class Slice {
  public:
    static constexpr std::size_t kConstantsMax = 64;  // in a column; more: not restricted

    Slice(const CheckedProgram& program, const CheckedGoal& goal);

    bool restricts(RelationId relation) const { return !columns_[index_of(relation)].empty(); }
    bool holds(RelationId relation, std::span<const Word> tuple) const;

  private:
    friend class Slicer;
    struct Restricted {
        std::uint32_t column = 0;
        std::vector<Word> words;  // ascending
    };
    std::vector<std::vector<Restricted>> columns_;  // by relation
};

}  // namespace dictum
