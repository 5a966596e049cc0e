// The hit policies: which outcome follows from the rows that hold, and from those that may.
//
//   first          the first row that holds; unknown when a row before it that may hold concludes
//                  otherwise
//   unique         the only row; two are a conflict; unknown when another one may hold
//   any            any row, all conclude the same; two that don't are a conflict
//   priority       the row whose outcome ranks best
//   rule order, output order, collect: all rows, as they stand or by rank, or their sum, least,
//                  greatest or number
//
// In every policy a row that may hold makes the outcome unknown only if it could change it.
#pragma once

#include <span>
#include <vector>

#include "engine/eval/calculator.h"
#include "engine/table/decision.h"

namespace dictum {

// A row that holds, or that may.
struct RowState {
    std::uint32_t row = 0;
    bool sure = true;
};

class HitPolicyJudge {
  public:
    // `ranks`: of each row, the place of its outcome among the priorities (or empty). All must
    // outlive the judge.
    HitPolicyJudge(const CheckedTable& table, const std::vector<std::uint32_t>& ranks,
                   Values& values);

    // `states` in the order of rows (of ranks, then rows, for priority). What is left open is in
    // `open` (rows) and `needed` (inputs that an outcome misses); then the status is Unknown.
    // Errors are those of calculations.
    Status judge(std::span<const RowState> states, std::span<const TableArgument> arguments,
                 Decision& decision);
    const std::vector<std::uint32_t>& open() const { return open_; }
    const std::vector<std::uint32_t>& needed() const { return needed_; }

  private:
    Status first();
    Status unique();
    Status any();
    Status all();
    Status collect();
    Status fold();
    Result<bool> changes_fold(std::uint32_t row, Word folded);

    bool no_row_is_sure();
    Status conclude(std::uint32_t row);
    Status conflict(std::uint32_t a, std::uint32_t b);
    Result<bool> same_outcome(std::uint32_t a, std::uint32_t b);
    // False: an input that the outcome needs is missing (and noted).
    Result<bool> outcome(std::uint32_t row, std::vector<Word>& words);
    Result<Word> combined(Word a, Word b);

    const CheckedTable& table_;
    const std::vector<std::uint32_t>& ranks_;
    Values& values_;
    Calculator calculator_;
    std::span<const RowState> states_;
    std::span<const TableArgument> arguments_;
    Decision* decision_ = nullptr;
    std::vector<std::uint32_t> open_;
    std::vector<std::uint32_t> needed_;
    std::vector<Word> slots_;
};

}  // namespace dictum
