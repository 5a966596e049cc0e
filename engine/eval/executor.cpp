// The machine's loop. What each operator does stands in match_operator.cpp, test_operators.cpp and
// aggregate_operator.cpp.
#include "engine/eval/executor.h"

namespace dictum {

Executor::Executor(const Plan& plan, const Model::State& state, bool record)
    : plan_(plan),
      state_(state),
      record_(record),
      calculator_({state.values, state.limits.bytes_max}),
      slots_(plan.slots, 0),
      cursors_(plan.operators.size()) {
    for (std::size_t i = 0; i < plan.operators.size(); ++i) {
        const auto& node = plan.operators[i].node;
        Cursor& cursor = cursors_[i];
        if (const auto* match = std::get_if<MatchOperator>(&node)) {
            cursor.relation = &state.relations[match->relation];
            cursor.access = cursor.relation->tuples.access_by(match->columns);
        } else if (const auto* absence = std::get_if<AntiJoinOperator>(&node)) {
            cursor.relation = &state.relations[absence->relation];
            cursor.access = cursor.relation->tuples.access_by(absence->columns);
        }
    }
    aggregates_.reserve(plan.aggregates);
    for (const Operator& operation : plan.operators) {
        const auto* aggregate = std::get_if<AggregateOperator>(&operation.node);
        if (aggregate) add_aggregate(*aggregate);
    }
}

void Executor::start(std::span<const Word> inputs) {
    for (std::size_t i = 0; i < inputs.size(); ++i) slots_[plan_.inputs[i]] = inputs[i];
    started_ = false;
}

Executor::Outcome Executor::next() {
    std::size_t at = started_ ? plan_.last_match : 0;
    bool entering = !started_;
    started_ = true;
    for (;;) {
        if (entering && at == plan_.operators.size()) return Outcome::Match;
        if (at == kNoPosition) return Outcome::Done;
        const bool passed = entering ? enter(at) : resume(at);
        if (error_ || !step()) return Outcome::Failed;
        if (!passed) {
            at = plan_.operators[at].retry;
            entering = false;
            continue;
        }
        // An aggregate that is resumed has run its body to exhaustion.
        const auto* aggregate =
            entering ? nullptr : std::get_if<AggregateOperator>(&plan_.operators[at].node);
        at = aggregate ? aggregate->end + 1 : at + 1;
        entering = true;
    }
}

bool Executor::enter(std::size_t at) {
    return std::visit([&](const auto& operation) { return enter(operation, cursors_[at]); },
                      plan_.operators[at].node);
}

bool Executor::resume(std::size_t at) {
    const auto& node = plan_.operators[at].node;
    if (const auto* aggregate = std::get_if<AggregateOperator>(&node)) {
        return finish(*aggregate);
    }
    Cursor& cursor = cursors_[at];
    const auto& match = std::get<MatchOperator>(node);
    return next_match(match, cursor,
                      cursor.relation->tuples.next(cursor.access, cursor.row, cursor.to));
}

bool Executor::project(std::vector<Word>& tuple) {
    tuple.resize(plan_.head.size());
    for (std::size_t i = 0; i < tuple.size(); ++i) {
        if (!load(plan_.head[i], tuple[i])) return false;
    }
    return true;
}

bool Executor::keys_of(std::span<const Operand> operands, std::vector<Word>& keys) {
    keys.resize(operands.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!load(operands[i], keys[i])) return false;
    }
    return true;
}

bool Executor::calculate(const Operand& operand, Word& word) {
    Result<Word> result = calculator_.run(plan_.calculations[operand.index], slots_);
    if (!result) return fail(std::move(result.error()));
    word = *result;
    return true;
}

// When derivations are looked for, the evaluation has passed without an error of a value; a binding
// that meets one here, in another order of literals, is none that the evaluation completed.
bool Executor::fail(Error error) {
    if (!record_ || error.code != ErrorCode::InvalidInput || state_.meter.stopped()) {
        error_ = std::move(error);
    }
    return false;
}

bool Executor::step() { return state_.meter.step() || fail(state_.meter.error()); }

}  // namespace dictum
