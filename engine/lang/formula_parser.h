// Terms, formulas and atoms, by operator precedence with a stack of its own.
//
//   p(x, -y ^ 2), (q(x); x < 3 * y), n = sum z : { r(z) }
//
// Values and formulas share one machine, because only what follows tells them apart: `(x` may begin
// `(x + 1) < 3` or `(x = 1; p(x))`, and `f(x)` is an atom unless an operator follows.
//
// Invariants. `values_` holds what was read and not yet joined, `frames_` what waits for more: an
// operator, a list (`,` or `;`), or a region (a bracket, an aggregate, the whole text). Only the
// last value may be an undecided call. Children reach the arenas before their parents.
//
// Cost: linear; memory on the heap only. Regions nest at most kNestingMax deep.
#pragma once

#include <optional>
#include <vector>

#include "engine/lang/cursor.h"

namespace dictum {

class FormulaParser {
  public:
    // All must outlive the parser.
    FormulaParser(Cursor& cursor, IdMap<TermId, Term>& terms, IdMap<FormulaId, Formula>& formulas)
        : cursor_(cursor), terms_(terms), formulas_(formulas) {}

    // Each reads as far as its kind goes and leaves the cursor behind it. Nothing when there was an
    // error, which is reported; the arenas may then hold parts.
    std::optional<FormulaId> body();
    std::optional<TermId> whole_term();  // also `>400T`
    std::optional<Atom> atom();

  private:
    // clang-format off
    enum class FrameKind : std::uint8_t {
        // The outermost region, then the others.
        Body, WholeTerm, WholeAtom,
        Paren, Arguments, Record, MinMax, Target, Braces, BracelessAtom,
        // Operators, lists.
        Binary, Negate, Compare, Not,
        And, Or
    };
    // clang-format on
    struct Frame {
        FrameKind kind = FrameKind::Body;
        std::uint8_t op = 0;         // BinaryOp, CompareOp or AggregateKind
        bool holds_formula = false;  // of a region: literals stand in it, not values
        std::size_t base = 0;        // values_ from here on belong to it
        Token opening;               // the operator or bracket
        Token name;                  // of a call or aggregate
    };
    enum class ValueKind : std::uint8_t { Term, Formula, Call, Truth };
    struct Value {
        ValueKind kind = ValueKind::Term;
        bool is_bounded = false;  // `>400T`, which takes no operator
        bool truth = false;
        TermId term{};
        FormulaId formula{};
        Span span;
    };
    enum class Step : std::uint8_t { Continue, Done, Failed };

    void begin(FrameKind outermost);
    bool run();

    // An operand is read (formula_operands.cpp).
    Step operand();
    Step word();
    Step aggregate(AggregateKind kind);
    Step minus();
    Step bounded();
    Step truth();
    Step no_operand();
    Step call(const Token& name);
    Step record();
    Step branch();
    bool open(FrameKind kind, const Token& opening, const Token& name);
    void push_term(Term term);
    Frame& push_frame(FrameKind kind);  // at the current token

    // What follows an operand.
    Step operation();
    Step binary(BinaryOp op);
    Step compare(CompareOp op);
    Step comma();
    Step semicolon();
    Step close_paren();
    Step close_value_paren();
    Step close_call();
    Step cast(Atom call);
    Step close_record();
    Step close_min_max();
    Step close_target();
    Step close_aggregate();
    Step end_or_fail();

    // Joins what is on the stacks. False: an error was reported.
    bool reduce_operators(int precedence, bool right_associative);
    bool reduce_value();    // operators, then the last value is a term
    bool reduce_literal();  // that, a comparison and negations
    bool reduce_formula();  // that and the lists of the region: the last value is a formula
    void reduce_list();
    bool join_binary();
    bool join_negate();
    bool join_compare();
    bool join_not();
    bool keeps_list(FrameKind list) const;
    std::vector<TermId> take_terms(std::size_t base);

    bool to_term(Value& value);
    bool to_formula(Value& value);

    Frame& top() { return frames_.back(); }
    Frame& region() { return frames_[regions_.back()]; }
    const Frame& region() const { return frames_[regions_.back()]; }
    bool is_region_on_top() const { return regions_.back() + 1 == frames_.size(); }
    bool is_outermost() const { return regions_.size() == 1; }
    void pop_region();
    bool literal_may_begin() const;
    void widen(Value& value, const Token& opening) const;

    Cursor& cursor_;
    IdMap<TermId, Term>& terms_;
    IdMap<FormulaId, Formula>& formulas_;
    std::vector<Frame> frames_;
    std::vector<std::size_t> regions_;  // indexes into frames_
    std::vector<Value> values_;
    std::optional<Atom> call_;  // of the last value, when its kind is Call
    bool wants_operand_ = true;
};

}  // namespace dictum
