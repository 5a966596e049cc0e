// The operators of one level of a body (of a rule, or of an aggregate) over batches of bindings.
//
//   delta reach(x, y), probe edge(y, z) on 0, check x != z
//   stage 0: the input    stage 1: rows of reach    stage 2: their edges, then the check
//
// An operator that may find several rows begins a stage; those that pass or discard a binding work
// on the batch of their stage in place. A stage fills its batch from the one before it, in order,
// and goes on where it stopped when the stages behind it are done: so matches come in the order of
// nested loops, and each loop runs over hundreds of bindings. (Boncz, Zukowski, Nes: MonetDB/X100,
// 2005.)
//
// A batch holds a column a slot. A stage copies from the one before what is still read later; with
// batches of one binding all stages share their columns, and nothing is copied.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/eval/aggregator.h"
#include "engine/eval/calculator.h"
#include "engine/eval/marked_lines.h"
#include "engine/eval/row_hash.h"
#include "engine/eval/state.h"
#include "engine/value/big_vector.h"
#include "engine/value/number_range.h"

namespace dictum {

class Pipeline;

// An aggregate of a plan: its value, and the pipeline of its body.
struct Aggregation {
    Aggregator value;
    std::unique_ptr<Pipeline> body;
};

// What the pipelines of one run share.
struct Run {
    Run(const Plan& run_plan, const Model::State& run_state, bool records)
        : plan(run_plan),
          state(run_state),
          record(records),
          calculator({run_state.values, run_state.limits.bytes_max}),
          words(run_plan.slots, 0),
          access(run_plan.operators.size()),
          row_of(run_plan.operators.size()) {}

    // Of an operator over a relation: which of its rows are visible.
    struct Access {
        const RelationState* relation = nullptr;
        const RowIndex* index = nullptr;  // null: no columns, or all of them
        RowId from{};
        RowId to{};

        bool sees_all() const {
            return index_of(from) == 0 && index_of(to) == relation->tuples.size();
        }
    };

    const Plan& plan;
    const Model::State& state;
    bool record;
    Calculator calculator;
    std::vector<Word> words;              // by slot: of one binding, for calculations
    std::vector<Access> access;           // by operator
    std::vector<RowId> row_of;            // by operator; kept with batches of one binding
    std::vector<Aggregation> aggregates;  // by ordinal
    std::optional<Error> error;

    bool fail(Error given);  // false
    bool step(std::size_t steps) { return state.meter.step(steps) || fail(state.meter.error()); }
};

class Pipeline {
  public:
    // Of the operators [begin, end). `capacity`: of a batch. Bindings that a caller reads behind
    // the last operator: the slots of `kept`.
    Pipeline(Run& run, std::size_t begin, std::size_t end, std::size_t capacity,
             std::span<const std::uint32_t> kept);

    // The slots that it reads and does not bind: words of the one binding that it starts from.
    std::span<const std::uint32_t> inputs() const { return inputs_; }
    void give(std::uint32_t slot, Word word) { *stages_.front().columns[slot] = word; }
    void start();
    // The next batch of matches, never an empty one. False: there is none, or run.error is set.
    bool next();

    // Of the present batch.
    std::size_t count() const { return stages_.back().count; }
    const Word* column(std::uint32_t slot) const { return stages_.back().columns[slot]; }
    // The words of an operand, one a match; null when a calculation failed. Valid until `scratch`
    // is used again.
    const Word* values(const Operand& operand, std::size_t scratch) {
        return values(operand, stages_.back(), scratch);
    }

  private:
    static constexpr std::size_t kNone = kNoPosition;

    // An operator in place, and the slots that are still read behind it.
    struct Filter {
        std::size_t position = 0;
        std::vector<std::uint32_t> kept;
        std::unique_ptr<MarkedLines> marked;  // of a look-up with a word that often stays
    };
    struct Stage {
        std::size_t generator = kNone;
        std::vector<MatchOperator::Bind> binds;  // those that are read
        std::vector<std::uint32_t> carried;      // slots copied from the stage before
        std::vector<std::uint32_t> kept;         // read behind the generator's checks
        std::vector<Filter> filters;
        std::vector<std::uint32_t> slots;  // that have a column here
        Word** columns = nullptr;          // by slot
        std::size_t count = 0;
        // Where the generator stands: the binding of the stage before, and among its rows.
        std::size_t parent = 0;
        std::vector<RowIndex::Rows> found;  // probe: by binding
        const std::uint32_t* at = nullptr;
        const std::uint32_t* end = nullptr;
        bool takes_values = false;  // of the index; no row is read
        std::uint32_t row = 0;      // scan
        bool counts = false;        // a range, and of each binding the numbers
        std::vector<NumberRange> ranges;
    };

