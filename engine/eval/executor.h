// Runs a plan: enumerates the matches of a body, one at a time.
//
//   Executor run(plan, state, false);
//   run.start({});
//   while (run.next() == Executor::Outcome::Match) run.project(tuple);
//
// A machine of one position and no recursion: an operator is entered from the front, or resumed
// from behind when a later one found nothing (more). Rows may be appended to the relations that it
// reads while it runs; it sees those that were visible when the operator was entered.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/eval/aggregator.h"
#include "engine/eval/calculator.h"
#include "engine/eval/state.h"

namespace dictum {

class Executor {
  public:
    enum class Outcome : std::uint8_t { Match, Done, Failed };

    // `record`: keep what aggregates rest on. Plan and state must outlive the executor, and the
    // relations of the plan must not be emptied meanwhile.
    Executor(const Plan& plan, const Model::State& state, bool record);

    // `inputs`: the head's words, where the plan takes them.
    void start(std::span<const Word> inputs);
    Outcome next();
    const Error& error() const { return *error_; }

    // After a match.
    bool project(std::vector<Word>& tuple);  // false: a calculation failed
    Word slot(std::uint32_t index) const { return slots_[index]; }
    RowId row(std::size_t position) const { return cursors_[position].row; }
    // The words that the operator's columns were compared with.
    bool keys_of(std::span<const Operand> operands, std::vector<Word>& keys);
    const Aggregator& aggregate(std::uint32_t ordinal) const { return aggregates_[ordinal]; }

    const RangePart* widened() const { return calculator_.widened(); }

  private:
    // Of an operator over a relation.
    struct Cursor {
        const RelationState* relation = nullptr;
        Tuples::Access access{};
        RowId row{};
        RowId to{};
    };

    bool enter(std::size_t at);
    bool resume(std::size_t at);

    // True: the operator passes.
    bool enter(const MatchOperator& match, Cursor& cursor);
    bool enter(const AntiJoinOperator& absence, Cursor& cursor);
    bool enter(const BindOperator& operation, Cursor&);
    bool enter(const EqualOperator& test, Cursor&);
    bool enter(const CompareOperator& test, Cursor&);
    bool enter(const PredicateOperator& test, Cursor&);
    bool enter(const AggregateOperator& aggregate, Cursor&);
    bool enter(const AggregateEnd& end, Cursor&);
    bool next_match(const MatchOperator& match, Cursor& cursor, RowId row);
    bool take_row(const MatchOperator& match, std::span<const Word> row);
    bool compare_quantities(const CompareOperator& test);
    bool finish(const AggregateOperator& aggregate);
    void add_aggregate(const AggregateOperator& aggregate);

    // False: the calculation failed, and the run with it.
    bool load(const Operand& operand, Word& word) {
        if (operand.kind == Operand::Kind::Slot) {
            word = slots_[operand.index];
            return true;
        }
        if (operand.kind == Operand::Kind::Constant) {
            word = operand.constant;
            return true;
        }
        return calculate(operand, word);
    }
    bool calculate(const Operand& operand, Word& word);
    bool fail(Error error);
    bool step();

    const Plan& plan_;
    const Model::State& state_;
    bool record_;
    Calculator calculator_;
    std::vector<Word> slots_;
    std::vector<Cursor> cursors_;         // by operator
    std::vector<Aggregator> aggregates_;  // by ordinal
    std::vector<Word> key_;
    std::vector<RowId> rows_;
    std::optional<Error> error_;
    bool started_ = false;
};

}  // namespace dictum
