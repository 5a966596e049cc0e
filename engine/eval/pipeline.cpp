// How a pipeline is laid out, and its loop. What the operators do stands in match_operator.cpp,
// test_operators.cpp and aggregate_operator.cpp.
#include "engine/eval/pipeline.h"

#include <algorithm>

namespace dictum {
namespace {

// Batches that would need more words than this, or more looks at slots, hold one binding.
constexpr std::size_t kWordsMax = std::size_t{1} << 22;
constexpr std::size_t kLooksMax = std::size_t{1} << 20;

// Which slots an operator reads and binds.
class SlotReader {
  public:
    SlotReader(const Plan& plan, std::vector<std::uint32_t>& reads,
               std::vector<std::uint32_t>& binds)
        : plan_(plan), reads_(reads), binds_(binds) {}

    void operator()(const MatchOperator& match) {
        for (const Operand& key : match.keys) read(key);
        for (const MatchOperator::Bind& bound : match.binds) binds_.push_back(bound.slot);
        for (const MatchOperator::Check& check : match.checks) read(check.equals);
    }
    void operator()(const AntiJoinOperator& absence) {
        for (const Operand& key : absence.keys) read(key);
    }
    void operator()(const BindOperator& operation) {
        read(operation.value);
        binds_.push_back(operation.slot);
    }
    void operator()(const RangeOperator& range) {
        for (const Operand& arg : range.args) read(arg);
        (range.check ? reads_ : binds_).push_back(range.slot);
    }
    void operator()(const EqualOperator& test) {
        read(test.lhs);
        read(test.rhs);
    }
    void operator()(const CompareOperator& test) {
        read(test.lhs);
        read(test.rhs);
        if (test.difference) read(*test.difference);
    }
    void operator()(const PredicateOperator& test) {
        for (const Operand& arg : test.args) read(arg);
    }
    void operator()(const AggregateOperator& aggregate) {
        (aggregate.check ? reads_ : binds_).push_back(aggregate.slot);
    }
    void operator()(const AggregateEnd& end) {
        const auto& aggregate = std::get<AggregateOperator>(plan_.operators[end.begin].node);
        if (aggregate.target) read(*aggregate.target);
    }

    void read(const Operand& operand) {
        if (operand.kind == Operand::Kind::Slot) reads_.push_back(operand.index);
        if (operand.kind != Operand::Kind::Calculation) return;
        for (const CalculationStep& step : plan_.calculations[operand.index].steps) {
            if (step.kind == CalculationStep::Kind::Slot) reads_.push_back(step.index);
        }
    }

  private:
    const Plan& plan_;
    std::vector<std::uint32_t>& reads_;
    std::vector<std::uint32_t>& binds_;
};

}  // namespace

bool Run::fail(Error given) {
    // When derivations are looked for, the evaluation has passed without an error of a value; a
    // binding that meets one here, in another order of literals, is none that it completed.
    if (!record || given.code != ErrorCode::InvalidInput || state.meter.stopped()) {
        error = std::move(given);
    }
    return false;
}

// By slot, the last position that reads it.
struct Pipeline::Uses {
    static constexpr std::size_t kNever = 0;
    static constexpr std::size_t kBehindAll = kNoPosition;

    std::vector<std::size_t> last;  // one more than the position
    bool behind(std::uint32_t slot, std::size_t position) const {
        return last[slot] > position + 1;
    }
    bool from(std::uint32_t slot, std::size_t position) const { return last[slot] > position; }
};

// ---- layout --------------------------------------------------------------------------------

Pipeline::Pipeline(Run& run, std::size_t begin, std::size_t end, std::size_t capacity,
                   std::span<const std::uint32_t> kept)
    : run_(run), capacity_(capacity) {
    const std::size_t slots = run.plan.slots;
    if ((end - begin) * slots > kLooksMax) capacity_ = 1;
    Uses uses{std::vector<std::size_t>(slots, Uses::kNever)};
    std::vector<char> binds_it(slots, 0);
    std::vector<std::uint32_t> reads;
    std::vector<std::uint32_t> binds;
    for (std::size_t at = begin; at < end; ++at) {
        reads.clear();
        binds.clear();
        std::visit(SlotReader(run.plan, reads, binds), run.plan.operators[at].node);
        for (const std::uint32_t slot : reads) uses.last[slot] = at + 1;
        for (const std::uint32_t slot : binds) binds_it[slot] = 1;
    }
    for (const std::uint32_t slot : kept) uses.last[slot] = Uses::kBehindAll;
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
        if (uses.last[slot] != Uses::kNever && !binds_it[slot]) inputs_.push_back(slot);
    }
    lay_out(begin, end, uses);
    allot();
}

