// A table's head: its columns, what they are read from, and what the table concludes.
#include <algorithm>
#include <unordered_set>

#include "engine/check/declarations.h"
#include "engine/check/stratify.h"
#include "engine/check/type_names.h"
#include "engine/lang/parser.h"
#include "engine/table/fragments.h"
#include "engine/table/table_checker.h"

namespace dictum {

void TableChecker::read_columns() {
    scratch_.types = program_.types;
    concluded_ = read_atom(table_.concludes, "prefers(segment, origin)");
    if (concluded_ && !copy_relation(*concluded_)) concluded_.reset();
    for (const TableColumnText& input : table_.inputs) read_column(input.text, true);
    for (const TableColumnText& output : table_.outputs) read_column(output.text, false);
    if (table_.outputs.empty()) {
        findings_.error("empty-table", table_.span, "this table has no outputs",
                        "write `outputs = [\"origin: origin\"]`");
    }
}

// `name: type`, and for an input also `name: type = relation(..., name)`.
void TableChecker::read_column(const Fragment& text, bool is_input) {
    const std::size_t equals = find_outside(text.text, "=");
    const bool reads = equals != std::string::npos;
    if (reads && !is_input) {
        findings_.error("bad-column", whole(text), "only an input is read from a relation",
                        "write `name: type`; the rows say what an output is");
        return;
    }
    const auto decl = parse_column(reads ? slice(text, 0, equals) : text, diagnostics_);
    if (!decl) return;
    TableColumn column;
    column.name = decl->name;
    column.span = decl->span;
    column.is_input = is_input;
    if (reads) {
        const Fragment atom = trimmed(slice(text, equals + 1, text.text.size()));
        column.read = read_atom(atom, "server_price(server, price)");
        if (column.read && !copy_relation(*column.read)) column.read.reset();
    }
    const auto [first, fresh] = by_name_.emplace(column.name, columns_.size());
    if (!fresh) {
        findings_.error("duplicate-column", column.span,
                        "the column `" + column.name + "` is declared twice",
                        "inputs and outputs have names of their own");
        return;
    }
    TypeNames names(Dialect::Dictum, vocabulary_, scratch_, findings_);
    const std::optional<Type> type = names.resolve(decl->type);
    column.typed = type.has_value();
    Relation relation;
    relation.name = table_.id + (is_input ? ".when." : ".then.") + column.name;
    relation.columns.push_back({column.name, type.value_or(Type())});
    column.relation = scratch_.relations.push(std::move(relation));
    if (!type) catalog_.mark_untyped(column.relation, 0);
    columns_.push_back(std::move(column));
}

// One atom, its terms added to the syntax of the table.
std::optional<Atom> TableChecker::read_atom(const Fragment& text, std::string_view example) {
    const std::size_t errors = diagnostics_.errors();
    SyntaxProgram read;
    parse_clauses(text, read, diagnostics_);
    if (diagnostics_.errors() > errors) return std::nullopt;
    const bool single =
        read.clauses.size() == 1 && read.clauses[0].heads.size() == 1 && !read.clauses[0].body;
    if (!single) {
        findings_.error("syntax", whole(text), "one atom is wanted here",
                        "write it as in `" + std::string(example) + "`");
        return std::nullopt;
    }
    Atom atom = read.clauses[0].heads[0];
    for (TermId& arg : atom.args) {
        const Term& term = read.terms[arg];
        const bool plain = !std::holds_alternative<UnaryTerm>(term.node) &&
                           !std::holds_alternative<BinaryTerm>(term.node) &&
                           !std::holds_alternative<CallTerm>(term.node) &&
                           !std::holds_alternative<AggregateTerm>(term.node);
        if (!plain) {
            findings_.error("unsupported", term.span, "a calculation can't stand here",
                            "write the name of a column, or a constant");
            return std::nullopt;
        }
        arg = syntax_.terms.push(term);
    }
    return atom;
}

// Makes the relation known to the program of the table. False, and an error: there is none.
bool TableChecker::copy_relation(const Atom& atom) {
    const auto found = program_.find(atom.name);
    if (!found) {
        Catalog all(program_);
        report_unknown_relation(atom.name, atom.name_span, all, findings_);
        return false;
    }
    if (catalog_.find(atom.name)) return true;
    const Relation& relation = program_.relations[*found];
    Relation copy;
    copy.name = relation.name;
    copy.columns = relation.columns;
    copy.span = relation.span;
    catalog_.add(scratch_.relations.push(std::move(copy)));
    return true;
}

// ---- what it concludes ---------------------------------------------------------------------

void TableChecker::check_concluded(const Atom& atom) {
    if (check_concluded_columns(atom)) check_rule(&atom, {}, atom.args, atom.span);
}

// Each column of the relation is a column of the table, and each output is concluded.
bool TableChecker::check_concluded_columns(const Atom& atom) {
    std::unordered_set<std::string> named;
    bool whole = true;
    for (const TermId arg : atom.args) {
        const Term& term = syntax_.terms[arg];
        const auto* const variable = std::get_if<VariableTerm>(&term.node);
        if (variable != nullptr && find(variable->name) != nullptr) {
            named.insert(variable->name);
            continue;
        }
        whole = false;
        const std::string name = variable == nullptr ? std::string() : variable->name;
        findings_.error("unknown-column", term.span,
                        name.empty() ? "the name of an input or output is wanted here"
                                     : "the table has no input or output `" + name + "`",
                        findings_.suggestion(name, [&] {
                            std::vector<std::string> names;
                            for (const TableColumn& column : columns_) names.push_back(column.name);
                            return names;
                        }));
    }
    for (const TableColumn* output : outputs()) {
        if (named.contains(output->name)) continue;
        whole = false;
        findings_.error("unused-output", output->span,
                        "the output `" + output->name + "` is not concluded",
                        "name it in `concludes`");
    }
    return whole;
}

// ---- what inputs are read from -------------------------------------------------------------

void TableChecker::check_read(const TableColumn& input) {
    const Atom& atom = *input.read;
    bool binds = false;
    for (const TermId arg : atom.args) {
        if (std::holds_alternative<WildcardTerm>(syntax_.terms[arg].node)) continue;
        if (!reads_inputs_only(arg)) return;
        const auto* const variable = std::get_if<VariableTerm>(&syntax_.terms[arg].node);
        binds = binds || (variable != nullptr && variable->name == input.name);
    }
    if (!binds) {
        findings_.error(
            "unbound-variable", atom.span,
            "`" + input.name + "` is not read from `" + atom.name + "`",
            "name the column that holds it: `" + atom.name + "(..., " + input.name + ")`");
        return;
    }
    Formula formula;
    formula.span = atom.span;
    formula.node = AtomFormula{atom};
    const auto rule =
        check_rule(nullptr, {syntax_.formulas.push(std::move(formula))}, atom.args, atom.span);
    if (rule && !checked_.inputs.empty()) {
        const auto at = static_cast<std::size_t>(&input - columns_.data());
        checked_.inputs[at].read = read_of(*rule, atom.name);
    }
    const auto read = program_.find(atom.name);
    const auto concluded = concluded_ ? program_.find(concluded_->name) : std::nullopt;
    if (read && concluded && depends_on(*read, *concluded)) {
        findings_.error(
            "unstratified", atom.span,
            "`" + atom.name + "` depends on `" + concluded_->name + "`, which this table concludes",
            "read the input from a relation that does not depend on the table");
    }
}

bool TableChecker::depends_on(RelationId from, RelationId to) const {
    std::vector<std::vector<RelationId>> reads(program_.relations.size());
    for (const Rule& rule : program_.rules) {
        visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool) {
            reads[index_of(rule.head)].push_back(atom.relation);
        });
    }
    std::vector<char> reached(program_.relations.size(), 0);
    std::vector<RelationId> queue{from};
    reached[index_of(from)] = 1;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (const RelationId next : reads[index_of(queue[i])]) {
            if (!reached[index_of(next)]) queue.push_back(next);
            reached[index_of(next)] = 1;
        }
    }
    return reached[index_of(to)] != 0;
}

}  // namespace dictum
