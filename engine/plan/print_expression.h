// An expression as the rule language writes it.
//
//   (q - p) / q     cat(a, "-", b)     d + 30days
#pragma once

#include <string>
#include <string_view>

#include "engine/check/program.h"
#include "engine/value/unit.h"

namespace dictum {

// Linear, without recursion. Nested operations have parentheses.
std::string print_expression(const Rule& rule, ExprId expr, const Values& values,
                             const UnitTable& units);

// "substr", "+": the functor as it is written; "" for conversions that check inserts.
std::string_view functor_name(Functor functor);

}  // namespace dictum
