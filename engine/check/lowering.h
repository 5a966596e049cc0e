// Draft -> rule: literals become constants, and conversions are put in.
//
//   q + 5          5 becomes the constant that its place asks for
//   n < q          number n becomes a quantity: ToQuantity(n) < q
//   floor(x)       acts in the unit of x: where that is not the base unit, floor(x / 1T) * 1T
//
// Two passes over the draft: one from the places down to the literals, telling each its type, and
// one from the literals up, making expressions.
#pragma once

#include <optional>

#include "engine/check/conversions.h"
#include "engine/check/functor_types.h"
#include "engine/check/variable_classes.h"
#include "engine/lang/syntax.h"

namespace dictum {

class Lowering {
  public:
    // All must outlive this. The draft's types are inferred.
    Lowering(Draft& draft, const Catalog& catalog, const IdMap<TermId, Term>& terms,
             Constants& constants, FunctorTypes& functors, VariableClasses& classes,
             Conversions& conversions, const UnitTable& units, Values& values);

    // Nothing when something in it has a mistake, which is reported by then; or when the rule can't
    // fire (`!(a =? b)` of other types than quantities needs only one of its two alternatives).
    std::optional<Rule> run();

  private:
    void expect_everywhere();
    void expect(ExprId root, const Type* type);
    void expect_compared(const CompareLiteral& compare);
    void settle();
    void settle_call(DraftExpr& call);
    void make_exprs();
    std::optional<ExprId> make(const DraftExpr& node);
    std::optional<ExprId> make_literal(const DraftExpr& node);
    std::optional<ExprId> make_cast(const DraftExpr& call);
    std::optional<ExprId> make_call(const DraftExpr& call);
    ExprId round_in_unit(ExprId inner, const DraftExpr& call, const Type& type);
    std::optional<ExprId> make_structure(const DraftExpr& call, std::vector<ExprId> args);
    bool fit_fields(const DraftExpr& call);
    ExprId to_quantity(ExprId inner);
    ExprId to_period(ExprId inner);
    ExprId push(Span span, Type type, decltype(Expr::node) node);

    void make_literals();
    void lower(AtomLiteral& atom, const LiteralNotes& notes);
    void lower(CompareLiteral& compare, const LiteralNotes& notes, Span span);
    void lower(PredicateLiteral& predicate);
    void lower(AggregateLiteral& aggregate);
    std::optional<ExprId> argument(ExprId root, RelationId relation, std::size_t column,
                                   bool negated);
    ExprId convert(ExprId emitted, Conversion conversion);
    std::optional<Occupant> occupant(ExprId root);
    void make_head();
    void type_variables();

    Draft& draft_;
    const Catalog& catalog_;
    const IdMap<TermId, Term>& terms_;
    Constants& constants_;
    FunctorTypes& functors_;
    VariableClasses& classes_;
    Conversions& conversions_;
    const UnitTable& units_;
    Values& values_;
    Rule rule_;
    std::vector<std::optional<ExprId>> made_;  // by draft expression; nothing: it is broken
    bool whole_ = true;                        // nothing was broken
};

}  // namespace dictum
