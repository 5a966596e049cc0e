// Decisions as text: a JSON object, or cells for CSV and tables.
//
//   {"input": 3, "status": "decided", "outcome": {"limit": 500}, "rows": ["limits/2"]}
//   {"input": 4, "status": "unknown", "missing": ["amount"]}
//
// Hit policies that list have "outcomes", a list, as conflicts have. What was read from the
// knowledge stands under "read"; with `why` the citations of the rows under "citations".
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "ask/wording.h"
#include "engine/table/decision_table.h"

namespace dictum {

// A decision with what it was made from.
struct InputDecision {
    std::uint64_t number = 0;  // of the input, from 1
    Decision decision;
    std::vector<TableArgument> arguments;
    std::vector<std::uint32_t> read;      // inputs that the knowledge gave
    std::vector<std::uint32_t> disputed;  // inputs for which it has several values
};

std::string_view to_string(DecisionStatus status);

// The names of DecisionText::cells.
std::vector<std::string> decision_header(const CheckedTable& table, bool why);

class DecisionText {
  public:
    // All must outlive this; `context.values` are those of the table.
    DecisionText(const DecisionTable& table, const TableDeclaration& declaration,
                 const WordingContext& context, std::string language, bool why);

    // One line without its end.
    void append_json(const InputDecision& decided, std::string& out);

    // `exact`: ids and figures for machines; otherwise words.
    std::vector<std::string> cells(const InputDecision& decided, bool exact);

  private:
    ShownValue shown(std::size_t output, Word word) const;
    std::string outcome_json(const std::vector<Word>& words) const;
    std::string row_json(std::uint32_t row, const std::vector<Word>& words);
    std::string citations_json(const std::vector<std::uint32_t>& rows) const;
    std::string citations_text(const std::vector<std::uint32_t>& rows) const;
    void names(std::string_view key, const std::vector<std::uint32_t>& inputs,
               std::string& out) const;
    void append_read(const InputDecision& decided, std::string& out) const;
    void append_outcomes(const Decision& decision, std::string& out);
    std::string row_id(std::uint32_t row) const;
    bool lists() const;

    const DecisionTable& table_;
    const TableDeclaration& declaration_;
    WordingContext context_;
    std::string language_;
    bool why_;
    std::vector<std::string> input_names_;   // as JSON texts
    std::vector<std::string> row_outcomes_;  // of rows whose outcome is constant, once made
    std::vector<char> is_constant_;          // of each row
    std::vector<Column> outputs_;            // as decided: a count is a number
};

}  // namespace dictum