void Pipeline::lay_out(std::size_t begin, std::size_t end, const Uses& uses) {
    stages_.emplace_back();
    for (const std::uint32_t slot : inputs_) hold(slot);
    for (std::size_t at = begin; at < end; ++at) {
        const auto& node = run_.plan.operators[at].node;
        const auto* const match = std::get_if<MatchOperator>(&node);
        if (match && !match->exists &&
            match->columns.size() != run_.access[at].relation->tuples.arity()) {
            add_stage(at, uses);
            continue;
        }
        if (const auto* range = std::get_if<RangeOperator>(&node); range && !range->check) {
            add_stage(at, uses);
            continue;
        }
        const auto* const aggregate = std::get_if<AggregateOperator>(&node);
        const std::size_t last = aggregate ? aggregate->end : at;
        add_filter(at, last, uses);
        at = last;
    }
}

void Pipeline::add_stage(std::size_t position, const Uses& uses) {
    Stage stage;
    stage.generator = position;
    std::erase_if(held_, [&](std::uint32_t slot) { return !uses.from(slot, position); });
    stage.carried = held_;
    stage.slots = held_;
    stages_.push_back(std::move(stage));
    const auto& node = run_.plan.operators[position].node;
    if (const auto* range = std::get_if<RangeOperator>(&node)) {
        stages_.back().counts = true;
        hold(range->slot);
    } else {
        bind_columns(std::get<MatchOperator>(node), position, uses);
    }
    for (const std::uint32_t slot : held_) {
        if (uses.behind(slot, position)) stages_.back().kept.push_back(slot);
    }
}

void Pipeline::bind_columns(const MatchOperator& match, std::size_t position, const Uses& uses) {
    for (const MatchOperator::Bind& bound : match.binds) {
        const bool is_checked = std::ranges::any_of(match.checks, [&](const auto& check) {
            return check.equals.kind == Operand::Kind::Slot && check.equals.index == bound.slot;
        });
        if (capacity_ > 1 && !is_checked && !uses.behind(bound.slot, position)) continue;
        stages_.back().binds.push_back(bound);
        hold(bound.slot);
    }
}

void Pipeline::add_filter(std::size_t position, std::size_t last, const Uses& uses) {
    std::vector<std::uint32_t> reads;
    std::vector<std::uint32_t> binds;
    std::visit(SlotReader(run_.plan, reads, binds), run_.plan.operators[position].node);
    for (const std::uint32_t slot : binds) hold(slot);
    Filter filter;
    filter.position = position;
    for (const std::uint32_t slot : held_) {
        if (uses.behind(slot, last)) filter.kept.push_back(slot);
    }
    filter.marked = marked_lines(position);
    stages_.back().filters.push_back(std::move(filter));
}

// For the look-up of a row in a complete relation, of which one word comes from an earlier stage
// and the other from this one.
std::unique_ptr<MarkedLines> Pipeline::marked_lines(std::size_t position) const {
    const auto* const match = std::get_if<MatchOperator>(&run_.plan.operators[position].node);
    const bool is_pair = match && !match->exists && match->keys.size() == 2;
    if (!is_pair || capacity_ == 1 || !run_.state.is_complete(match->relation)) return nullptr;
    const std::vector<MatchOperator::Bind>& binds = stages_.back().binds;
    const auto is_bound_here = [&](const Operand& key) {
        return key.kind == Operand::Kind::Slot &&
               std::ranges::find(binds, key.index, &MatchOperator::Bind::slot) != binds.end();
    };
    const bool first = is_bound_here(match->keys[0]);
    if (first == is_bound_here(match->keys[1])) return nullptr;
    return std::make_unique<MarkedLines>(first ? 1 : 0);
}

void Pipeline::hold(std::uint32_t slot) {
    if (capacity_ == 1) return;
    held_.push_back(slot);
    stages_.back().slots.push_back(slot);
}

