#include "engine/eval/fixpoint.h"

#include <algorithm>

#include "engine/eval/base_facts.h"
#include "engine/eval/disputes.h"
#include "engine/eval/resolve.h"

namespace dictum {
namespace {

template <class T>
void sort_unique(std::vector<T>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

Fixpoint::Fixpoint(Model::State& state, StratumId stratum)
    : state_(state), stratum_(state.program.strata[stratum]) {
    for (RulePlan& plan : from_checked(state.plan_context(), stratum)) {
        if (state.scenario.leaves_out(plan.rule)) continue;
        for (const RelationId delta : plan.deltas) triggered_[delta].push_back(plans_.size());
        plans_.push_back({std::move(plan), nullptr, 0});
    }
}

Status Fixpoint::run() {
    tuples_before_ = state_.statistics.tuples;
    watch();
    Status result = evaluate();
    if (!result) give_up();
    state_.held();
    state_.statistics.steps = state_.meter.steps();
    return result;
}

// The relations whose size this stratum can change: its own, and by indexes those that it reads.
void Fixpoint::watch() {
    state_.held();
    std::vector<RelationId> relations = stratum_.relations;
    for (const RuleId rule : stratum_.rules) {
        const std::vector<RelationId> reads = relations_of(state_.program.rules[rule]);
        relations.insert(relations.end(), reads.begin(), reads.end());
    }
    sort_unique(relations);
    state_.watched = std::move(relations);
}

Status Fixpoint::evaluate() {
    for (const RelationId relation : stratum_.relations) {
        DICTUM_CHECK(load_base_facts(state_, relation));
        DICTUM_CHECK(resolve_rows(state_, relation));
    }
    for (Running& running : plans_) {
        if (running.plan.deltas.empty()) DICTUM_CHECK(run_plan(running));
    }
    advance(stratum_.relations);
    DICTUM_CHECK(rounds());
    for (const RelationId relation : stratum_.relations) {
        DICTUM_CHECK(find_disputes(state_, relation));
    }
    return {};
}

Status Fixpoint::rounds() {
    if (triggered_.empty()) return {};
    while (!changed_.empty()) {
        if (round_ >= state_.limits.rounds_max) {
            return with_most_productive(
                {ErrorCode::Limit, limit_reached("rounds_max", state_.limits.rounds_max)});
        }
        ++round_;
        ++state_.statistics.rounds;
        std::vector<RelationId> touched = changed_;
        for (const std::size_t index : active_plans()) {
            DICTUM_CHECK(run_plan(plans_[index]));
            touched.push_back(state_.program.rules[plans_[index].plan.rule].head);
        }
        advance(std::move(touched));
    }
    return {};
}

std::vector<std::size_t> Fixpoint::active_plans() const {
    std::vector<std::size_t> active;
    for (const RelationId relation : changed_) {
        const auto found = triggered_.find(relation);
        if (found == triggered_.end()) continue;
        active.insert(active.end(), found->second.begin(), found->second.end());
    }
    sort_unique(active);
    return active;
}

// What was added becomes the delta of the next round.
void Fixpoint::advance(std::vector<RelationId> touched) {
    sort_unique(touched);
    changed_.clear();
    for (const RelationId relation : touched) {
        RelationState& rows = state_.relations[relation];
        rows.delta_begin = rows.delta_end;
        rows.delta_end = rows.end();
        if (rows.delta_begin == rows.delta_end) continue;
        changed_.push_back(relation);
        if (stratum_.relations.size() > 1) rows.rounds.emplace_back(rows.delta_end, round_);
    }
}

Status Fixpoint::run_plan(Running& running) {
    const RuleId id = running.plan.rule;
    const Rule& rule = state_.program.rules[id];
    if (!running.executor) {
        running.executor = std::make_unique<Executor>(running.plan.plan, state_, false);
    }
    Executor& executor = *running.executor;
    executor.start({});
    for (;;) {
        const Executor::Outcome outcome = executor.next();
        if (outcome == Executor::Outcome::Done) break;
        if (outcome == Executor::Outcome::Failed || !executor.project(columns_)) {
            return explained(executor.error(), rule);
        }
        DICTUM_CHECK(add(running, rule.head, executor.count()));
    }
    state_.add_warning(executor.widened(), rule, id);
    // Only rules of the rounds run again.
    if (running.plan.deltas.empty()) running.executor.reset();
    return {};
}

// Adds what a batch of matches concludes, as far as it is new.
Status Fixpoint::add(Running& running, RelationId head, std::size_t count) {
    RelationState& relation = state_.relations[head];
    const std::uint64_t tuples_left = state_.limits.tuples_max - state_.statistics.tuples;
    const bool may_reach_limit =
        count > tuples_left || relation.tuples.size() + count >= Tuples::kRowsMax;
    if (!may_reach_limit && !state_.may_give_way(head)) {
        const std::size_t before = relation.tuples.size();
        relation.tuples.insert(columns_, count);
        const std::size_t fresh = relation.tuples.size() - before;
        running.derived += fresh;
        state_.statistics.tuples += fresh;
        return {};
    }
    for (std::size_t i = 0; i < count; ++i) {
        tuple_.clear();
        for (const Word* const column : columns_) tuple_.push_back(column[i]);
        DICTUM_CHECK(add_one(running, head));
    }
    return {};
}

Status Fixpoint::add_one(Running& running, RelationId head) {
    RelationState& relation = state_.relations[head];
    if (state_.may_give_way(head) && state_.gives_way(head, tuple_)) return {};
    if (!state_.takes_keys(head, tuple_)) return {};
    if (!relation.tuples.insert(tuple_).second) return {};
    if (state_.statistics.tuples >= state_.limits.tuples_max) {
        return with_most_productive(
            {ErrorCode::Limit, limit_reached("tuples_max", state_.limits.tuples_max)});
    }
    ++running.derived;
    ++state_.statistics.tuples;
    if (relation.tuples.size() >= Tuples::kRowsMax) {
        return with_most_productive(
            {ErrorCode::Limit, limit_reached("rows of one relation", Tuples::kRowsMax)});
    }
    return {};
}

void Fixpoint::give_up() {
    for (const RelationId relation : stratum_.relations) {
        const std::size_t arity = state_.program.relations[relation].columns.size();
        state_.relations[relation] = RelationState(arity);
    }
    state_.statistics.tuples = tuples_before_;
}

Error Fixpoint::explained(Error error, const Rule& rule) const {
    if (error.code == ErrorCode::Limit && state_.meter.stopped()) {
        return with_most_productive(std::move(error));
    }
    return in_rule(std::move(error), rule);
}

Error Fixpoint::with_most_productive(Error error) const {
    std::uint64_t most = 0;
    const Rule* rule = nullptr;
    for (std::size_t i = 0; i < plans_.size();) {
        const RuleId id = plans_[i].plan.rule;
        std::uint64_t derived = 0;
        for (; i < plans_.size() && plans_[i].plan.rule == id; ++i) derived += plans_[i].derived;
        if (derived <= most) continue;
        most = derived;
        rule = &state_.program.rules[id];
    }
    if (rule) {
        error.message +=
            "; " + rule_name(*rule) + " derived most (" + std::to_string(most) + " tuples)";
    }
    return error;
}

}  // namespace dictum
