// A rule between syntax and check: names are resolved, aggregates lifted out, types being found.
//
//   total(s, 1 + sum a : { sale(s, a) }) :- shop(s).
//   total(s, 1 + #2) :- shop(s), #2 = sum a : { sale(s, a) }.
//
// The literals are those of the rule that comes of it, but their expressions are drafts. Children
// are stored before their parents, so a pass up the trees is a loop, and one down them a loop
// backwards.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "engine/check/builtins.h"
#include "engine/check/program.h"

namespace dictum {

// What is known of an expression's type.
enum class Typing : std::uint8_t {
    Unknown,   // nothing yet; for good when it reads a variable that nothing binds
    Known,     // `type`
    Flexible,  // literals only: takes the type that its place asks for
    Broken,    // has a mistake, which is reported
};

// What a flexible expression is made of; of two, the arithmetic takes the later one.
enum class LiteralKind : std::uint8_t {
    Integer,  // 5
    Decimal,  // 1.5
    Scaled,   // 1000万, 3..5
    Text,     // "a"
};

struct DraftExpr {
    enum class Kind : std::uint8_t {
        Literal,
        Truth,  // a constant that check made: `negated` is its value
        Variable,
        Wildcard,
        Call
    };

    Span span;
    Kind kind = Kind::Literal;
    bool negated = false;              // Literal: `-5`
    Functor functor = Functor::Add;    // Call
    const Builtin* builtin = nullptr;  // Call; null: there is no such functor
    TermId term{};                     // Literal; Call: of the term that makes a record
    std::uint32_t tag = 0;             // Call of MakeRecord, FieldOf, HasBranch
    std::uint32_t field = 0;           // Call of FieldOf
    std::uint32_t variable = 0;        // Variable
    std::uint32_t args_begin = 0;      // Call: in Draft::args
    std::uint32_t args_count = 0;
    std::optional<ExprId> parent;

    Typing typing = Typing::Unknown;
    LiteralKind literal_kind = LiteralKind::Integer;  // Flexible
    bool exact = false;                    // Known: the type of a column, not of a calculation
    BaseType operands = BaseType::Number;  // Call: what its arguments are, once known
    const Type* type = nullptr;            // Known: outlives the draft or lies in Draft::types
    const Type* expected = nullptr;        // Flexible: the type that the place asks for
};

// What the lists of Literal don't say.
struct LiteralNotes {
    bool unknown = false;   // its relation is not known: its variables are bound and not typed
    std::uint8_t part = 0;  // SignedLiteral::part
    std::optional<LiteralId> aggregate;  // the aggregate whose body it stands in
};

struct Draft {
    bool is_goal = false;            // it concludes nothing
    std::optional<RelationId> head;  // nothing: a goal, or its relation is not known
    Span span;
    Span head_span;
    std::vector<ExprId> head_args;
    std::vector<LiteralId> body;
    IdMap<ExprId, DraftExpr> exprs;
    std::vector<ExprId> args;
    IdMap<LiteralId, Literal> literals;
    IdMap<LiteralId, LiteralNotes> notes;
    std::vector<Variable> variables;  // their types are found last
    std::deque<Type> types;           // computed ones

    std::span<const ExprId> args_of(const DraftExpr& call) const {
        return {args.data() + call.args_begin, call.args_count};
    }
    std::optional<std::uint32_t> variable_of(ExprId expr) const {
        const DraftExpr& node = exprs[expr];
        if (node.kind != DraftExpr::Kind::Variable) return std::nullopt;
        return node.variable;
    }
};

// Calls `visit(id, node)` for the expression and all that it is made of, left to right.
template <class Visit>
void visit_exprs(const Draft& draft, ExprId root, Visit visit) {
    std::vector<ExprId> pending{root};
    while (!pending.empty()) {
        const ExprId id = pending.back();
        pending.pop_back();
        const DraftExpr& node = draft.exprs[id];
        visit(id, node);
        const auto args = draft.args_of(node);
        pending.insert(pending.end(), args.rbegin(), args.rend());
    }
}

}  // namespace dictum
