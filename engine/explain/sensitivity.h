// Sensitivity: how an answer moves with the claims below it, and how few of them hold it up.
//
//   gap(g) with price("a", 120..140) and price("b", 160..180)
//     price("a", 120..140)   at 120: 25..33.3 %   at 140: 12.5..22.2 %   without it: no answer
//
// Each claimed tuple in the cone of the answer (all proofs) is set to either end of each of its
// intervals, and left out; the goal is answered again under that scenario, on a model that shares
// what does not change. What the claim is said with, its strength, stays.
//
// Flip sets: sets of claims without which the answer's rows are others. Whoever flips the answer by
// taking claims away must break each proof of some row, so the sets are grown breadth first by the
// claims of a proof that still stands (a hitting set tree: Reiter, A theory of diagnosis from first
// principles, 1987), and each is verified by answering again. Claims that only keep other rows
// away are in no proof and not looked at.
//
// Cost: an evaluation of what lies above the changed claim, of the part that the goal can look at
// (engine/eval/slice.h), for each end, removal and set; at most `evaluations_max` of them.
#pragma once

#include <vector>

#include "engine/eval/model.h"
#include "engine/eval/solve.h"
#include "engine/value/unit.h"

namespace dictum {

struct SensitivityBounds {
    std::size_t evaluations_max = 2000;
    std::size_t tuples_max = 200;  // whose ends are tried
    std::size_t set_size_max = 4;
    std::size_t rows_max = 20;  // of the answer, whose proofs are looked at
};

using AnswerRows = std::vector<std::vector<Word>>;

// What became of the answer when one claimed tuple was changed.
struct ClaimEffect {
    struct Variation {
        std::uint32_t column = 0;
        std::optional<Word> lo;  // the value at the end; none: unbounded there, and not tried
        std::optional<Word> hi;
        AnswerRows at_lo;
        AnswerRows at_hi;
        double moved = 0;  // the farthest that an end of the answer moves between the two, as a
                           // share of the answer's largest end
        bool other_rows = false;  // rows come or go at an end
    };
    RelationId relation{};
    std::vector<Word> tuple;
    std::vector<SupportId> supports;
    std::vector<Variation> variations;  // of columns that hold more than a point
    AnswerRows removed;
    bool removal_flips = false;

    double moved() const;
    bool other_rows() const;
};

struct Sensitivity {
    AnswerRows rows;
    std::vector<ClaimEffect> effects;           // those that move the answer most come first
    std::vector<std::vector<SupportId>> flips;  // of one size, the smallest; each ascending
    bool flips_bounded = false;    // the bound was hit: smaller or other sets may exist
    bool effects_bounded = false;  // not every claim of the cone was tried
    std::size_t evaluations = 0;
};

Result<Sensitivity> sensitivity(const Model& base, const CheckedGoal& goal, const UnitTable& units,
                                const SensitivityBounds& bounds);

}  // namespace dictum
