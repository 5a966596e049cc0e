// What a cell says to the inputs of one decision: yes, no, or unknown because an input is missing,
// or because its interval straddles what the cell lets through.
//
//   cell >= 400T     500T yes     300T no     300..500T unknown     nothing unknown
//   cell -           yes, always
//
// A cell of constants is two sets of keys, computed once: where it surely holds and where it can.
// One that mentions inputs is calculated for each decision, comparison by comparison.
#pragma once

#include <span>
#include <vector>

#include "engine/eval/calculator.h"
#include "engine/table/decision.h"
#include "engine/table/input_index.h"

namespace dictum {

enum class Truth : std::uint8_t { No, Unknown, Yes };

struct CellSets {
    bool any = false;     // `-`
    bool varies = false;  // it mentions inputs: the sets only bound what it says
    KeySet sure;
    KeySet possible;

    // Known wherever the input is a point.
    bool exact() const { return !varies && sure == possible; }
};

CellSets cell_sets(const TableCell& cell, const Axis& axis);

// Of a cell that doesn't vary.
Truth truth_of(const CellSets& cell, const TableArgument& argument);

// Of one that does. Errors are those of calculations.
class VaryingTruth {
  public:
    VaryingTruth(const std::vector<InputIndex>& inputs, Values& values);

    Result<Truth> of(const TableCell& cell, std::uint32_t input,
                     std::span<const TableArgument> arguments);

  private:
    Result<Truth> part(const TablePart& part, std::uint32_t input,
                       std::span<const TableArgument> arguments);
    Result<Truth> test(const TableTest& test, std::uint32_t input,
                       std::span<const TableArgument> arguments);
    Result<Truth> compared(const TableTest& test);
    Result<Word> value(const TableTerm& term);

    const std::vector<InputIndex>& inputs_;
    Values& values_;
    Calculator calculator_;
    std::vector<Word> slots_;
};

// What calculations may intern, all together.
constexpr std::uint64_t kTableBytesMax = std::uint64_t{1} << 30;

}  // namespace dictum
