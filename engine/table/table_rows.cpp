// A table's rows: as many cells as columns, and cells that fit them.
#include <algorithm>

#include "engine/eval/calculator.h"
#include "engine/lang/parser.h"
#include "engine/table/cells.h"
#include "engine/table/fragments.h"
#include "engine/table/table_checker.h"

namespace dictum {
namespace {

constexpr std::uint64_t kConstantBytesMax = std::uint64_t{1} << 30;

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
        CheckedRow checked;
        checked.span = row.span;
        for (std::size_t i = 0; whole && i < row.when.size(); ++i) {
            checked.when.push_back(check_condition(*when[i], row.when[i]));
        }
        for (std::size_t i = 0; whole && i < row.then.size(); ++i) {
            checked.then.push_back(check_outcome(*then[i], row.then[i]));
        }
        checked_.rows.push_back(std::move(checked));
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

// The index of the cell among `checked_.cells`.
std::uint32_t TableChecker::check_condition(const TableColumn& input, const Fragment& cell) {
    const std::string key = input.name + '\n' + trimmed(cell).text;
    if (const auto known = known_cells_.find(key); known != known_cells_.end()) {
        return known->second;
    }
    const std::size_t errors = diagnostics_.errors();
    TableCell checked = check_cell(input, cell);
    const auto index = static_cast<std::uint32_t>(checked_.cells.size());
    checked_.cells.push_back(std::move(checked));
    if (diagnostics_.errors() == errors) known_cells_.emplace(key, index);
    return index;
}

TableCell TableChecker::check_cell(const TableColumn& input, const Fragment& cell) {
    TableCell checked;
    if (!read_condition(cell, syntax_, diagnostics_)) return checked;
    const auto condition = read_alternatives(cell, syntax_, diagnostics_);
    if (!condition) return checked;
    for (const ConditionAlternative& written : condition->alternatives) {
        TableAlternative alternative{written.negated, {}};
        for (const ConditionPart& tests : written.parts) {
            TablePart part;
            for (const CellTest& test : tests) {
                auto made = check_test(input, test);
                if (made) part.push_back(*std::move(made));
            }
            alternative.parts.push_back(std::move(part));
        }
        checked.alternatives.push_back(std::move(alternative));
    }
    return checked;
}

std::optional<TableTest> TableChecker::check_test(const TableColumn& input, const CellTest& test) {
    if (!reads_inputs_only(test.term)) return std::nullopt;
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
    const std::optional<Rule> rule = check_rule(nullptr, {formula}, terms, span);
    if (!rule) return std::nullopt;
    for (const LiteralId id : rule->body) {
        const auto* const typed = std::get_if<CompareLiteral>(&rule->literals[id].node);
        if (typed == nullptr) continue;
        auto own = term_of(*rule, typed->lhs);
        auto term = term_of(*rule, typed->rhs);
        if (!own || !term) return std::nullopt;
        TableTest result{typed->op, typed->operands, *std::move(own), *std::move(term), {}};
        const std::vector<std::uint32_t>& reads = result.term.reads;
        const bool shared =
            std::find(reads.begin(), reads.end(), result.input.reads.front()) != reads.end();
        if (shared && typed->operands == BaseType::Quantity) {
            result.difference = compile_difference(*rule, typed->lhs, typed->rhs, values_);
            give_slots(*rule, *result.difference);
        }
        return result;
    }
    return std::nullopt;
}

// The index of the outcome among `checked_.outcomes`.
std::uint32_t TableChecker::check_outcome(const TableColumn& output, const Fragment& cell) {
    const Fragment text = trimmed(cell);
    const std::string key = output.name + '\n' + text.text;
    auto known = known_outcomes_.find(key);
    if (known == known_outcomes_.end()) {
        const auto index = static_cast<std::uint32_t>(checked_.outcomes.size());
        std::optional<TableTerm> value = outcome_of(output, text);
        const bool fine = value.has_value();
        checked_.outcomes.push_back(fine ? *std::move(value) : TableTerm{});
        if (!fine) return index;
        known = known_outcomes_.emplace(key, index).first;
    }
    if (table_.outputs.size() == 1) {
        outcomes_.push_back({checked_.outcomes[known->second].constant, whole(text)});
    }
    return known->second;
}

// Nothing when it has a mistake, which is reported.
std::optional<TableTerm> TableChecker::outcome_of(const TableColumn& output, const Fragment& text) {
    if (text.text == "-") {
        findings_.error("bad-cell", whole(text), "an outcome is a value, and `-` is none",
                        "write the value that the row concludes");
        return std::nullopt;
    }
    const auto term = parse_term(text, syntax_, diagnostics_);
    if (!term || !reads_inputs_only(*term)) return std::nullopt;
    const std::size_t errors = diagnostics_.errors();
    std::optional<TableTerm> value = value_of(output, *term);
    return diagnostics_.errors() == errors ? std::move(value) : std::nullopt;
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

// The outcome's value; nothing when it has a mistake.
std::optional<TableTerm> TableChecker::value_of(const TableColumn& output, TermId term) {
    Atom head;
    head.name = scratch_.relations[output.relation].name;
    head.span = syntax_.terms[term].span;
    head.name_span = head.span;
    head.args.push_back(term);
    const TermId terms[] = {term};
    const std::optional<Rule> rule = check_rule(&head, {}, terms, head.span);
    return rule ? term_of(*rule, rule->head_args.front()) : std::nullopt;
}

// What mentions no input is calculated here, once.
std::optional<TableTerm> TableChecker::term_of(const Rule& rule, ExprId expr) {
    TableTerm term;
    if (const auto* constant = std::get_if<ConstantExpr>(&rule.exprs[expr].node)) {
        term.constant = constant->value;
        return term;
    }
    term.calculation = compile(rule, expr, values_);
    give_slots(rule, term.calculation);
    for (const CalculationStep& step : term.calculation.steps) {
        if (step.kind == CalculationStep::Kind::Slot) term.reads.push_back(step.index);
    }
    std::sort(term.reads.begin(), term.reads.end());
    term.reads.erase(std::unique(term.reads.begin(), term.reads.end()), term.reads.end());
    if (!term.reads.empty()) return term;
    Calculator calculator({values_, kConstantBytesMax});
    const Result<Word> value = calculator.run(term.calculation, {});
    if (!value) {
        findings_.error("bad-cell", rule.exprs[expr].span,
                        "this can't be calculated: " + value.error().message);
        return std::nullopt;
    }
    term.constant = *value;
    return term;
}

// The slots of a rule are its variables; those of the table are its inputs.
void TableChecker::give_slots(const Rule& rule, Calculation& calculation) const {
    for (CalculationStep& step : calculation.steps) {
        if (step.kind != CalculationStep::Kind::Slot) continue;
        const auto found = by_name_.find(rule.variables[step.index].name);
        step.index = static_cast<std::uint32_t>(found->second);
    }
}

TableRead TableChecker::read_of(const Rule& rule, const std::string& relation) const {
    TableRead read;
    read.relation = relation;
    for (const LiteralId id : rule.body) {
        const auto* const atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
        if (atom == nullptr || scratch_.relations[atom->relation].name != relation) continue;
        for (const ExprId arg : atom->args) {
            TableRead::Argument made;
            made.type = rule.exprs[arg].type;
            const auto& node = rule.exprs[arg].node;
            if (const auto* variable = std::get_if<VariableExpr>(&node)) {
                made.kind = TableRead::Kind::Input;
                const std::string& name = rule.variables[variable->variable].name;
                made.input = static_cast<std::uint32_t>(by_name_.find(name)->second);
            } else if (const auto* constant = std::get_if<ConstantExpr>(&node)) {
                made.kind = TableRead::Kind::Constant;
                made.constant = constant->value;
            }
            read.arguments.push_back(std::move(made));
        }
        break;
    }
    return read;
}

}  // namespace dictum