    struct Uses;
    void lay_out(std::size_t begin, std::size_t end, const Uses& uses);
    void add_stage(std::size_t position, const Uses& uses);
    void bind_columns(const MatchOperator& match, std::size_t position, const Uses& uses);
    void add_filter(std::size_t position, std::size_t last, const Uses& uses);
    void hold(std::uint32_t slot);
    void allot();

    void enter(std::size_t index);
    bool fill(std::size_t index);
    void enter_range(Stage& stage, Stage& from);
    bool fill_range(Stage& stage, const Stage& from);
    NumberRange numbers(const RangeOperator& range, std::size_t binding) const;
    void carry(Stage& stage, const Stage& from);
    std::size_t scan(Stage& stage, const Stage& from);
    std::size_t probe(Stage& stage, const Stage& from);
    void take_rows(Stage& stage, const Stage& from);
    void check_rows(const MatchOperator& match, Stage& stage);
    bool apply(const Filter& filter, Stage& stage);
    std::unique_ptr<MarkedLines> marked_lines(std::size_t position) const;

    // Each passes or discards bindings of a stage's batch; false: the run failed.
    bool apply(const MatchOperator& match, const Filter& filter, Stage& stage);
    bool apply(const AntiJoinOperator& absence, const Filter& filter, Stage& stage);
    bool apply(const BindOperator& operation, const Filter& filter, Stage& stage);
    bool apply(const RangeOperator& range, const Filter& filter, Stage& stage);
    bool apply(const EqualOperator& test, const Filter& filter, Stage& stage);
    bool apply(const CompareOperator& test, const Filter& filter, Stage& stage);
    bool apply(const PredicateOperator& test, const Filter& filter, Stage& stage);
    bool apply(const AggregateOperator& aggregate, const Filter& filter, Stage& stage);
    bool apply(const AggregateEnd&, const Filter&, Stage&) { return true; }

    bool apply_exists(const MatchOperator& match, const Filter& filter, Stage& stage);
    RowId first_row(const MatchOperator& match, const Run::Access& access, RowIndex::Rows rows,
                    const Stage& stage, std::size_t binding, std::uint64_t& visited) const;
    bool compare_quantities(const CompareOperator& test, const Filter& filter, Stage& stage);
    bool aggregate_one(const AggregateOperator& aggregate, Stage& stage, std::size_t binding);
    bool add_matches(const AggregateOperator& aggregate, Aggregation& aggregation);
    // A calculation failed: there is no match, or the run has an error.
    bool discard_all(Stage& stage) {
        stage.count = 0;
        return !run_.error;
    }
    bool keys_of(std::span<const Operand> operands, Stage& stage);
    const Word* values(const Operand& operand, Stage& stage, std::size_t scratch);
    const Word* calculate(const Operand& operand, Stage& stage, Word* out);
    Word* scratch_column(std::size_t scratch);

    // Keeps the bindings for which `passes(i)`.
    template <class Passes>
    void select(const std::vector<std::uint32_t>& kept, Stage& stage, Passes passes) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < stage.count; ++i) {
            chosen_[count] = static_cast<std::uint32_t>(i);
            count += passes(i) ? 1U : 0U;
        }
        compact(kept, stage, count);
    }
    void compact(const std::vector<std::uint32_t>& kept, Stage& stage, std::size_t count);

    Run& run_;
    std::size_t capacity_;
    std::vector<std::uint32_t> inputs_;
    std::vector<std::uint32_t> held_;  // while it is laid out: slots that are bound and still read
    std::vector<Stage> stages_;
    bool started_ = false;

    BigVector<Word> words_;                    // what the columns stand in
    std::vector<std::vector<Word*>> columns_;  // of each stage, or of all when they share them
    std::vector<std::vector<Word>> scratch_;
    std::vector<const Word*> keys_;
    std::vector<char> passes_;
    std::vector<std::uint32_t> chosen_;
    std::vector<std::uint32_t> parents_;  // of the rows that a generator finds
    std::vector<std::uint32_t> rows_;
};

}  // namespace dictum
