// Checked program -> plan: in which order a rule's literals are joined, and by which columns.
//
//   reach(x, z) :- reach(x, y), edge(y, z).
//   delta reach(x, y); probe edge(y, z) on 0; project reach(x, z)
//
// A plan is a flat vector of operators. Each either passes to the next one, or fails back to the
// operator at `retry`, which looks for its next match; aggregates hold the operators of their body
// between themselves and their end. So a run needs an array of positions and no recursion.
//
// Variables of the rule are slots; more slots follow for columns that a call must equal.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/check/program.h"
#include "engine/plan/calculation.h"
#include "engine/value/unit.h"

namespace dictum {

// Which rows of a relation of the own stratum an atom reads, in a round of the fixpoint.
enum class Version : std::uint8_t {
    Full,   // all that earlier rounds derived
    Old,    // those without the last round's
    Delta,  // the last round's
};

// ---- operators -----------------------------------------------------------------------------

// A positive atom: the rows whose `columns` hold `keys`. No columns: a scan; all: a look-up.
struct MatchOperator {
    struct Bind {
        std::uint32_t column = 0;
        std::uint32_t slot = 0;
    };
    struct Check {
        std::uint32_t column = 0;
        Operand equals;
    };
    RelationId relation{};
    Version version = Version::Full;
    std::vector<std::uint32_t> columns;  // ascending
    std::vector<Operand> keys;
    std::vector<Bind> binds;
    std::vector<Check> checks;  // after the binds: p(x, x)
    bool exists = false;        // one row is enough
};
// A negated atom: passes when no row matches.
struct AntiJoinOperator {
    RelationId relation{};
    std::vector<std::uint32_t> columns;
    std::vector<Operand> keys;
};
struct BindOperator {
    std::uint32_t slot = 0;
    Operand value;
};
// The numbers of range(from, to, step), each in turn; or, when the slot is bound already, whether
// it holds one of them.
struct RangeOperator {
    BaseType operands = BaseType::Number;
    std::uint32_t slot = 0;
    bool check = false;
    std::vector<Operand> args;  // two or three
};
// The words are equal (`=` with both sides known, or a column that a call must equal).
struct EqualOperator {
    Operand lhs;
    Operand rhs;
    bool negated = false;
};
struct CompareOperator {
    CompareOp op = CompareOp::Less;
    BaseType operands = BaseType::Number;
    Operand lhs;
    Operand rhs;
    std::optional<Operand> difference;  // lhs - rhs, where quantities share a variable
};
struct PredicateOperator {
    Predicate predicate = Predicate::Match;
    std::vector<Operand> args;
    bool negated = false;
};
// Runs the operators up to `end` to exhaustion, then gives its result to `slot` (or, when the slot
// is bound already, compares it) and goes on behind `end`.
struct AggregateOperator {
    AggregateKind kind = AggregateKind::Count;
    BaseType operands = BaseType::Number;
    BaseType result = BaseType::Number;
    std::uint32_t slot = 0;
    bool check = false;
    std::optional<Operand> target;
    std::uint32_t ordinal = 0;         // among the plan's aggregates
    std::size_t end = 0;               // position of the AggregateEnd
    std::vector<std::size_t> matches;  // positions of the positive atoms of its body
    std::vector<std::uint32_t> inner;  // ordinals of the aggregates of its body
};
struct AggregateEnd {
    std::size_t begin = 0;
};

constexpr std::size_t kNoPosition = static_cast<std::size_t>(-1);

struct Operator {
    std::size_t retry = kNoPosition;  // where to look for another match when this one fails
    std::variant<MatchOperator, AntiJoinOperator, BindOperator, RangeOperator, EqualOperator,
                 CompareOperator, PredicateOperator, AggregateOperator, AggregateEnd>
        node;
};

// ---- plans ---------------------------------------------------------------------------------

struct Plan {
    std::vector<Operator> operators;
    std::vector<Calculation> calculations;
    std::size_t last_match = kNoPosition;  // where to retry after a match of the whole body
    std::uint32_t slots = 0;
    std::uint32_t aggregates = 0;
    std::vector<Operand> head;                  // the projection; empty when the head is given
    std::vector<std::uint32_t> inputs;          // head given: the slot of each of its columns
    std::vector<std::size_t> position_of_body;  // of each literal of Rule::body, its operator
    std::vector<std::uint32_t> bound;           // variables of the body's own level, ascending
};

struct RulePlan {
    RuleId rule{};
    std::vector<RelationId> deltas;  // runs when one of these changed; empty: once, at the start
    Plan plan;
};

// How many rows a relation has, or nothing when that is not known yet.
using RelationSizes = std::function<std::optional<std::size_t>(RelationId)>;

// What the planner looks at besides the rule.
struct PlanContext {
    const CheckedProgram& program;
    const Values& values;
    RelationSizes sizes;  // may be empty
};

// The plans of a stratum, in rule order: one for each rule that reads nothing of its own stratum,
// and for the others one a literal that does (semi-naive evaluation). A rule with very many such
// literals gets a single plan that reads all rows whenever one of them changed.
std::vector<RulePlan> from_checked(const PlanContext& context, StratumId stratum);
// Enumerates the bindings of a body: of a goal.
Plan plan_body(const PlanContext& context, const Rule& rule);
// With the head's words given: enumerates the derivations of one tuple (or of a goal's answer).
Plan plan_given_head(const PlanContext& context, const Rule& rule);

// `--show plan`, as planned before anything is known about sizes.
//   stratum 2 (recursive)
//     reach(x, z) :- delta reach(x, y), probe edge(y, z) on 0
std::string dump_plan(const CheckedProgram& program, const Values& values, const UnitTable& units);

}  // namespace dictum
