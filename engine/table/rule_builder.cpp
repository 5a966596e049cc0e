#include "engine/table/rule_builder.h"

namespace dictum {

Atom RuleBuilder::atom_of(Head head) const {
    return {std::move(head.name), std::move(head.args), span_, span_};
}

FormulaId RuleBuilder::formula(Formula made) {
    made.span = span_;
    return program_.formulas.push(std::move(made));
}

FormulaId RuleBuilder::atom(const std::string& name, std::vector<TermId> args) {
    Formula made;
    made.node = AtomFormula{atom_of({name, std::move(args)})};
    return formula(std::move(made));
}

FormulaId RuleBuilder::absent(const std::string& name, std::vector<TermId> args) {
    Formula made;
    made.node = NotFormula{atom(name, std::move(args))};
    return formula(std::move(made));
}

FormulaId RuleBuilder::compare(TermId lhs, CompareOp op, TermId rhs) {
    Formula made;
    made.node = CompareFormula{op, lhs, rhs};
    return formula(std::move(made));
}

FormulaId RuleBuilder::all(std::vector<FormulaId> parts) {
    Formula made;
    made.node = AndFormula{std::move(parts)};
    return formula(std::move(made));
}

FormulaId RuleBuilder::either(std::vector<FormulaId> parts) {
    Formula made;
    made.node = OrFormula{std::move(parts)};
    return formula(std::move(made));
}

FormulaId RuleBuilder::truth() {
    Formula made;
    made.node = TruthFormula{true};
    return formula(std::move(made));
}

void RuleBuilder::relation(std::string name, std::vector<RelationDecl::ColumnDecl> columns) {
    RelationDecl decl;
    decl.name = std::move(name);
    decl.columns = std::move(columns);
    decl.hidden = true;
    decl.span = span_;
    decl.name_span = span_;
    program_.relations.push_back(std::move(decl));
}

void RuleBuilder::fact(Head head) {
    Clause made;
    made.heads.push_back(atom_of(std::move(head)));
    made.span = span_;
    made.id = id_;
    program_.clauses.push_back(std::move(made));
}

void RuleBuilder::clause(Head head, std::vector<FormulaId> body) {
    clause(std::move(head), std::move(body), id_, Strength{});
}

void RuleBuilder::clause(Head head, std::vector<FormulaId> body, std::string id,
                         Strength strength) {
    Clause made;
    made.heads.push_back(atom_of(std::move(head)));
    made.body = all(std::move(body));
    made.span = span_;
    made.id = std::move(id);
    made.strength = strength;
    program_.clauses.push_back(std::move(made));
}

}  // namespace dictum
