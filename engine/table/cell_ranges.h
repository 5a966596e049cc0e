// What a cell of constants lets through, as ranges that neither touch nor overlap.
//
//   10..<20元, 20..30元      10..30
//   !20元                    below 20, above 20
//   not(1..2), > 5           below 1, above 2
//
// An interval lies in the cell when it lies in one of them: 12..25元 is a sure yes of the first
// cell, though none of its alternatives holds it.
#pragma once

#include <optional>
#include <vector>

#include "engine/table/conditions.h"
#include "engine/value/unit.h"

namespace dictum {

struct CellRange {
    struct End {
        Decimal value;
        bool open = false;
        TermId term{};  // what says so
    };
    std::optional<End> lo;
    std::optional<End> hi;
};

// Ascending. Nothing when a term of the cell is no quantity that is written as one number. Compound
// units may be added.
std::optional<std::vector<CellRange>> ranges_of(const Condition& condition,
                                                const SyntaxProgram& program, UnitTable& units);

// The same as a condition: an alternative for each range, of at most two tests.
Condition condition_of(const std::vector<CellRange>& ranges);

}  // namespace dictum
