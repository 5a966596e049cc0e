// The checked program: every name resolved, every variable typed and bound, every relation in a
// stratum. Nothing here can fail to mean something; evaluation needs no further checks but those of
// values (division by zero, overflow).
//
// Multi-head rules are split by head and disjunctions expanded, so a Rule has one head and a
// conjunction as body; rules that come from one clause share its id. Aggregates are lifted out of
// expressions: `n = 1 + count : { p(x) }` becomes an AggregateLiteral that binds a hidden variable.
// Each rule carries its own arenas; in them a child is stored before its parent.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "engine/lang/syntax.h"
#include "engine/value/facts.h"
#include "engine/value/ids.h"
#include "engine/value/strength.h"
#include "engine/value/type.h"
#include "engine/value/values.h"

namespace dictum {

// ---- expressions ---------------------------------------------------------------------------

enum class Functor : std::uint8_t {
    // Number, Unsigned, Float; the first four and Negate also Quantity. Maximum and Minimum also
    // Symbol (by text) and Quantity; they take two or more arguments.
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Negate,
    // Number and Unsigned. Shifts count from the last six bits of their second argument; what is
    // logical gives 1 or 0.
    BitAnd,
    BitOr,
    BitXor,
    BitNot,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    LogicalAnd,
    LogicalOr,
    LogicalXor,
    LogicalNot,
    Maximum,
    Minimum,
    // Text. cat takes two or more; substr(s, start, length) and strlen count bytes, as Soufflé
    // does.
    Cat,
    Strlen,
    Substr,
    Ord,
    // Conversions; FunctorExpr::operands is what they convert from.
    ToNumber,
    ToUnsigned,
    ToFloat,
    ToString,
    // Quantities.
    Lo,
    Hi,
    Mid,
    Width,
    Floor,
    Ceil,
    Round,
    Absolute,
    ToQuantity,  // a Number or Unsigned as a plain quantity; inserted by check
    Share,       // of a Ratio: the first over the sum, a plain quantity
    // Dates.
    AddDays,       // Date + Quantity of time, whole days
    SubtractDays,  // Date - Quantity of time
    DaysBetween,   // Date - Date, a Quantity of days
    // Records; a tag tells the branches of a type apart (record_pool.h). Total: FieldOf of another
    // branch is the word 0, and HasBranch stands before it in the body.
    MakeRecord,  // tag, fields...
    FieldOf,     // record, tag, index of the field
    HasBranch,   // record, tag
    // Several values: it stands only as one side of `=` whose other side is a variable.
    Range,  // from, to and perhaps a step; Number, Unsigned or Float (number_range.h)
};

struct ConstantExpr {
    Word value = 0;
};
struct VariableExpr {
    std::uint32_t variable = 0;
};  // index into Rule::variables
struct WildcardExpr {};  // only as an argument of an atom
struct FunctorExpr {
    Functor functor = Functor::Add;
    BaseType operands = BaseType::Number;  // the base type of its (first) argument
    std::vector<ExprId> args;
};

struct Expr {
    Span span;
    Type type;
    std::variant<ConstantExpr, VariableExpr, WildcardExpr, FunctorExpr> node;
};

// ---- literals ------------------------------------------------------------------------------

struct AtomLiteral {
    RelationId relation{};
    std::vector<ExprId> args;
    bool negated = false;  // absence
};

// `=` whose one side is a variable that nothing else binds gives that variable its value.
// Comparisons of Number, Unsigned, Float, Date by value, Symbol by text, Bool only = and !=.
// Quantity: certain or possible; on the other types a possible comparison is the certain one.
struct CompareLiteral {
    CompareOp op = CompareOp::Equal;
    BaseType operands = BaseType::Number;
    ExprId lhs{};
    ExprId rhs{};
};

enum class Predicate : std::uint8_t {
    Match,
    Contains
};  // match(regex, text), contains(part, text)
struct PredicateLiteral {
    Predicate predicate = Predicate::Match;
    std::vector<ExprId> args;
    bool negated = false;
};

// result = kind target : { body }. The body may read outer variables (`outer`); its other variables
// are its own. It enumerates the distinct bindings of the body's rows. Over no rows: count and sum
// are 0; min, max and mean have no value and the literal fails (as Soufflé has it).
struct AggregateLiteral {
    AggregateKind kind = AggregateKind::Count;
    BaseType operands = BaseType::Number;  // of the target
    std::uint32_t result = 0;              // the variable that is bound
    std::optional<ExprId> target;          // absent for count
    std::vector<LiteralId> body;
    std::vector<std::uint32_t> outer;  // outer variables that the body or target reads, ascending
};

struct Literal {
    Span span;
    std::variant<AtomLiteral, CompareLiteral, PredicateLiteral, AggregateLiteral> node;
};

// ---- rules, facts, relations ---------------------------------------------------------------

struct Variable {
    std::string name;  // as written; "" for one that check made
    Type type;
    bool hidden = false;  // begins with `_`, or was made by check
};

// Rules that check made: nobody wrote them, and proofs don't show them.
enum class Made : std::uint8_t {
    No,
    Copy,       // the head holds the rows of the first atom of its body, as they are
    Withdrawn,  // the conclusions that an exception withdraws
    Consensus,  // of a key: what the rows that agree have in common; evaluated by its policy
};

struct Rule {
    std::string id;  // the pack's id, or `head:line`
    Span span;
    RelationId head{};  // unset in a goal
    std::vector<ExprId> head_args;
    std::vector<LiteralId> body;  // top-level conjunction, in written order
    IdMap<ExprId, Expr> exprs;
    IdMap<LiteralId, Literal> literals;
    std::vector<Variable> variables;
    Strength strength;
    std::vector<std::string> overrides;
    std::optional<Modality> at_least;  // how strong what it reads must be
    std::optional<Date> date;          // of the newest source that it cites
    Made made = Made::No;
    bool subsumes = false;  // until separate_subsumption: its head's rows don't stand
};

// A ground fact of the text. (One with a calculation in it is a Rule with an empty body.)
struct Fact {
    RelationId relation{};
    std::vector<Word> tuple;
    Span span;
    std::optional<SupportId> support;
};

// The rows of a relation come from those of another one, which is complete before it.
struct Resolution {
    RelationId from{};
    // Those that are at least this strong; absent: those that the conflict policy chooses.
    std::optional<Modality> at_least;
};

struct Relation {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::uint32_t> key;  // column indexes, ascending; empty: no key
    // Of each `choice-domain` the columns, ascending: no two rows agree in them; the first stands.
    std::vector<std::vector<std::uint32_t>> choices;
    ConflictPolicy conflict = ConflictPolicy::Report;
    bool complete = false;
    bool has_data = false;  // facts come from a FactSource
    bool derived = false;   // some rule concludes it
    StratumId stratum{};
    Span span;
    std::optional<std::string> unavailable;  // why goals that depend on it are refused
    // A part that was made of another relation (its raw rows, one rule's conclusions): what users
    // see is that one's name.
    std::optional<RelationId> part_of;
    // Made to evaluate a decision table: never shown, and a proof takes its rows for granted.
    bool hidden = false;
    std::optional<Resolution> resolution;
    std::optional<RelationId> all_rows;  // of a relation with subsumption: what it is given, too

