// Syntax tree -> checked program, or everything that is wrong with it.
//
// In order: names (types, relations, columns, functors, entities, units), arity, types and units,
// safety (every variable of a head, negation, comparison or calculation is bound by a positive
// atom or an equation), stratification (no negation or aggregation through recursion; the cycle is
// shown). All phases report what they can, so one run names all mistakes.
#pragma once

#include <optional>
#include <string>

#include "engine/check/program.h"
#include "engine/lang/syntax.h"
#include "engine/value/diagnostic.h"
#include "engine/value/vocabulary.h"

namespace dictum {

// Nothing when `diagnostics` got an error. `vocabulary` grows by compound units only.
std::optional<CheckedProgram> check(const SyntaxProgram& program, Vocabulary& vocabulary,
                                    Values& values, Diagnostics& diagnostics);

// Goals accept aliases of entities where rules want ids. A goal that depends on a relation marked
// `unavailable` is refused with that reason (id `unavailable`).
std::optional<CheckedGoal> check_goal(const SyntaxGoal& goal, const CheckedProgram& program,
                                      Vocabulary& vocabulary, Values& values,
                                      Diagnostics& diagnostics);

// `relation(args)` as the rule language writes it.
std::string print_fact(const CheckedProgram& program, RelationId relation,
                       std::span<const Word> tuple, const Values& values, const UnitTable& units);

// `--show checked` and `--show strata`, and canonical text of a goal with aliases resolved.
std::string dump_checked(const CheckedProgram& program, const Values& values,
                         const UnitTable& units);
std::string dump_strata(const CheckedProgram& program);
std::string print_goal(const CheckedGoal& goal, const CheckedProgram& program, const Values& values,
                       const UnitTable& units);
// A rule's text as checked: the head and body with resolved constants.
std::string print_rule(const Rule& rule, const CheckedProgram& program, const Values& values,
                       const UnitTable& units);

}  // namespace dictum
