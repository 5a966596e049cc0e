// The tree itself, one node a line, children under their parent:
//
//   rule
//     head
//       atom big
//         variable x
//     body
//       compare <
//         variable x
//         integer 3
//
// Deep trees are long chains of operators; beyond kIndentMax levels the depth is written as a
// number and the line is not indented further, so that the text stays linear in the tree.
#include <algorithm>
#include <string_view>

#include "engine/lang/literal_text.h"
#include "engine/lang/operators.h"
#include "engine/lang/printer.h"

namespace dictum {
namespace {

constexpr std::size_t kIndentMax = 40;

class TreeDumper {
  public:
    explicit TreeDumper(const SyntaxProgram& program) : program_(program) {}

    std::string take() { return std::move(out_); }

    void line(std::size_t depth, std::string_view text) {
        out_.append(2 * std::min(depth, kIndentMax), ' ');
        if (depth > kIndentMax) out_ += "[" + std::to_string(depth) + "] ";
        out_ += text;
        out_ += '\n';
    }

    void clause(const Clause& clause) {
        std::string title = clause.body ? "rule" : "fact";
        if (clause.subsumes) title = "subsumption";
        if (!clause.id.empty()) title += " " + clause.id;
        if (clause.strength != Strength{}) {
            title += " (" + std::string(to_string(clause.strength.modality)) + ")";
        }
        line(1, title);
        for (const std::string& id : clause.overrides) line(2, "overrides " + id);
        line(2, "head");
        for (const Atom& head : clause.heads) {
            atom(head, 3);
            drain();
        }
        if (!clause.body) return;
        line(2, "body");
        put(*clause.body, 3);
        drain();
    }

  private:
    struct Item {
        bool is_term = true;
        TermId term{};
        FormulaId formula{};
        std::size_t depth = 0;
    };

    void put(TermId term, std::size_t depth) { items_.push_back({true, term, {}, depth}); }
    void put(FormulaId formula, std::size_t depth) {
        items_.push_back({false, {}, formula, depth});
    }
    template <class Id>
    void put_all(const std::vector<Id>& ids, std::size_t depth) {
        for (std::size_t i = ids.size(); i > 0; --i) put(ids[i - 1], depth);
    }

    void drain() {
        while (!items_.empty()) {
            const Item item = items_.back();
            items_.pop_back();
            const auto write = [&](const auto& node) { show(node, item.depth); };
            if (item.is_term) {
                std::visit(write, program_.terms[item.term].node);
            } else {
                std::visit(write, program_.formulas[item.formula].node);
            }
        }
    }

    void atom(const Atom& atom, std::size_t depth) {
        line(depth, "atom " + atom.name);
        put_all(atom.args, depth + 1);
    }

    void show(const VariableTerm& term, std::size_t depth) { line(depth, "variable " + term.name); }
    void show(const WildcardTerm&, std::size_t depth) { line(depth, "wildcard"); }
    void show(const IntegerTerm& term, std::size_t depth) {
        line(depth, "integer " + integer_text(term));
    }
    void show(const FloatTerm& term, std::size_t depth) { line(depth, "float " + term.text); }
    void show(const StringTerm& term, std::size_t depth) {
        line(depth, "string " + quoted_text(term.value));
    }
    void show(const BoolTerm& term, std::size_t depth) {
        line(depth, term.value ? "bool true" : "bool false");
    }
    void show(const DateTerm& term, std::size_t depth) {
        line(depth, "date " + term.value.to_string());
    }
    void show(const RatioTerm& term, std::size_t depth) {
        line(depth, "ratio " + term.value.to_string());
    }
    void show(const QuantityTerm& term, std::size_t depth) {
        line(depth, "quantity " + quantity_text(term));
    }
    void show(const UnaryTerm& term, std::size_t depth) {
        line(depth, "negate");
        put(term.arg, depth + 1);
    }
    void show(const BinaryTerm& term, std::size_t depth) {
        line(depth, "operator " + std::string(sign(term.op)));
        put(term.rhs, depth + 1);
        put(term.lhs, depth + 1);
    }
    void show(const CallTerm& term, std::size_t depth) {
        line(depth, "call " + term.functor);
        put_all(term.args, depth + 1);
    }
    void show(const AggregateTerm& term, std::size_t depth) {
        line(depth, "aggregate " + std::string(word(term.kind)));
        put(term.body, depth + 1);
        if (term.target) put(*term.target, depth + 1);
    }

