// The steps of a derivation that are no tuples, as rule text with the values put in.
//
//   g = (180000CNY - 120000CNY) / 180000CNY = 33.3..33.4%      calculation
//   !blocked("a", _)                                           absence
//   n = count : { price("a", _x) } = 3                         aggregate
//
// Linear in the text of the literal, without recursion.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/eval/solve.h"

namespace dictum {

class StepText {
  public:
    // Both must outlive it.
    StepText(const Model& model, const UnitTable& units) : model_(model), units_(units) {}

    std::string absence(const AbsencePremise& premise) const;
    // A comparison, equation or predicate.
    std::string calculation(const Rule& rule, std::span<const Word> bindings,
                            LiteralId literal) const;
    std::string aggregate(const Rule& rule, std::span<const Word> bindings,
                          const AggregatePremise& premise) const;
    // A literal of which only some variables have a value; the others are written by their own
    // names, or by those of `names` (by variable) that are not empty.
    std::string condition(const Rule& rule, std::span<const std::optional<Word>> bindings,
                          LiteralId literal, std::span<const std::string> names = {}) const;
    // Likewise one expression.
    std::string expression(const Rule& rule, std::span<const std::optional<Word>> bindings,
                           ExprId expr, std::span<const std::string> names = {}) const;

  private:
    const Model& model_;
    const UnitTable& units_;
};

}  // namespace dictum
