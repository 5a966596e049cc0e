// Runs a plan: enumerates the matches of a body, in batches.
//
//   Executor run(plan, state, false);
//   run.start({});
//   while (run.next() == Executor::Outcome::Match) run.project(columns);
//
// Rows may be appended to the relations that it reads while it runs; it sees those that were
// visible when it was started.
#pragma once

#include <span>
#include <vector>

#include "engine/eval/pipeline.h"

namespace dictum {

class Executor {
  public:
    enum class Outcome : std::uint8_t { Match, Done, Failed };

    // `record`: one match at a time, and what it rests on. Plan and state must outlive the
    // executor, and the relations of the plan must not be emptied meanwhile.
    Executor(const Plan& plan, const Model::State& state, bool record);

    // `inputs`: the head's words, where the plan takes them.
    void start(std::span<const Word> inputs);
    Outcome next();
    const Error& error() const { return *run_.error; }

    // Of the matches that were found.
    std::size_t count() const { return body_->count(); }
    // The head's words, a column each; valid until the next call of anything here. False: a
    // calculation failed.
    bool project(std::vector<const Word*>& columns);

    // Of the one match, when recording.
    Word slot(std::uint32_t index) const { return *body_->column(index); }
    RowId row(std::size_t position) const { return run_.row_of[position]; }
    // The words that the operator's columns were compared with.
    bool keys_of(std::span<const Operand> operands, std::vector<Word>& keys);
    const Aggregator& aggregate(std::uint32_t ordinal) const {
        return run_.aggregates[ordinal].value;
    }

    const RangePart* widened() const { return run_.calculator.widened(); }

  private:
    std::size_t see_rows();
    void lay_out(std::size_t capacity);
    Aggregator aggregator(const AggregateOperator& aggregate) const;

    Run run_;
    std::size_t capacity_ = 0;
    std::unique_ptr<Pipeline> body_;
};

}  // namespace dictum
