// Checks what a why-not names as missing, without the engine: added to the program as facts, they
// give the goal an answer by the naive evaluator.
#pragma once

#include <optional>
#include <string>

#include "engine/explain/why_not.h"

namespace dictum::test {

// What is wrong, or nothing. Requires: all facts are in the program.
std::optional<std::string> check_missing(const WhyNot& why_not, const CheckedProgram& program,
                                         const CheckedGoal& goal, Values& values);

}  // namespace dictum::test
