// Runs the postfix programs of a plan's calculations.
#pragma once

#include <span>
#include <vector>

#include "engine/eval/functors.h"
#include "engine/plan/calculation.h"

namespace dictum {

class Calculator {
  public:
    explicit Calculator(const FunctorContext& context) : context_(context) {}

    Result<Word> run(const Calculation& calculation, std::span<const Word> slots);

    // The first range that came out wider than exact, if any did.
    const RangePart* widened() const { return widened_; }

  private:
    Result<Word> range(const RangePart& part, std::span<const Word> words);

    FunctorContext context_;
    std::vector<Word> stack_;
    std::vector<Interval> inputs_;
    const RangePart* widened_ = nullptr;
};

}  // namespace dictum
