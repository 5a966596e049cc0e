// Answers of a goal: its bindings, each once, in the order of their values.
#include "engine/eval/solve.h"

#include <algorithm>

#include "engine/eval/executor.h"
#include "engine/eval/state.h"

namespace dictum {
namespace {

// Sorts by value, column by column. A merge sort, so that the run can be stopped meanwhile.
class RowSorter {
  public:
    RowSorter(const CheckedGoal& goal, const Tuples& rows, const Model::State& state)
        : goal_(goal), rows_(rows), state_(state) {
        for (std::size_t i = 0; i < rows.size(); ++i) order_.push_back(id_at<RowId>(i));
    }

    Result<std::vector<RowId>> sort() {
        std::vector<RowId> merged(order_.size());
        for (std::size_t width = 1; width < order_.size(); width *= 2) {
            for (std::size_t begin = 0; begin < order_.size(); begin += 2 * width) {
                const std::size_t middle = std::min(begin + width, order_.size());
                const std::size_t end = std::min(begin + 2 * width, order_.size());
                if (!merge(begin, middle, end, merged)) return state_.meter.error();
            }
            order_.swap(merged);
        }
        return std::move(order_);
    }

  private:
    bool merge(std::size_t begin, std::size_t middle, std::size_t end, std::vector<RowId>& merged) {
        std::size_t left = begin;
        std::size_t right = middle;
        for (std::size_t at = begin; at < end; ++at) {
            const bool from_right =
                left == middle || (right < end && less(order_[right], order_[left]));
            merged[at] = from_right ? order_[right++] : order_[left++];
            if (!state_.meter.step()) return false;
        }
        return true;
    }

    bool less(RowId a, RowId b) const {
        const TupleView x = rows_[a];
        const TupleView y = rows_[b];
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (x[i] != y[i]) return state_.values.less(x[i], y[i], goal_.columns[i].type);
        }
        return false;
    }

    const CheckedGoal& goal_;
    const Tuples& rows_;
    const Model::State& state_;
    std::vector<RowId> order_;
};

// An error of the run stays as it is; one of a value names the goal.
Error explained(const Error& error, const Rule& rule, const Model::State& state) {
    return state.meter.stopped() ? error : in_rule(error, rule);
}

}  // namespace

Result<std::vector<std::vector<Word>>> solve(const CheckedGoal& goal, Model& model) {
    const std::vector<RelationId> reads = relations_of(goal.rule);
    DICTUM_CHECK(model.require(reads));
    Model::State& state = model.state();
    state.meter.restart();
    state.watched = reads;
    const Plan plan = plan_body(state.plan_context(), goal.rule);
    Executor executor(plan, state, false);
    executor.start({});
    Tuples rows(goal.rule.head_args.size());
    std::vector<const Word*> columns;
    for (;;) {
        const Executor::Outcome outcome = executor.next();
        if (outcome == Executor::Outcome::Done) break;
        if (outcome == Executor::Outcome::Failed || !executor.project(columns)) {
            return explained(executor.error(), goal.rule, state);
        }
        rows.insert(columns, executor.count());
        if (rows.size() > state.limits.rows_max) {
            return Error{ErrorCode::Limit, limit_reached("rows_max", state.limits.rows_max)};
        }
    }
    state.add_warning(executor.widened(), goal.rule, std::nullopt);
    DICTUM_TRY(const std::vector<RowId> order, RowSorter(goal, rows, state).sort());
    std::vector<std::vector<Word>> answers;
    answers.reserve(order.size());
    for (const RowId id : order) answers.push_back(rows[id].words());
    return answers;
}

}  // namespace dictum
