// Functors over words for the naive evaluator, but for those that work upon ranges of quantities.
#pragma once

#include <vector>

#include "engine/check/program.h"

namespace dictum::test {

// The errors have no values in them: only that there is one matters.
Result<Word> naive_call(const FunctorExpr& functor, const std::vector<Word>& args, Values& values);

// The order of comparisons, min and max, but for quantities.
bool naive_less(Word a, Word b, BaseType type, const Values& values);

}  // namespace dictum::test
