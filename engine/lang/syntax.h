// The syntax tree of rule text: what was written, with nothing looked up.
//
// Terms and formulas live in two flat arenas of the program and refer to each other by id. A child
// is always stored *before* its parent, so that every pass is a loop over an arena and none
// recurses; deep or long input can't exhaust the C stack.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/value/boxed.h"
#include "engine/value/date.h"
#include "engine/value/ids.h"
#include "engine/value/ratio.h"
#include "engine/value/source_text.h"
#include "engine/value/strength.h"

namespace dictum {

enum class Dialect : std::uint8_t { Souffle, Dictum };

// ---- terms ---------------------------------------------------------------------------------

enum class UnaryOp : std::uint8_t { Negate };
// clang-format off
enum class BinaryOp : std::uint8_t {
    Add, Subtract, Multiply, Divide, Modulo, Power,
    BitAnd, BitOr, BitXor, ShiftLeft, ShiftRight, ShiftRightUnsigned,
    LogicalAnd, LogicalOr, LogicalXor  // of numbers: all but 0 are true
};
// clang-format on
enum class AggregateKind : std::uint8_t { Count, Sum, Min, Max, Mean };

struct VariableTerm {
    std::string name;
};
struct WildcardTerm {};
struct IntegerTerm {
    std::uint64_t value = 0;
    bool is_unsigned = false;
};  // 5, 0xff, 5u
struct FloatTerm {
    std::string text;
};  // 1.5, kept as written
struct StringTerm {
    std::string value;
};  // escapes undone
struct BoolTerm {
    bool value = false;
};
struct DateTerm {
    Date value;
};
struct RatioTerm {
    Ratio value;
};

// A quantity as written: digits and suffixes, not resolved. `120..140万元` has lo "120" without a
// suffix, hi "140" with the suffix "万元"; `5%` has lo = hi; `>400T` has an open lo and no hi.
struct QuantityTerm {
    struct End {
        std::string digits;  // decimal text, sign included
        std::string suffix;  // "万元"; empty when none touches the number
    };
    std::optional<End> lo;
    std::optional<End> hi;
    bool lo_open = false;
    bool hi_open = false;
    bool is_range = false;  // written with `..`; a single number has lo = hi
};

struct UnaryTerm {
    UnaryOp op = UnaryOp::Negate;
    TermId arg{};
};
struct BinaryTerm {
    BinaryOp op = BinaryOp::Add;
    TermId lhs{};
    TermId rhs{};
};
struct CallTerm {
    std::string functor;
    std::vector<TermId> args;
};  // cat(a, b), lo(p), max(a, b); `[a, b]` is a call of "[", nil of "nil", $A(x) of "$A"
struct AggregateTerm {
    AggregateKind kind = AggregateKind::Count;
    std::optional<TermId> target;  // absent for count
    FormulaId body{};
};

struct Term {
    Span span;
    std::variant<VariableTerm, WildcardTerm, IntegerTerm, FloatTerm, StringTerm, BoolTerm, DateTerm,
                 RatioTerm, Boxed<QuantityTerm>, UnaryTerm, BinaryTerm, CallTerm, AggregateTerm>
        node;
};

// ---- formulas ------------------------------------------------------------------------------

enum class CompareOp : std::uint8_t {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,  // certain
    MaybeEqual,
    MaybeLess,
    MaybeLessEqual,
    MaybeGreater,
    MaybeGreaterEqual  // possible
};

struct Atom {
    std::string name;
    std::vector<TermId> args;
    Span span;       // the whole atom
    Span name_span;  // its name
};

struct AtomFormula {
    Atom atom;
};  // also built-in predicates: match(p, s), contains(a, b)
struct CompareFormula {
    CompareOp op = CompareOp::Equal;
    TermId lhs{};
    TermId rhs{};
};
struct NotFormula {
    FormulaId inner{};
};
struct AndFormula {
    std::vector<FormulaId> parts;
};
struct OrFormula {
    std::vector<FormulaId> parts;
};
struct TruthFormula {
    bool value = true;
};  // `true` or `false` as a literal

struct Formula {
    Span span;
    std::variant<AtomFormula, CompareFormula, NotFormula, AndFormula, OrFormula, TruthFormula> node;
};

// ---- clauses and declarations --------------------------------------------------------------

// A fact (no body) or a rule. The members below `span` come from a pack; a `.dl` program leaves
// them as they are.
struct Clause {
    std::vector<Atom> heads;
    std::optional<FormulaId> body;
    Span span;

