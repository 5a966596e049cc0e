// Makes relations and clauses of a syntax program, as if they had been written.
//
//   builder.relation("t@rows", {{"row", {"number", span}, span}});
//   builder.clause({"t@rows", {builder.number(3)}}, {builder.truth()});
//
// Relations made here are hidden: nothing shows them, and no text can name them, since `@` and `/`
// stand in no name.
#pragma once

#include <string>
#include <vector>

#include "engine/lang/syntax.h"

namespace dictum {

class RuleBuilder {
  public:
    struct Head {
        std::string name;
        std::vector<TermId> args;
    };

    // `id` names the clauses that have no id of their own. The program must outlive this.
    RuleBuilder(SyntaxProgram& program, std::string id, Span span)
        : program_(program), id_(std::move(id)), span_(span) {}

    // What is made from here on comes from that place.
    void at(Span span) { span_ = span; }

    TermId variable(const std::string& name) { return term(VariableTerm{name}); }
    TermId wildcard() { return term(WildcardTerm{}); }
    TermId number(std::size_t value) { return term(IntegerTerm{value, false}); }
    TermId aggregate(AggregateKind kind, std::optional<TermId> target, FormulaId body) {
        return term(AggregateTerm{kind, target, body});
    }
    template <class Node>
    TermId term(Node node) {
        Term made;
        made.span = span_;
        made.node = std::move(node);
        return program_.terms.push(std::move(made));
    }

    FormulaId atom(const std::string& name, std::vector<TermId> args);
    FormulaId absent(const std::string& name, std::vector<TermId> args);
    FormulaId compare(TermId lhs, CompareOp op, TermId rhs);
    FormulaId all(std::vector<FormulaId> parts);
    FormulaId either(std::vector<FormulaId> parts);
    FormulaId truth();

    void relation(std::string name, std::vector<RelationDecl::ColumnDecl> columns);
    RelationDecl::ColumnDecl column(std::string name, std::string type) const {
        return {std::move(name), {std::move(type), span_}, span_};
    }
    void fact(Head head);
    void clause(Head head, std::vector<FormulaId> body);
    void clause(Head head, std::vector<FormulaId> body, std::string id, Strength strength);

    SyntaxProgram& program() { return program_; }

  private:
    Atom atom_of(Head head) const;
    FormulaId formula(Formula made);

    SyntaxProgram& program_;
    std::string id_;
    Span span_;
};

}  // namespace dictum
