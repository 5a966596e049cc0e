// Goals that demand strength: `at least estimate`.
//
//   add_strong_parts(program, estimate)      beside `price` there is `price@estimate`
//   demanding(?- price(x, p), ...)           ?- price@estimate(x, p)
//
// Every atom of the goal, those of absences and aggregates among them, then reads only tuples that
// are as strong. A part costs nothing until a goal reads it.
#pragma once

#include "engine/check/program.h"
#include "engine/value/diagnostic.h"

namespace dictum {

// For every relation that users know. Orders the strata anew.
void add_strong_parts(CheckedProgram& program, Modality floor, Diagnostics& diagnostics);

// Requires: the program has the parts of that strength.
CheckedGoal demanding(CheckedGoal goal, const CheckedProgram& program, Modality floor);
// The goal without what it demands.
CheckedGoal undemanding(CheckedGoal goal, const CheckedProgram& program);

}  // namespace dictum
