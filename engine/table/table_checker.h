// Checks the parts of a table as rules.
//
//   inputs = ["segment: buyer_segment"], outputs = ["origin: origin"]
//   when '"government"'      t.when.segment(segment), segment = "government"
//   then '"domestic"'        t.then.origin("domestic") :- true
//
// Every column of the table becomes a relation of one column in a program made for the purpose, so
// that types, units, entities and functors are checked, and reported, as they are in rules. A cell
// mentions only the columns that it needs, so the whole is linear in the table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/check/clauses.h"
#include "engine/table/checked_table.h"
#include "engine/table/conditions.h"

namespace dictum {

struct TableColumn {
    std::string name;
    Span span;
    bool is_input = false;
    bool typed = false;        // its type has no mistake
    RelationId relation{};     // what it is in the program made for the table
    std::optional<Atom> read;  // the relation that an input is read from
};

class TableChecker {
  public:
    // All must outlive this.
    TableChecker(const TableText& table, const CheckedProgram& program, Vocabulary& vocabulary,
                 Values& values, Diagnostics& diagnostics);

    // True when nothing was wrong.
    bool run();
    // What was checked; requires that nothing was wrong.
    CheckedTable take() { return std::move(checked_); }

  private:
    // The table's head (table_columns.cpp).
    void read_columns();
    void read_column(const Fragment& text, bool is_input);
    std::optional<Atom> read_atom(const Fragment& text, std::string_view example);
    bool copy_relation(const Atom& atom);
    void check_concluded(const Atom& atom);
    bool check_concluded_columns(const Atom& atom);
    void check_read(const TableColumn& input);
    bool depends_on(RelationId from, RelationId to) const;

    void describe_columns();

    // Its rows (table_rows.cpp).
    void check_rows();
    bool check_counts(const TableRowText& row);
    std::uint32_t check_condition(const TableColumn& input, const Fragment& cell);
    TableCell check_cell(const TableColumn& input, const Fragment& cell);
    std::optional<TableTest> check_test(const TableColumn& input, const CellTest& test);
    std::uint32_t check_outcome(const TableColumn& output, const Fragment& cell);
    std::optional<TableTerm> outcome_of(const TableColumn& output, const Fragment& cell);
    void check_repeated(const TableRowText& row);

    // What its hit policy asks for (table_policy.cpp).
    void check_policy();
    void check_priorities();
    std::optional<Word> priority(const Fragment& text);
    void check_collect();

    // Cells as rules.
    bool reads_inputs_only(TermId root);
    bool reads_input(const Term& term);
    std::optional<Rule> check_rule(const Atom* head, std::vector<FormulaId> body,
                                   std::span<const TermId> terms, Span span);
    FormulaId column_formula(const TableColumn& column, Span span);
    std::optional<TableTerm> value_of(const TableColumn& output, TermId term);
    std::optional<TableTerm> term_of(const Rule& rule, ExprId expr);
    TableRead read_of(const Rule& rule, const std::string& relation) const;
    void give_slots(const Rule& rule, Calculation& calculation) const;
    const TableColumn* find(const std::string& name) const;
    template <class Visit>
    void visit_terms(TermId root, Visit visit) const;
    std::vector<const TableColumn*> inputs() const;
    std::vector<const TableColumn*> outputs() const;

    const TableText& table_;
    const CheckedProgram& program_;
    Vocabulary& vocabulary_;
    Values& values_;
    Diagnostics& diagnostics_;
    Findings findings_;
    SyntaxProgram syntax_;    // the terms and formulas of the cells
    CheckedProgram scratch_;  // a relation for each column, and copies of those that are mentioned
    Catalog catalog_;         // of the scratch program
    std::vector<TableColumn> columns_;  // inputs, then outputs
    std::unordered_map<std::string, std::size_t> by_name_;
    std::optional<Atom> concluded_;
    std::optional<TypeRules> types_;
    std::optional<Constants> constants_;
    struct Outcome {
        std::optional<Word> value;  // nothing: it is calculated
        Span span;
    };
    std::vector<Outcome> outcomes_;  // of a table with one output
    // Cells and outcomes that were fine, by column and text.
    std::unordered_map<std::string, std::uint32_t> known_cells_;
    std::unordered_map<std::string, std::uint32_t> known_outcomes_;
    CheckedTable checked_;
    std::unordered_map<std::string, Span> seen_;  // conditions of rows
};

template <class Visit>
void TableChecker::visit_terms(TermId root, Visit visit) const {
    std::vector<TermId> pending{root};
    while (!pending.empty()) {
        const Term& term = syntax_.terms[pending.back()];
        pending.pop_back();
        visit(term);
        if (const auto* unary = std::get_if<UnaryTerm>(&term.node)) {
            pending.push_back(unary->arg);
        } else if (const auto* binary = std::get_if<BinaryTerm>(&term.node)) {
            pending.push_back(binary->rhs);
            pending.push_back(binary->lhs);
        } else if (const auto* call = std::get_if<CallTerm>(&term.node)) {
            pending.insert(pending.end(), call->args.rbegin(), call->args.rend());
        }
    }
}

}  // namespace dictum
