// The graph of a why-not: questions, and how the rules nearly answer them (why_not.h says how it is
// searched).
#pragma once

#include "engine/explain/why_not_conditions.h"

namespace dictum {

// The questions below a goal that has no answer, costs settled, attempts in order; the root first.
// Proofs of what is present are left out. Requires: what the goal reads is complete.
Result<std::vector<Question>> explore(const CheckedGoal& goal, Model& model,
                                      const ConditionReader& reader, const UnitTable& units,
                                      std::span<const TableRules> tables, WhyNotBound& bound);

// A goal of one positive atom, each variable of which stands once: its pattern.
std::optional<Pattern> pattern_of(const CheckedGoal& goal, const ConditionReader& reader);

}  // namespace dictum
