// The types of variables and expressions.
//
//   p(x), y = x + 1, q(y)      x is what column 1 of p is; y what that of q is; they must agree
//   x = 5, p(x * 1.5)          5 is what the places of x ask for
//
// A variable without a column takes the type of the expression that it equals. Literals are
// flexible: a class of variables that only literals explain takes its type from the places where it
// is used (columns, comparisons, arithmetic), or has the default one.
//
// Types flow from variables up the expressions; each is told once, when all its parts are known. So
// the whole is linear in the rule, times kHintRounds where only literals explain a variable.
#pragma once

#include <vector>

#include "engine/check/catalog.h"
#include "engine/check/draft.h"
#include "engine/check/functor_types.h"
#include "engine/check/variable_classes.h"
#include "engine/lang/syntax.h"

namespace dictum {

class Inference {
  public:
    // All must outlive this.
    Inference(Draft& draft, const Catalog& catalog, const IdMap<TermId, Term>& terms,
              const TypeRules& types, Constants& constants, FunctorTypes& functors,
              VariableClasses& classes, Findings& findings);

    // Types every expression that reads only bound variables; what is left Unknown reads others.
    void run();

  private:
    void begin();
    void type_leaf(DraftExpr& node);
    void flow();
    void at_root(ExprId id);
    void equal_side(const CompareLiteral& compare, ExprId id);
    void aggregate_target(const AggregateLiteral& aggregate, ExprId id);
    void assign(std::uint32_t variable, const Type* type, bool exact);

    void find_free();
    void join_arithmetic(std::uint32_t variable, ExprId value);
    bool is_arithmetic(ExprId root) const;
    bool take_hints();
    void hint_roots();
    void hint_columns(RelationId relation, const std::vector<ExprId>& args);
    void hint_arguments(const DraftExpr& call, const Type* type);
    bool take_hint(std::uint32_t variable, const Type* type);
    const Type* hinted(const Type* type, LiteralKind kind) const;
    const Type* known_type(ExprId id) const;

    Draft& draft_;
    const Catalog& catalog_;
    const IdMap<TermId, Term>& terms_;
    const TypeRules& types_;
    Constants& constants_;
    FunctorTypes& functors_;
    VariableClasses& classes_;
    Findings& findings_;
    std::vector<std::vector<ExprId>> uses_;       // by variable
    std::vector<std::uint32_t> missing_;          // by expression: parts that are Unknown
    std::vector<std::optional<LiteralId>> home_;  // by expression: what it is a side or target of
    std::vector<ExprId> typed_;                   // what is above them is not told yet
    // By variable: what kind of literals explain it, when nothing else does.
    std::vector<std::optional<LiteralKind>> free_;
    std::vector<const Type*> hints_;  // by expression: the type that its place asks for
};

}  // namespace dictum