    // `A(x) <= A(y) :- ...`: the head's rows don't stand; the body holds both atoms already.
    bool subsumes = false;

    std::string id;                      // the rule's id; empty: named after its head and line
    Strength strength;                   // the rule's own link
    std::vector<std::string> overrides;  // ids of rules that it withdraws
    std::optional<Modality> at_least;    // how strong what it reads must be
    std::optional<Date> date;            // of the newest source that it cites
    std::optional<SupportId> support;    // of a fact: the claim that it comes from
};

// `number`, `product`, `CNY/card`, `ratio(nvidia, domestic)`: text, resolved by check.
struct TypeRef {
    std::string text;
    Span span;
};

enum class ConflictPolicy : std::uint8_t { Report, Latest, Strongest, Consensus };

struct RelationDecl {
    struct ColumnDecl {
        std::string name;
        TypeRef type;
        Span span;
    };
    std::string name;
    std::vector<ColumnDecl> columns;
    std::vector<std::pair<std::string, Span>> key;  // column names
    ConflictPolicy conflict = ConflictPolicy::Report;
    bool complete = false;  // what is absent is false, says the pack
    bool has_data = false;  // facts come from a FactSource
    Span span;
    Span name_span;
    // Why no conclusion of it can be drawn in this version (it is concluded by a decision table
    // that can't be evaluated, by an override, ...); a goal that depends on it is refused with this
    // reason.
    std::optional<std::string> unavailable;
    bool overridable = false;  // a component that inherits it may replace its rules
    // `choice-domain x, (y, z)`: column names; of the rows that agree in one, the first stands.
    std::vector<std::vector<std::pair<std::string, Span>>> choices;
    bool equivalence = false;   // `eqrel`: closed under symmetry, transitivity and reflexivity
    bool hidden = false;        // made by a lowering: never shown
    bool key_of_words = false;  // the key was made for a table, and may hold quantities
};

// `<:`, `=`, `= A | B`; `= [a: number]` and `= A {x: number} | B {}`.
enum class TypeDeclKind : std::uint8_t { Subtype, Alias, Union, Record, Branches };
struct TypeBranch {
    std::string name;  // empty for a record
    Span span;         // of the name
    std::vector<RelationDecl::ColumnDecl> fields;
};
struct TypeDecl {
    std::string name;
    TypeDeclKind kind = TypeDeclKind::Subtype;
    TypeRef base;                      // of a subtype or alias; of a union its first member
    std::vector<TypeRef> members;      // of a union: the others
    std::vector<TypeBranch> branches;  // of a record (one) or algebraic data type
    Span span;
    Span name_span;
};

enum class DirectiveKind : std::uint8_t { Input, Output, PrintSize };
struct Directive {
    DirectiveKind kind = DirectiveKind::Input;
    std::string relation;
    std::vector<std::pair<std::string, std::string>> parameters;  // as written, values unquoted
    Span span;
    Span name_span;
};

// `Graph<number>`: a component, and what stands for its parameters.
struct ComponentType {
    std::string name;
    std::vector<std::string> parameters;
    Span span;
};

struct InstanceDecl {
    std::string name;
    ComponentType of;
    Span span;
};

struct ComponentDecl;

struct SyntaxProgram {
    Dialect dialect = Dialect::Souffle;
    IdMap<TermId, Term> terms;
    IdMap<FormulaId, Formula> formulas;
    std::vector<TypeDecl> types;
    std::vector<RelationDecl> relations;
    std::vector<Directive> directives;
    std::vector<Clause> clauses;
    // None are left in what parse_program returns: each instance is relations and rules.
    std::vector<ComponentDecl> components;
    std::vector<InstanceDecl> instances;
};

struct ComponentDecl {
    ComponentType type;
    std::vector<ComponentType> bases;
    std::vector<std::pair<std::string, Span>> overrides;  // relations of the bases
    SyntaxProgram body;
    Span span;
};

// A goal: a body whose named variables are asked for (those that begin with `_` are helpers).
struct SyntaxGoal {
    IdMap<TermId, Term> terms;
    IdMap<FormulaId, Formula> formulas;
    FormulaId body{};
    Span span;
};

}  // namespace dictum
