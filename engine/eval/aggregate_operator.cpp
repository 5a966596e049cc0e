// Aggregates: for each binding, the pipeline of the aggregate's body enumerates its matches.
//
//   bind n = count : { probe p(x, y) on 0 }
#include "engine/eval/pipeline.h"

namespace dictum {

bool Pipeline::apply(const AggregateOperator& aggregate, const Filter& filter, Stage& stage) {
    bool failed = false;
    select(filter.kept, stage, [&](std::size_t i) {
        if (failed) return false;
        const bool passes = aggregate_one(aggregate, stage, i);
        failed = run_.error.has_value();
        return passes;
    });
    return !failed;
}

// The value for one binding. False: it has none, or another than the binding says.
bool Pipeline::aggregate_one(const AggregateOperator& aggregate, Stage& stage,
                             std::size_t binding) {
    Aggregation& aggregation = run_.aggregates[aggregate.ordinal];
    Pipeline& body = *aggregation.body;
    for (const std::uint32_t slot : body.inputs()) {
        body.give(slot, stage.columns[slot][binding]);
    }
    aggregation.value.begin();
    body.start();
    while (body.next()) {
        if (!body.add_matches(aggregate, aggregation)) return false;
    }
    if (run_.error) return false;
    Result<std::optional<Word>> result = aggregation.value.finish();
    if (!result) return run_.fail(std::move(result.error()));
    if (!*result) return false;
    if (aggregate.check) return stage.columns[aggregate.slot][binding] == **result;
    stage.columns[aggregate.slot][binding] = **result;
    return true;
}

// Of the body: adds its present batch. False: the run failed.
bool Pipeline::add_matches(const AggregateOperator& aggregate, Aggregation& aggregation) {
    Aggregator& value = aggregation.value;
    const Word* targets = nullptr;
    if (aggregate.target) {
        targets = values(*aggregate.target, 0);
        if (targets == nullptr) return !run_.error;
    }
    if (value.takes_many()) {
        value.add(targets, count());
        return true;
    }
    std::vector<RowId> rows;
    std::vector<TuplePremise> inner;
    if (value.wants_rows()) {
        for (const std::size_t position : aggregate.matches) rows.push_back(run_.row_of[position]);
        for (const std::uint32_t ordinal : aggregate.inner) {
            const Aggregator& other = run_.aggregates[ordinal].value;
            if (other.disputed()) value.mark_disputed();
            for (const auto& match : other.contributors()) {
                if (inner.size() >= kContributorsKept) break;
                inner.insert(inner.end(), match.begin(), match.end());
            }
        }
    }
    for (std::size_t i = 0; i < count(); ++i) {
        if (Status added = value.add(targets ? targets[i] : 0, rows, inner); !added) {
            return run_.fail(std::move(added.error()));
        }
    }
    return true;
}

}  // namespace dictum
