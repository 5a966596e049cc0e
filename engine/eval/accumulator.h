// The running value of count, sum, min, max and mean over one type.
//
// Sums of numbers are held in 128 bits, so that only a result can overflow, not the way to it.
// Quantities: sum and mean add the ends; min is [least lo, least hi], max likewise.
#pragma once

#include <optional>

#include "engine/check/program.h"
#include "engine/value/values.h"

namespace dictum {

class Accumulator {
  public:
    // `operands`: of what is added; `result`: of the value.
    Accumulator(AggregateKind kind, BaseType operands, BaseType result, Values& values)
        : kind_(kind), operands_(operands), result_(result), values_(values) {}

    void clear();
    void add_count() { ++count_; }
    Status add(Word word);                           // not a quantity
    void add(const Word* words, std::size_t count);  // likewise; for a count, null
    Status add(const Interval& interval);
    // Nothing: min, max and mean of nothing.
    Result<std::optional<Word>> value() const;

    bool any() const { return count_ > 0; }
    // The least or greatest so far.
    Word best() const { return best_; }
    const Interval& interval() const { return total_; }

  private:
    __extension__ using Wide = __int128;

    void add_one(Word word);
    Result<std::optional<Word>> sum() const;
    Result<std::optional<Word>> mean() const;

    AggregateKind kind_;
    BaseType operands_;
    BaseType result_;
    Values& values_;
    std::int64_t count_ = 0;
    Wide wide_ = 0;
    double float_ = 0.0;
    Word best_ = 0;
    Interval total_ = Interval::point(Decimal());  // sum of quantities, or the extreme so far
};

}  // namespace dictum
