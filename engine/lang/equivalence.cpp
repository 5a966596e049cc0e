#include "engine/lang/equivalence.h"

namespace dictum {
namespace {

class EquivalenceRules {
  public:
    EquivalenceRules(SyntaxProgram& program, const RelationDecl& relation)
        : program_(program), relation_(relation) {}

    void add() {
        rule({"x", "x"}, {{"x", "_"}});
        rule({"y", "x"}, {{"x", "y"}});
        rule({"x", "z"}, {{"x", "y"}, {"y", "z"}});
    }

  private:
    using Pair = std::pair<std::string, std::string>;

    void rule(const Pair& head, const std::vector<Pair>& body) {
        Clause clause;
        clause.span = relation_.name_span;
        clause.heads.push_back(atom(head));
        std::vector<FormulaId> parts;
        for (const Pair& pair : body) {
            parts.push_back(program_.formulas.push({relation_.name_span, AtomFormula{atom(pair)}}));
        }
        clause.body = parts.size() == 1
                          ? parts.front()
                          : program_.formulas.push({relation_.name_span, AndFormula{parts}});
        program_.clauses.push_back(std::move(clause));
    }

    Atom atom(const Pair& names) {
        Atom made;
        made.name = relation_.name;
        made.span = made.name_span = relation_.name_span;
        made.args = {term(names.first), term(names.second)};
        return made;
    }

    TermId term(const std::string& name) {
        Term made;
        made.span = relation_.name_span;
        if (name == "_") {
            made.node = WildcardTerm{};
        } else {
            made.node = VariableTerm{name};
        }
        return program_.terms.push(std::move(made));
    }

    SyntaxProgram& program_;
    const RelationDecl& relation_;
};

}  // namespace

void add_equivalence_rules(SyntaxProgram& program, Reporter& reporter) {
    for (const RelationDecl& relation : program.relations) {
        if (!relation.equivalence) continue;
        if (relation.columns.size() == 2 &&
            relation.columns[0].type.text == relation.columns[1].type.text) {
            EquivalenceRules(program, relation).add();
            continue;
        }
        Diagnostic diagnostic;
        diagnostic.id = "bad-equivalence";
        diagnostic.span = relation.name_span;
        diagnostic.message =
            "an equivalence relation has two columns of one type, and `" + relation.name + "` not";
        diagnostic.mend = "declare two columns of one type, or leave out `eqrel`";
        reporter.error(std::move(diagnostic));
    }
}

}  // namespace dictum