// Gives every stage its columns.
void Pipeline::allot() {
    const std::size_t slots = run_.plan.slots;
    std::size_t columns = 0;
    for (const Stage& stage : stages_) columns += stage.slots.size();
    if (columns * capacity_ > kWordsMax) capacity_ = 1;
    const bool is_shared = capacity_ == 1;
    words_.assign(is_shared ? slots : columns * capacity_, 0);
    columns_.assign(is_shared ? 1 : stages_.size(), std::vector<Word*>(slots, nullptr));
    Word* next = words_.data();
    for (std::size_t slot = 0; is_shared && slot < slots; ++slot) columns_[0][slot] = next++;
    for (std::size_t i = 0; i < stages_.size(); ++i) {
        stages_[i].columns = columns_[is_shared ? 0 : i].data();
        if (is_shared) continue;
        for (const std::uint32_t slot : stages_[i].slots) {
            stages_[i].columns[slot] = next;
            next += capacity_;
        }
    }
    chosen_.resize(capacity_);
    parents_.resize(capacity_);
    rows_.resize(capacity_);
}

// ---- the loop ------------------------------------------------------------------------------

void Pipeline::start() { started_ = false; }

bool Pipeline::next() {
    std::size_t at = stages_.size() - 1;
    if (!started_) {
        started_ = true;
        at = 0;
        stages_.front().count = 1;
    } else if (at == 0) {
        return false;
    }
    for (bool entered = at == 0;;) {
        Stage& stage = stages_[at];
        if (!entered && !fill(at)) {
            if (run_.error || at == 1) return false;
            --at;
            continue;
        }
        entered = false;
        for (const Filter& filter : stage.filters) {
            if (!apply(filter, stage)) return false;
            if (stage.count == 0) break;
        }
        if (stage.count > 0 && at + 1 == stages_.size()) return true;
        if (stage.count > 0) {
            ++at;
            enter(at);
        } else if (at == 0) {
            return false;
        }
    }
}

bool Pipeline::apply(const Filter& filter, Stage& stage) {
    if (!run_.step(stage.count)) return false;
    return std::visit([&](const auto& operation) { return apply(operation, filter, stage); },
                      run_.plan.operators[filter.position].node);
}

void Pipeline::compact(const std::vector<std::uint32_t>& kept, Stage& stage, std::size_t count) {
    if (count == stage.count) return;
    stage.count = count;
    for (const std::uint32_t slot : kept) {
        Word* const column = stage.columns[slot];
        for (std::size_t i = 0; i < count; ++i) column[i] = column[chosen_[i]];
    }
}

// ---- operands ------------------------------------------------------------------------------

Word* Pipeline::scratch_column(std::size_t scratch) {
    if (scratch_.size() <= scratch) scratch_.resize(scratch + 1);
    scratch_[scratch].resize(capacity_);
    return scratch_[scratch].data();
}

const Word* Pipeline::values(const Operand& operand, Stage& stage, std::size_t scratch) {
    if (operand.kind == Operand::Kind::Slot) return stage.columns[operand.index];
    Word* const out = scratch_column(scratch);
    if (operand.kind == Operand::Kind::Calculation) return calculate(operand, stage, out);
    std::fill_n(out, stage.count, operand.constant);
    return out;
}

const Word* Pipeline::calculate(const Operand& operand, Stage& stage, Word* out) {
    const Calculation& calculation = run_.plan.calculations[operand.index];
    for (std::size_t i = 0; i < stage.count; ++i) {
        for (const CalculationStep& step : calculation.steps) {
            if (step.kind != CalculationStep::Kind::Slot) continue;
            run_.words[step.index] = stage.columns[step.index][i];
        }
        Result<Word> result = run_.calculator.run(calculation, run_.words);
        if (!result) {
            run_.fail(std::move(result.error()));
            return nullptr;
        }
        out[i] = *result;
    }
    return out;
}

// The words of several operands; false: a calculation failed.
bool Pipeline::keys_of(std::span<const Operand> operands, Stage& stage) {
    keys_.resize(operands.size());
    for (std::size_t i = 0; i < operands.size(); ++i) {
        keys_[i] = values(operands[i], stage, i);
        if (keys_[i] == nullptr) return false;
    }
    return true;
}

}  // namespace dictum