    RelationSchema schema() const { return {name, columns}; }
};

// Relations that depend on each other, and the rules that conclude them.
struct Stratum {
    std::vector<RelationId> relations;
    std::vector<RuleId> rules;
    bool recursive = false;
};

// A declared subtype or an entity type.
struct NamedType {
    std::string name;
    BaseType base = BaseType::Symbol;
    std::optional<TypeId> parent;
    bool entity = false;
    std::optional<StructureId> structure = std::nullopt;  // of a record or algebraic data type
    std::vector<TypeId> members = {};  // of a union: declared types below it, no unions
};

// A branch of an algebraic data type.
struct BranchName {
    TypeId type{};
    std::uint32_t branch = 0;
};

struct CheckedDirective {
    DirectiveKind kind = DirectiveKind::Input;
    RelationId relation{};
    std::vector<std::pair<std::string, std::string>> parameters;
    Span span;
};

// A rule and one that it overrides.
struct Exception {
    RelationId relation{};
    RelationId withdrawn{};  // the conclusions of the overridden rule that do not stand
    std::string by;
    std::string overridden;
};

struct CheckedProgram {
    IdMap<TypeId, NamedType> types;
    std::unordered_map<std::string, BranchName> branches;
    IdMap<RelationId, Relation> relations;
    IdMap<RuleId, Rule> rules;
    std::vector<Fact> facts;
    IdMap<StratumId, Stratum> strata;  // each reads only earlier ones and itself
    std::vector<CheckedDirective> directives;
    std::vector<Exception> exceptions;

    std::optional<RelationId> find(std::string_view name) const;
    // What users know it by: a part's is that of the whole.
    const std::string& shown_name(RelationId relation) const;
    // The rule that stands for the consensus of a relation with that policy.
    std::optional<RuleId> consensus_of(RelationId relation) const;
    // Where the facts of a relation are rows: of one with a policy, among its raw rows.
    RelationId holder_of(RelationId relation) const;
    // The inverse: whose facts this relation holds, if any.
    std::optional<RelationId> facts_of(RelationId relation) const;
};

// A goal: a rule without a head relation whose head_args are the variables that are asked for, in
// order of first appearance.
struct CheckedGoal {
    Rule rule;
    std::vector<Column> columns;    // name and type of each asked variable
    std::vector<RelationId> reads;  // relations of its body, ascending, each once
};

}  // namespace dictum
