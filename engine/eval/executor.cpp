#include "engine/eval/executor.h"

#include <algorithm>
#include <bit>

namespace dictum {
namespace {

constexpr std::size_t kBatchMin = 8;

std::vector<std::uint32_t> slots_of(const Plan& plan, std::span<const Operand> operands) {
    std::vector<std::uint32_t> slots;
    for (const Operand& operand : operands) {
        if (operand.kind == Operand::Kind::Slot) slots.push_back(operand.index);
        if (operand.kind != Operand::Kind::Calculation) continue;
        for (const CalculationStep& step : plan.calculations[operand.index].steps) {
            if (step.kind == CalculationStep::Kind::Slot) slots.push_back(step.index);
        }
    }
    return slots;
}

}  // namespace

Executor::Executor(const Plan& plan, const Model::State& state, bool record)
    : run_(plan, state, record) {
    for (std::size_t i = 0; i < plan.operators.size(); ++i) {
        const auto& node = plan.operators[i].node;
        if (const auto* match = std::get_if<MatchOperator>(&node)) {
            run_.access[i].relation = &state.relations[match->relation];
        } else if (const auto* absence = std::get_if<AntiJoinOperator>(&node)) {
            run_.access[i].relation = &state.relations[absence->relation];
        }
    }
}

void Executor::start(std::span<const Word> inputs) {
    const std::size_t rows = see_rows();
    const std::size_t wanted = run_.record ? 1 : std::clamp(std::bit_ceil(rows), kBatchMin, kBatch);
    if (wanted > capacity_) lay_out(wanted);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        body_->give(run_.plan.inputs[i], inputs[i]);
    }
    body_->start();
}

// Which rows each operator sees; returns how many the one that sees most does.
std::size_t Executor::see_rows() {
    std::size_t most = 1;
    for (std::size_t i = 0; i < run_.access.size(); ++i) {
        Run::Access& access = run_.access[i];
        if (access.relation == nullptr) continue;
        const auto& node = run_.plan.operators[i].node;
        const RelationState& relation = *access.relation;
        access.to = relation.delta_end;
        std::span<const std::uint32_t> columns;
        if (const auto* match = std::get_if<MatchOperator>(&node)) {
            if (match->version == Version::Delta) access.from = relation.delta_begin;
            if (match->version == Version::Old) access.to = relation.delta_begin;
            columns = match->columns;
        } else {
            columns = std::get<AntiJoinOperator>(node).columns;
        }
        const bool is_probe = !columns.empty() && columns.size() < relation.tuples.arity();
        if (is_probe) access.index = &relation.tuples.index_on(columns, access.to);
        most = std::max(most, index_of(access.to) - index_of(access.from));
    }
    return most;
}

// The pipelines of the body and of its aggregates.
void Executor::lay_out(std::size_t capacity) {
    capacity_ = capacity;
    const Plan& plan = run_.plan;
    run_.aggregates.clear();
    run_.aggregates.reserve(plan.aggregates);
    for (const Operator& operation : plan.operators) {
        const auto* aggregate = std::get_if<AggregateOperator>(&operation.node);
        if (aggregate) run_.aggregates.push_back({aggregator(*aggregate), nullptr});
    }
    for (const Operator& operation : plan.operators) {
        const auto* aggregate = std::get_if<AggregateOperator>(&operation.node);
        if (!aggregate) continue;
        const std::size_t begin = std::get<AggregateEnd>(plan.operators[aggregate->end].node).begin;
        Aggregation& aggregation = run_.aggregates[aggregate->ordinal];
        const std::vector<std::uint32_t> kept =
            aggregate->target ? slots_of(plan, std::span(&*aggregate->target, 1))
                              : std::vector<std::uint32_t>();
        aggregation.body = std::make_unique<Pipeline>(
            run_, begin + 1, aggregate->end, aggregation.value.wants_rows() ? 1 : capacity, kept);
    }
    std::vector<std::uint32_t> kept = slots_of(plan, plan.head);
    kept.insert(kept.end(), plan.inputs.begin(), plan.inputs.end());
    body_ = std::make_unique<Pipeline>(run_, 0, plan.operators.size(), capacity, kept);
}

Aggregator Executor::aggregator(const AggregateOperator& aggregate) const {
    std::vector<Aggregator::Source> sources;
    for (const std::size_t position : aggregate.matches) {
        const auto& match = std::get<MatchOperator>(run_.plan.operators[position].node);
        const Disputes& disputes = run_.state.relations[match.relation].disputes;
        sources.push_back({match.relation, disputes.groups.empty() ? nullptr : &disputes});
    }
    return {aggregate, std::move(sources), run_.state.values, run_.record};
}

Executor::Outcome Executor::next() {
    if (body_->next()) return Outcome::Match;
    return run_.error ? Outcome::Failed : Outcome::Done;
}

bool Executor::project(std::vector<const Word*>& columns) {
    columns.resize(run_.plan.head.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i] = body_->values(run_.plan.head[i], i);
        if (columns[i] == nullptr) return false;
    }
    return true;
}

bool Executor::keys_of(std::span<const Operand> operands, std::vector<Word>& keys) {
    keys.resize(operands.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Word* const word = body_->values(operands[i], 0);
        if (word == nullptr) return false;
        keys[i] = *word;
    }
    return true;
}

}  // namespace dictum
