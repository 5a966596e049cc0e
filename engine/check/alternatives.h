// A body as alternatives, each a conjunction of literals.
//
//   a(x), (b(x); !(c(x), x < 3))      ->      a(x), b(x)     a(x), !c(x)     a(x), x >=? 3
//
// Negation is pushed inwards. The negation of a certain comparison is a possible one (`!(a < b)`
// holds when some pair has a >= b), and the other way round. Two quantities that do not overlap lie
// on one side or the other, so `!(a =? b)` has two alternatives.
//
// Alternatives are counted first and then made one at a time: counting is linear in the body, and
// so is each alternative. No recursion.
#pragma once

#include <vector>

#include "engine/lang/syntax.h"

namespace dictum {

struct SignedLiteral {
    FormulaId formula{};  // an atom or a comparison
    bool negated = false;
    std::uint8_t part = 0;  // of `!(a =? b)`: 1 is a < b, 2 is a > b
};

class Alternatives {
  public:
    // The formulas must outlive this.
    explicit Alternatives(const IdMap<FormulaId, Formula>& formulas) : formulas_(formulas) {}

    // At most kAlternativesMax + 1.
    std::size_t count(FormulaId body);
    // Requires: k < count(body) <= kAlternativesMax, and that count was the last one asked for.
    std::vector<SignedLiteral> conjunction(FormulaId body, std::size_t k) const;

  private:
    struct Counts {
        std::size_t plain = 0;
        std::size_t negated = 0;
    };
    struct Choice {
        FormulaId formula{};
        bool negated = false;
        std::size_t k = 0;
    };

    Counts counts_of(const Formula& formula) const;
    std::size_t count_of(FormulaId formula, bool negated) const;
    void choose_each(const std::vector<FormulaId>& parts, const Choice& choice,
                     std::vector<Choice>& stack) const;
    void choose_one(const std::vector<FormulaId>& parts, const Choice& choice,
                    std::vector<Choice>& stack) const;

    const IdMap<FormulaId, Formula>& formulas_;
    std::vector<Counts> counts_;  // by formula; of the body that was counted last
};

// The operator that holds where `op` does not. Requires: op is not MaybeEqual.
CompareOp negation_of(CompareOp op);

}  // namespace dictum
