// The goals of [[question]] and [[test]] tables, checked like any goal.
//
//   match = ["{segment}.*(听谁的|跟谁走)"]    goal = 'prefers({segment}, origin)'
//
// A {slot} of a question's goal stands for what the phrasing catches: it is checked as a
// variable, and each of the phrasings must have it. A goal that can't be answered in this version
// is no mistake of the pack.
#pragma once

#include "engine/check/program.h"
#include "engine/value/vocabulary.h"
#include "kb/knowledge.h"
#include "rules/fields.h"

namespace dictum {

void check_goals(const Knowledge& knowledge, const CheckedProgram& program, Vocabulary& vocabulary,
                 Values& values, ReadingContext& context);

}  // namespace dictum
