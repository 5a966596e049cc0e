// A table's rows: as many cells as columns, and cells that fit them.
#include "engine/lang/parser.h"
#include "engine/table/cells.h"
#include "engine/table/fragments.h"
#include "engine/table/table_checker.h"

namespace dictum {
namespace {

std::string counted(std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

void TableChecker::check_rows() {
    if (table_.rows.empty()) {
        findings_.error("empty-table", table_.span, "this table has no rows",
                        "write a row as { when = [...], then = [...] }");
    }
    const std::vector<const TableColumn*> when = inputs();
    const std::vector<const TableColumn*> then = outputs();
    for (const TableRowText& row : table_.rows) {
        if (!check_counts(row)) continue;
        // A column with a mistake in its declaration is missing here.
        const bool whole =
            when.size() == table_.inputs.size() && then.size() == table_.outputs.size();
        for (std::size_t i = 0; whole && i < row.when.size(); ++i) {
            check_condition(*when[i], row.when[i]);
        }
        for (std::size_t i = 0; whole && i < row.then.size(); ++i) {
            check_outcome(*then[i], row.then[i]);
        }
        if (table_.hit == HitPolicy::Unique) check_repeated(row);
    }
}

bool TableChecker::check_counts(const TableRowText& row) {
    const bool when = row.when.size() == table_.inputs.size();
    const bool then = row.then.size() == table_.outputs.size();
    if (!when) {
        findings_.error("wrong-arity", row.span,
                        "this row has " + counted(row.when.size(), "condition") + " for " +
                            counted(table_.inputs.size(), "input"),
                        "write a cell for each input; `-` is any value");
    }
    if (!then) {
        findings_.error("wrong-arity", row.span,
                        "this row has " + counted(row.then.size(), "outcome") + " for " +
                            counted(table_.outputs.size(), "output"),
                        "write a cell for each output");
    }
    return when && then;
}

void TableChecker::check_condition(const TableColumn& input, const Fragment& cell) {
    const auto tests = read_condition(cell, syntax_, diagnostics_);
    if (!tests) return;
    for (const CellTest& test : *tests) {
        if (!reads_inputs_only(test.term)) continue;
        const Span span = syntax_.terms[test.term].span;
        CompareFormula compare;
        compare.op = test.op;
        compare.lhs = syntax_.terms.push({span, VariableTerm{input.name}});
        compare.rhs = test.term;
        Formula made;
        made.span = span;
        made.node.emplace<CompareFormula>(compare);
        const FormulaId formula = syntax_.formulas.push(std::move(made));
        const TermId terms[] = {compare.lhs, compare.rhs};
        check_rule(nullptr, {formula}, terms, span);
    }
}

void TableChecker::check_outcome(const TableColumn& output, const Fragment& cell) {
    const Fragment text = trimmed(cell);
    if (text.text == "-") {
        findings_.error("bad-cell", whole(text), "an outcome is a value, and `-` is none",
                        "write the value that the row concludes");
        return;
    }
    const auto term = parse_term(text, syntax_, diagnostics_);
    if (!term || !reads_inputs_only(*term)) return;
    const std::size_t errors = diagnostics_.errors();
    const std::optional<Word> value = value_of(output, *term);
    const bool listed = diagnostics_.errors() == errors && table_.outputs.size() == 1;
    if (listed) outcomes_.push_back({value, whole(text)});
}

// Two rows with the same conditions can't both be the only one that holds.
void TableChecker::check_repeated(const TableRowText& row) {
    std::string key;
    for (const Fragment& cell : row.when) key += trimmed(cell).text + '\n';
    const auto [first, fresh] = seen_.emplace(std::move(key), row.span);
    if (fresh) return;
    Diagnostic diagnostic;
    diagnostic.id = "duplicate-row";
    diagnostic.span = row.span;
    diagnostic.message = "another row has the same conditions, and the hit policy is `unique`";
    diagnostic.mend = "remove one of the rows, or choose another hit policy";
    diagnostic.related.push_back({first->second, "the first of them"});
    findings_.add(std::move(diagnostic));
}

// ---- cells as rules ------------------------------------------------------------------------

bool TableChecker::reads_inputs_only(TermId root) {
    bool whole = true;
    visit_terms(root, [&](const Term& term) { whole = reads_input(term) && whole; });
    return whole;
}

bool TableChecker::reads_input(const Term& term) {
    if (std::holds_alternative<WildcardTerm>(term.node)) {
        findings_.error("misplaced-wildcard", term.span, "`_` has no value here",
                        "any value is written `-`");
        return false;
    }
    if (std::holds_alternative<AggregateTerm>(term.node)) {
        findings_.error("unsupported", term.span, "a cell holds no aggregates",
                        "read an input from a relation that a rule with the aggregate concludes");
        return false;
    }
    const auto* const variable = std::get_if<VariableTerm>(&term.node);
    if (variable == nullptr) return true;
    const TableColumn* const column = find(variable->name);
    if (column != nullptr && column->is_input) return true;
    findings_.error("unknown-column", term.span,
                    "`" + variable->name + "` is no input of this table",
                    "a text is written in quotes: `\"" + variable->name + "\"`");
    return false;
}

// Checks `head :- body`, with the columns that the terms mention.
std::optional<Rule> TableChecker::check_rule(const Atom* head, std::vector<FormulaId> body,
                                             std::span<const TermId> terms, Span span) {
    std::vector<SignedLiteral> literals;
    std::vector<const TableColumn*> mentioned;
    for (const TermId root : terms) {
        visit_terms(root, [&](const Term& term) {
            const auto* const variable = std::get_if<VariableTerm>(&term.node);
            const TableColumn* const column = variable == nullptr ? nullptr : find(variable->name);
            if (column != nullptr) mentioned.push_back(column);
        });
    }
    for (const TableColumn* column : mentioned) {
        literals.push_back({column_formula(*column, span), false, 0});
    }
    for (const FormulaId formula : body) literals.push_back({formula, false, 0});
    const RuleContext context{{syntax_.terms, syntax_.formulas},
                              catalog_,
                              *types_,
                              *constants_,
                              vocabulary_,
                              values_,
                              findings_};
    DraftBuilder builder(context.trees, catalog_, findings_);
    return check_draft(builder.build(head, literals, span), context);
}

FormulaId TableChecker::column_formula(const TableColumn& column, Span span) {
    Atom atom;
    atom.name = scratch_.relations[column.relation].name;
    atom.span = span;
    atom.name_span = span;
    atom.args.push_back(syntax_.terms.push({span, VariableTerm{column.name}}));
    Formula made;
    made.span = span;
    made.node.emplace<AtomFormula>(AtomFormula{std::move(atom)});
    return syntax_.formulas.push(std::move(made));
}

// The outcome's value; nothing when it is calculated, or has a mistake.
std::optional<Word> TableChecker::value_of(const TableColumn& output, TermId term) {
    Atom head;
    head.name = scratch_.relations[output.relation].name;
    head.span = syntax_.terms[term].span;
    head.name_span = head.span;
    head.args.push_back(term);
    const TermId terms[] = {term};
    const std::optional<Rule> rule = check_rule(&head, {}, terms, head.span);
    if (!rule) return std::nullopt;
    const auto* const constant =
        std::get_if<ConstantExpr>(&rule->exprs[rule->head_args.front()].node);
    return constant == nullptr ? std::nullopt : std::optional(constant->value);
}

}  // namespace dictum
