// Aggregates: the operators between an aggregate and its end enumerate the matches of its body.
//
//   bind n = count : { probe p(x, y) on 0 }
//
// The end adds a match and fails, so the body looks for the next; when there is none the aggregate
// is resumed, and gives its result.
#include "engine/eval/executor.h"

namespace dictum {

void Executor::add_aggregate(const AggregateOperator& aggregate) {
    std::vector<Aggregator::Source> sources;
    for (const std::size_t position : aggregate.matches) {
        const auto& match = std::get<MatchOperator>(plan_.operators[position].node);
        const Disputes& disputes = state_.relations[match.relation].disputes;
        sources.push_back({match.relation, disputes.groups.empty() ? nullptr : &disputes});
    }
    aggregates_.emplace_back(aggregate, std::move(sources), state_.values, record_);
}

bool Executor::enter(const AggregateOperator& aggregate, Cursor&) {
    aggregates_[aggregate.ordinal].begin();
    return true;
}

bool Executor::enter(const AggregateEnd& end, Cursor&) {
    const auto& aggregate = std::get<AggregateOperator>(plan_.operators[end.begin].node);
    Aggregator& aggregator = aggregates_[aggregate.ordinal];
    Word target = 0;
    if (aggregate.target && !load(*aggregate.target, target)) return false;
    rows_.clear();
    std::vector<TuplePremise> inner;
    if (aggregator.wants_rows()) {
        for (const std::size_t position : aggregate.matches) rows_.push_back(row(position));
        for (const std::uint32_t ordinal : aggregate.inner) {
            if (aggregates_[ordinal].disputed()) aggregator.mark_disputed();
            for (const auto& match : aggregates_[ordinal].contributors()) {
                if (inner.size() >= kContributorsKept) break;
                inner.insert(inner.end(), match.begin(), match.end());
            }
        }
    }
    if (Status added = aggregator.add(target, rows_, inner); !added) fail(std::move(added.error()));
    return false;
}

bool Executor::finish(const AggregateOperator& aggregate) {
    Result<std::optional<Word>> result = aggregates_[aggregate.ordinal].finish();
    if (!result) return fail(std::move(result.error()));
    if (!*result) return false;
    if (aggregate.check) return slots_[aggregate.slot] == **result;
    slots_[aggregate.slot] = **result;
    return true;
}

}  // namespace dictum
