// What the tests and fuzz targets of rule text share: parsing a string, errors as short text, and
// the invariants of a tree.
#pragma once

#include <string>
#include <vector>

#include "engine/lang/parser.h"
#include "engine/lang/printer.h"

namespace dictum::test {

struct Parsed {
    SourceMap sources;
    Diagnostics diagnostics;
    SyntaxProgram program;

    // "3:1 syntax", in the order in which they were found.
    std::vector<std::string> errors() const {
        std::vector<std::string> lines;
        for (const Diagnostic& item : diagnostics.items()) {
            const Position at = sources.position(item.span.file, item.span.begin);
            lines.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                            item.id);
        }
        return lines;
    }
};

inline Parsed parse(const std::string& text, Dialect dialect = Dialect::Souffle) {
    Parsed parsed;
    const FileId file = parsed.sources.add("test.dl", text);
    parsed.program = parse_program(parsed.sources.whole(file), dialect, parsed.diagnostics);
    return parsed;
}

// The canonical text of a program that has no errors; otherwise the errors.
inline std::string canonical(const std::string& text, Dialect dialect = Dialect::Souffle) {
    const Parsed parsed = parse(text, dialect);
    if (!parsed.diagnostics.items().empty()) return render(parsed.diagnostics, parsed.sources);
    return print(parsed.program);
}

// Children before parents, each id in its arena, spans inside the text. Empty when all holds.
class TreeCheck {
  public:
    TreeCheck(const IdMap<TermId, Term>& terms, const IdMap<FormulaId, Formula>& formulas,
              std::size_t length)
        : terms_(terms), formulas_(formulas), length_(length) {
        for (std::size_t i = 0; i < terms.size(); ++i) term(i);
        for (std::size_t i = 0; i < formulas.size(); ++i) formula(i);
    }
    const std::string& broken() const { return broken_; }

    void span(const Span& span) {
        if (span.begin > span.end || span.end > length_) broken_ = "a span is outside the text";
    }
    void atom(const Atom& atom) {
        span(atom.span);
        span(atom.name_span);
        for (const TermId arg : atom.args) known(arg);
    }
    void known(TermId id) {
        if (!terms_.contains(id)) broken_ = "a term is not in the arena";
    }
    void known(FormulaId id) {
        if (!formulas_.contains(id)) broken_ = "a formula is not in the arena";
    }

  private:
    void before(TermId child, std::size_t parent) {
        if (index_of(child) >= parent) broken_ = "a term stands before its child";
    }
    void before(FormulaId child, std::size_t parent) {
        if (index_of(child) >= parent) broken_ = "a formula stands before its child";
    }
    void term(std::size_t i) {
        const Term& node = terms_[id_at<TermId>(i)];
        span(node.span);
        if (const auto* unary = std::get_if<UnaryTerm>(&node.node)) before(unary->arg, i);
        if (const auto* binary = std::get_if<BinaryTerm>(&node.node)) {
            before(binary->lhs, i);
            before(binary->rhs, i);
        }
        if (const auto* call = std::get_if<CallTerm>(&node.node)) {
            for (const TermId arg : call->args) before(arg, i);
        }
        if (const auto* aggregate = std::get_if<AggregateTerm>(&node.node)) {
            if (aggregate->target) before(*aggregate->target, i);
            known(aggregate->body);
        }
    }
    void formula(std::size_t i) {
        const Formula& node = formulas_[id_at<FormulaId>(i)];
        span(node.span);
        if (const auto* found = std::get_if<AtomFormula>(&node.node)) atom(found->atom);
        if (const auto* compare = std::get_if<CompareFormula>(&node.node)) {
            known(compare->lhs);
            known(compare->rhs);
        }
        if (const auto* negated = std::get_if<NotFormula>(&node.node)) before(negated->inner, i);
        if (const auto* all = std::get_if<AndFormula>(&node.node)) {
            for (const FormulaId part : all->parts) before(part, i);
        }
        if (const auto* any = std::get_if<OrFormula>(&node.node)) {
            for (const FormulaId part : any->parts) before(part, i);
        }
    }

    const IdMap<TermId, Term>& terms_;
    const IdMap<FormulaId, Formula>& formulas_;
    std::size_t length_;
    std::string broken_;
};

inline std::string broken_invariant(const SyntaxProgram& program, std::size_t length) {
    TreeCheck check(program.terms, program.formulas, length);
    for (const Clause& clause : program.clauses) {
        check.span(clause.span);
        for (const Atom& head : clause.heads) check.atom(head);
        if (clause.body) check.known(*clause.body);
    }
    for (const RelationDecl& relation : program.relations) {
        check.span(relation.span);
        check.span(relation.name_span);
        for (const auto& column : relation.columns) {
            check.span(column.span);
            check.span(column.type.span);
        }
    }
    for (const TypeDecl& type : program.types) {
        check.span(type.span);
        check.span(type.base.span);
    }
    for (const Directive& directive : program.directives) check.span(directive.span);
    return check.broken();
}

}  // namespace dictum::test
