// The literals of one level of a body (of a rule, or of an aggregate), as JoinOrder sees them.
//
//   p(x, y + 1), x > 2      atom over x and a slot t; test of x; and the equation t = y + 1
//
// An argument of a positive atom that is a call gets a slot of its own and an equation: so it is a
// key when its variables are known first, and a check when they come later.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/plan/join_order.h"
#include "engine/plan/plan.h"

namespace dictum {

// `slot` = `expr`, said by no literal of the rule.
struct Equation {
    std::uint32_t slot = 0;
    ExprId expr{};
};

struct BodyLiterals {
    std::vector<OrderItem> items;                       // of the literals, then of the equations
    std::vector<std::vector<std::uint32_t>> arg_slots;  // by literal: of each call of an atom
    std::vector<Equation> equations;
};

// Fresh slots are taken from `slots`, the number in use so far.
BodyLiterals body_literals(const PlanContext& context, const Rule& rule,
                           std::span<const LiteralId> body, std::span<const Equation> given,
                           std::uint32_t& slots);

std::optional<std::uint32_t> variable_of(const Rule& rule, ExprId expr);

// `x = range(...)`, whose x takes several values.
struct RangeLiteral {
    std::uint32_t variable = 0;
    ExprId range{};
};
std::optional<RangeLiteral> range_of(const Rule& rule, const CompareLiteral& compare);

// Possible comparisons of other types than quantities are the certain ones.
CompareOp comparison_of(const CompareLiteral& compare);

// x + c, c + x and x - c over numbers determine x: the variable, when it is one of these.
struct Inverse {
    std::uint32_t variable = 0;
    Word constant = 0;
    Functor functor = Functor::Subtract;  // variable = slot <functor> constant
};
std::optional<Inverse> inverse_of(const Rule& rule, ExprId expr);

}  // namespace dictum
