// Which cases of a table are asked for, where its inputs are given.
//
//   fee(order, f) :- order_of(order, shop, amount), discount(shop, amount, f).
//   @t/given(shop, amount) :- order_of(order, shop, amount).
//
// Every rule that reads the concluded relation asks for what its other literals bind. Such a
// literal may not depend on the table itself. A goal asks alike (`asked_by`), in a goal of its own.
//
// Cost: linear in the program, and again for each table with given inputs that something asks.
#pragma once

#include <vector>

#include "engine/check/program.h"
#include "engine/table/lower_table.h"
#include "engine/value/diagnostic.h"

namespace dictum {

// Adds the rules that ask, and orders the strata anew. False, and an error for each rule that
// leaves an input unbound.
bool add_demand(const std::vector<TableRules>& tables, CheckedProgram& program,
                Diagnostics& diagnostics);

// For one table: goals whose rows are the cases that `goal` asks for, one for each place where it
// reads the concluded relation. Reports the inputs that it leaves unbound.
std::vector<CheckedGoal> asked_by(const CheckedGoal& goal, const TableRules& table,
                                  const CheckedProgram& program, Diagnostics& diagnostics);

}  // namespace dictum
