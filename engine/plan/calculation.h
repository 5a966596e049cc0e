// An expression as a postfix program over the slots of a plan.
//
//   x + strlen(s)      slot x, slot s, strlen, add
//   (q - p) / q        slot q, slot p, range of 2
//
// A maximal expression over quantities becomes one range step: its inputs are the distinct
// quantities that it reads, so that a variable that stands twice is still one unknown number. Calls
// inside it that make a quantity of something else (to_quantity, share, days between) are inputs.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/check/program.h"
#include "engine/value/range_expression.h"

namespace dictum {

struct CalculationStep {
    enum class Kind : std::uint8_t { Slot, Constant, Apply, Range };
    Kind kind = Kind::Constant;
    Functor functor = Functor::Add;        // Apply
    BaseType operands = BaseType::Number;  // Apply
    std::uint32_t index = 0;               // Slot: which one; Range: which of `ranges`
    std::uint32_t count = 0;               // Apply, Range: how many words are taken
    Word constant = 0;                     // Constant
};

struct RangePart {
    RangeExpression expression;           // its variables are the words taken, in order
    std::vector<std::string> inputs;      // what each input is called in messages
    std::vector<std::uint32_t> repeated;  // inputs that stand more than once
};

struct Calculation {
    std::vector<CalculationStep> steps;
    std::vector<RangePart> ranges;
    std::vector<ExprId> sources;  // what was compiled: one expression, or both of a difference
};

// Where an operator takes a word from.
struct Operand {
    enum class Kind : std::uint8_t { Slot, Constant, Calculation };
    Kind kind = Kind::Constant;
    std::uint32_t index = 0;  // Slot: which one; Calculation: which of the plan's
    Word constant = 0;

    static Operand slot(std::uint32_t index) { return {Kind::Slot, index, 0}; }
    static Operand of(Word constant) { return {Kind::Constant, 0, constant}; }
    static Operand calculation(std::uint32_t index) { return {Kind::Calculation, index, 0}; }
};

// Slot i is variable i of the rule. Linear in the expression, without recursion.
Calculation compile(const Rule& rule, ExprId expr, const Values& values);
// lhs - rhs as one range; both are quantities.
Calculation compile_difference(const Rule& rule, ExprId lhs, ExprId rhs, const Values& values);

// Appends the distinct variables of an expression, ascending.
void add_variables(const Rule& rule, ExprId expr, std::vector<std::uint32_t>& variables);
// Can it end the run: division by zero, a functor outside its domain, a conversion? (Overflow of
// + - * is not meant.)
bool is_partial(const Rule& rule, ExprId expr);
bool has_functors(const Rule& rule, ExprId expr);

}  // namespace dictum