    void show(const AtomFormula& formula, std::size_t depth) { atom(formula.atom, depth); }
    void show(const CompareFormula& formula, std::size_t depth) {
        line(depth, "compare " + std::string(sign(formula.op)));
        put(formula.rhs, depth + 1);
        put(formula.lhs, depth + 1);
    }
    void show(const NotFormula& formula, std::size_t depth) {
        line(depth, "not");
        put(formula.inner, depth + 1);
    }
    void show(const AndFormula& formula, std::size_t depth) {
        line(depth, "and");
        put_all(formula.parts, depth + 1);
    }
    void show(const OrFormula& formula, std::size_t depth) {
        line(depth, "or");
        put_all(formula.parts, depth + 1);
    }
    void show(const TruthFormula& formula, std::size_t depth) {
        line(depth, formula.value ? "true" : "false");
    }

    const SyntaxProgram& program_;
    std::string out_;
    std::vector<Item> items_;
};

void dump_relation(TreeDumper& dumper, const RelationDecl& relation) {
    dumper.line(1, "relation " + relation.name);
    for (const auto& column : relation.columns) {
        dumper.line(2, "column " + column.name + ": " + column.type.text);
    }
    for (const auto& [column, span] : relation.key) dumper.line(2, "key " + column);
    if (relation.conflict != ConflictPolicy::Report) {
        dumper.line(2, "conflict " + std::string(word(relation.conflict)));
    }
    if (relation.complete) dumper.line(2, "complete");
    for (const auto& choice : relation.choices) {
        dumper.line(2, "choice");
        for (const auto& [column, span] : choice) dumper.line(3, "column " + column);
    }
    if (relation.has_data) dumper.line(2, "has data");
    if (relation.unavailable) dumper.line(2, "unavailable: " + *relation.unavailable);
}

void dump_structured_type(TreeDumper& dumper, const TypeDecl& type) {
    dumper.line(1, "type " + type.name);
    for (const TypeBranch& branch : type.branches) {
        dumper.line(2, branch.name.empty() ? "record" : "branch " + branch.name);
        for (const auto& field : branch.fields) {
            dumper.line(3, "field " + field.name + ": " + field.type.text);
        }
    }
}

void dump_directive(TreeDumper& dumper, const Directive& directive) {
    dumper.line(1, std::string(word(directive.kind)) + " " + directive.relation);
    for (const auto& [name, value] : directive.parameters) {
        dumper.line(2, name + " = " + quoted_text(value));
    }
}

}  // namespace

std::string dump(const SyntaxProgram& program) {
    TreeDumper dumper(program);
    dumper.line(0, program.dialect == Dialect::Dictum ? "program dictum" : "program souffle");
    for (const TypeDecl& type : program.types) {
        if (!type.branches.empty()) {
            dump_structured_type(dumper, type);
            continue;
        }
        const bool subtype = type.kind == TypeDeclKind::Subtype;
        std::string line = "type " + type.name + (subtype ? " <: " : " = ") + type.base.text;
        for (const TypeRef& member : type.members) line += " | " + member.text;
        dumper.line(1, line);
    }
    for (const RelationDecl& relation : program.relations) dump_relation(dumper, relation);
    for (const Directive& directive : program.directives) dump_directive(dumper, directive);
    for (const Clause& clause : program.clauses) dumper.clause(clause);
    return dumper.take();
}

}  // namespace dictum
