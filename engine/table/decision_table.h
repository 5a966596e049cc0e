// A checked table, compiled: decisions one at a time or in a batch.
//
//   DecisionTable table(checked, values);
//   TableHit hit = table.hit(words);                 // which row, every input given as a word
//   table.hits(columns, count, hits);                // the same for columns of words
//   table.decide(arguments, decision);               // everything: missing inputs, intervals,
//                                                    // lists, sums, outcomes that are calculated
//
// Each input is mapped to a class, and the classes to the rows that can hold (matcher.h). A row is
// looked at cell by cell only where its cells mention other inputs or hold intervals as constants;
// and every row is, when an input is missing or its interval straddles a cell's bound: that path
// costs time in proportion to the rows.
//
// Reading is thread-safe where nothing is calculated; `decide` is not.
#pragma once

#include <optional>

#include "engine/table/cell_truth.h"
#include "engine/table/hit_policy.h"
#include "engine/table/input_index.h"
#include "engine/table/matcher.h"

namespace dictum {

// Which row decides, where one row does: of the hit policies first, priority, unique and any. Of
// the others: the first row that holds.
struct TableHit {
    enum class Kind : std::uint8_t {
        None,
        Row,
        Conflict,  // `row` and `other`
        Open,      // an interval or a calculation: ask decide()
    };
    Kind kind = Kind::None;
    std::uint32_t row = 0;
    std::uint32_t other = 0;
};

class DecisionTable {
  public:
    // `values` must outlive the table. Time and memory: a small factor above the table's text, and
    // the bounds of matcher.h.
    DecisionTable(CheckedTable table, Values& values);
    DecisionTable(const DecisionTable&) = delete;  // parts refer to each other
    DecisionTable& operator=(const DecisionTable&) = delete;

    const CheckedTable& table() const { return table_; }
    // Is the input's word asked for, by a cell or an outcome that calculates with it?
    bool needs_word(std::uint32_t input) const { return needs_word_[input] != 0; }

    TableArgument missing(std::uint32_t input) const;
    TableArgument argument(std::uint32_t input, Word word) const;
    // A quantity or a symbol that is not interned: for inputs that need no word.
    TableArgument argument(std::uint32_t input, const Interval& quantity) const;
    TableArgument argument(std::uint32_t input, std::string_view symbol) const;

    // One argument an input. Errors are those of calculations, with the row.
    Status decide(std::span<const TableArgument> arguments, Decision& decision);

    // The outcome of a row, where it is the same for every input.
    std::optional<Word> outcome(std::uint32_t row, std::uint32_t output) const {
        return outcomes_[row * table_.outputs.size() + output];
    }

    // Every input given. words[i]: of input i.
    TableHit hit(std::span<const Word> words) const;
    // columns[i][n]: of input i in decision n.
    void hits(std::span<const Word* const> columns, std::size_t count, TableHit* hits) const;

    std::size_t bytes() const;
    const Matcher& matcher() const { return *matcher_; }

  private:
    void make_inputs();
    void make_ranks();
    void note_words();
    MatchRows match_rows() const;
    std::vector<std::uint32_t> outcome_numbers() const;

    std::uint32_t row_at(std::uint32_t at) const { return is_ordered_ ? order_[at] : at; }
    TableHit hit_of(const std::uint32_t* classes, std::size_t stride) const;
    TableHit hit_in(Matcher::Leaf leaf, const std::uint32_t* classes, std::size_t stride) const;
    Status find_states(std::span<const TableArgument> arguments);
    Status leaf_states(std::span<const TableArgument> arguments);
    Status all_states(std::span<const TableArgument> arguments);
    Truth quick_truth(std::uint32_t at, std::span<const TableArgument> arguments) const;
    Result<Truth> row_truth(std::uint32_t row, std::span<const TableArgument> arguments);
    Result<Truth> truth(std::uint32_t row, std::uint32_t input,
                        std::span<const TableArgument> arguments);
    bool decided_by(std::size_t sure) const;
    Status blame(std::span<const TableArgument> arguments, Decision& decision);
    void blame_inputs(std::uint32_t row, std::uint32_t input,
                      std::span<const TableArgument> arguments, std::vector<char>& blamed) const;

    CheckedTable table_;
    Values* values_;
    std::vector<InputIndex> inputs_;
    std::vector<char> is_any_;                   // of each cell
    std::vector<CellSets> cells_;                // of each cell of the table
    std::vector<std::optional<Word>> outcomes_;  // of each row and output, where it is constant
    std::vector<std::uint32_t> ranks_;           // of each row, where outcomes are ranked
    std::vector<std::uint32_t> order_;           // rows in the order in which they are tried
    bool is_ordered_ = false;                    // it is not the rows' own
    std::vector<char> needs_word_;               // of each input
    std::optional<Matcher> matcher_;
    std::optional<VaryingTruth> varying_;
    std::optional<HitPolicyJudge> judge_;
    // Of the decision that is made.
    std::vector<RowState> states_;
    std::vector<std::uint32_t> classes_;
};

}  // namespace dictum
