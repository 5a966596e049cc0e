// The work of lower_table: the cases, the rows, the policy, the conclusions, in this order.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "engine/table/conditions.h"
#include "engine/table/lower_table.h"
#include "engine/table/rule_builder.h"

namespace dictum {

class TableLowering {
  public:
    // All must outlive this.
    TableLowering(const TableText& table, std::span<const RowGrounds> grounds,
                  Vocabulary& vocabulary, std::vector<std::string>& entities,
                  SyntaxProgram& program, Diagnostics& diagnostics);

    std::optional<TableRules> run();

  private:
    // In which form a column's cells are kept: cells of one form differ in their values only.
    struct Form {
        enum class Kind : std::uint8_t {
            Any,     // no test
            OneOf,   // (row, value): equal to one of them
            NoneOf,  // (row, value): equal to none of them
            Tests,   // (row, value, ...): these comparisons, with one value each
            Own,     // (case, row): a clause for each alternative of the cell
        };
        Kind kind = Kind::Any;
        std::vector<CompareOp> ops;  // Tests
        std::string relation;
    };
    using FormIndex = std::uint32_t;
    using Key = std::vector<TermId>;  // the arguments of a case

    struct RowParts {
        std::vector<FormIndex> forms;        // by input
        std::vector<Condition> conditions;   // by input
        std::vector<TermId> outcomes;        // by output
        bool calculated = false;             // an outcome mentions inputs
        std::vector<char> tested;            // by input: its cell is no `-`
        std::vector<char> needed;            // by input: its value must be known
        std::vector<char> outcome_needs;     // by input
        std::size_t signature = 0;
    };

    // What is to be decided (lower_cases.cpp).
    bool declare();
    bool check_key();
    void make_cases();
    std::string make_bases();
    std::string entities_of(const std::string& type);
    std::string make_read(std::size_t input, const std::string& before);
    std::vector<TermId> read_args(const HeadInput& input, bool without_value);
    TermId stand_in(const std::string& type, InputKind kind);

    // Which rows hold (lower_rows.cpp).
    bool read_rows();
    bool read_row(std::size_t row);
    void note_needs(RowParts& parts);
    void mention(TermId root, std::vector<char>& inputs) const;
    FormIndex form_of(std::size_t input, const Condition& condition);
    Form shape_of(std::size_t input, const Condition& condition) const;
    void keep_cell(std::size_t row, std::size_t input);
    void keep_own(std::size_t row, std::size_t input);
    std::vector<FormulaId> own_alternative(std::size_t row, std::size_t input,
                                           const ConditionAlternative& alternative,
                                           const Key& whole, bool possible);
    void make_rows();
    void make_holds();
    void make_may();
    void make_doubtful();
    void make_unsure(std::size_t input);
    std::vector<FormulaId> cell(std::size_t input, FormIndex form, const Key& key, bool possible);
    std::vector<FormulaId> test(std::size_t input, CompareOp op, TermId term, bool possible);

    // Which of them decide, and what they conclude (lower_policy.cpp).
    void make_outcomes();
    void make_policy();
    void make_open();
    void make_first();
    void make_priority();
    void make_conclusions();
    void make_conclusion(std::size_t row, bool collects);
    void make_collected();
    void make_collected_open(TermId collected);
    void forget_unneeded(Key& whole, const std::vector<char>& needed);
    TermId concluded_arg(TermId arg, const RowParts& parts) const;
    FormulaId no_outcome(const Key& row);
    std::optional<TermId> priority(const Fragment& text);

    // Helpers.
    std::string named(const std::string& part) const { return "@" + table_.id + "/" + part; }
    bool can_doubt(const HeadInput& input) const {
        return input.source == InputSource::Read || input.kind == InputKind::Quantity;
    }
    Key key(const std::vector<char>& known = {});
    Key key_without(std::size_t unread);
    Key with(Key key, std::initializer_list<TermId> more) const {
        key.insert(key.end(), more);
        return key;
    }
    Key with(Key key, const std::vector<TermId>& more) const {
        key.insert(key.end(), more.begin(), more.end());
        return key;
    }
    TermId input_variable(std::size_t input) { return build_.variable(head_.inputs[input].name); }
    TermId row_variable() { return build_.variable("#row"); }
    TermId known_flag(std::size_t input);
    Key outcome_variables(const std::string& prefix);
    void relation(const std::string& name, bool of_case, bool of_row, bool of_outcome);
    RelationDecl* concluded_relation();

    const TableText& table_;
    std::span<const RowGrounds> grounds_;
    Vocabulary& vocabulary_;
    std::vector<std::string>& entities_;
    SyntaxProgram& program_;
    Diagnostics& diagnostics_;
    RuleBuilder build_;
    TableHead head_;
    TableRules rules_;
    // Inputs in the order of a case's columns; those that are read have a flag behind them.
    std::vector<std::size_t> order_;
    std::vector<RelationDecl::ColumnDecl> case_columns_;
    std::string cases_;
    std::string winners_;  // (case, row): rows that conclude
    bool doubts_ = false;  // some input can be unknown, or straddle
    std::vector<RowParts> rows_;
    std::vector<std::vector<Form>> forms_;  // by input; the first is Any
    std::vector<std::map<std::vector<int>, FormIndex>> form_index_;
    std::map<std::vector<FormIndex>, std::size_t> signature_index_;
    std::vector<std::vector<FormIndex>> signatures_;
};

}  // namespace dictum
