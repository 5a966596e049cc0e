// Syntax -> draft: looks up relations, functors and predicates, numbers the variables, and lifts
// aggregates out of expressions.
//
// Scopes are Soufflé's. A variable of an aggregate is the rule's own where the rule mentions it
// outside of aggregates as well; otherwise, and when it is in the aggregate's target as well as in
// its body, it belongs to the aggregate.
//
// Reported: unknown names, arity, `_` where a value is wanted, aggregates in aggregates.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/check/alternatives.h"
#include "engine/check/catalog.h"
#include "engine/check/draft.h"
#include "engine/check/findings.h"
#include "engine/lang/syntax.h"

namespace dictum {

// The arenas that a clause or goal is written in.
struct SyntaxTrees {
    const IdMap<TermId, Term>& terms;
    const IdMap<FormulaId, Formula>& formulas;
};

class DraftBuilder {
  public:
    // All must outlive the builder.
    DraftBuilder(SyntaxTrees trees, const Catalog& catalog, Findings& findings)
        : trees_(trees), catalog_(catalog), findings_(findings), alternatives_(trees.formulas) {}

    // `head` may be null (a goal). Linear in head and body.
    Draft build(const Atom* head, std::span<const SignedLiteral> body, Span span);

    // The named variables of the rule that was built last, without those of its aggregates, in
    // order of first appearance.
    const std::vector<std::string>& outer_names() const { return outer_names_; }
    std::optional<std::uint32_t> outer_variable(const std::string& name) const;

  private:
    // Where names are looked up: the rule, or one of its aggregates.
    struct Scope {
        std::optional<LiteralId> aggregate;
        std::vector<LiteralId>* body = nullptr;
        std::unordered_set<std::string> own;  // an aggregate's, though the rule has the name too
        std::unordered_map<std::string, std::uint32_t> locals;
        std::vector<std::uint32_t> outer;  // those of the rule that were met
    };

    void number_outer(const Atom* head, std::span<const SignedLiteral> body);
    void number_outer(TermId root);
    template <class Visit>
    void visit_terms(TermId root, Visit visit) const;
    template <class Visit>
    void visit_formula_terms(FormulaId root, Visit visit) const;

    void add_head(const Atom& head, Scope& scope);
    void add_literal(const SignedLiteral& literal, Scope& scope);
    void add_atom(const Atom& atom, bool negated, Scope& scope);
    void add_predicate(const Atom& atom, bool negated, Scope& scope);
    void add_compare(const CompareFormula& compare, const SignedLiteral& literal, Scope& scope);
    LiteralId push(Literal literal, LiteralNotes notes, Scope& scope);
    std::optional<RelationId> relation_of(const Atom& atom);

    // Side: of a comparison. Field: of a record that stands in an atom or side, and may be matched.
    // Generator: of a `=` that binds a variable to each value of a range.
    enum class Place : std::uint8_t { Head, Atom, Side, Field, Value, Generator };
    ExprId expr(TermId root, Place place, Scope& scope);
    ExprId push_expr(DraftExpr node);
    ExprId leaf(const Term& term, TermId id, Place place, Scope& scope);
    ExprId call(const Term& term, std::size_t arity);
    void check_arity(const Term& term, const Builtin& builtin, std::size_t arity);
    bool folds_sign(const UnaryTerm& unary) const;
    void report_wildcard(const Term& term, Place place);
    const Builtin* builtin_of(const Term& term);
    std::uint32_t variable(const std::string& name, Scope& scope);
    std::uint32_t add_variable(std::string name);
    bool generates(TermId side, TermId other) const;
    ExprId lift_range(ExprId call, Scope& scope);
    ExprId lift(const Term& term, const AggregateTerm& aggregate, Scope& scope);
    std::unordered_set<std::string> own_names(const AggregateTerm& aggregate) const;
    void add_aggregate_body(const AggregateTerm& aggregate, Scope& scope);
    void add_never(Span span, Scope& scope);

    SyntaxTrees trees_;
    const Catalog& catalog_;
    Findings& findings_;
    Alternatives alternatives_;
    Draft draft_;
    std::vector<ExprId> ready_;  // operands of the expression that is being built
    std::vector<std::string> outer_names_;
    std::unordered_map<std::string, std::uint32_t> outer_;
};

}  // namespace dictum
