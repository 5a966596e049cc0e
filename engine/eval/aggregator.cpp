#include "engine/eval/aggregator.h"

#include <algorithm>

#include "engine/eval/functors.h"

namespace dictum {
namespace {

// Is a's end before b's? An absent lower end is before, an absent upper end behind, all others.
bool lower_before(const Interval& a, const Interval& b) {
    if (!a.lo || !b.lo) return !a.lo && b.lo;
    return *a.lo != *b.lo ? *a.lo < *b.lo : !a.lo_open && b.lo_open;
}
bool upper_before(const Interval& a, const Interval& b) {
    if (!a.hi || !b.hi) return a.hi && !b.hi;
    return *a.hi != *b.hi ? *a.hi < *b.hi : a.hi_open && !b.hi_open;
}

constexpr Word kGroupMark = Word{1} << 32;

}  // namespace

Aggregator::Aggregator(const AggregateOperator& aggregate, std::vector<Source> sources,
                       Values& values, bool record)
    : kind_(aggregate.kind),
      operands_(aggregate.operands),
      sources_(std::move(sources)),
      values_(values),
      record_(record),
      accumulator_(aggregate.kind, aggregate.operands, aggregate.result, values),
      signatures_(sources_.size()) {
    for (const Source& source : sources_) any_disputes_ = any_disputes_ || source.disputes;
}

void Aggregator::begin() {
    accumulator_.clear();
    contributors_.clear();
    if (!merged_.empty()) signatures_ = Tuples(sources_.size());
    merged_.clear();
    matches_ = 0;
    disputed_ = false;
}

void Aggregator::add(const Word* targets, std::size_t count) {
    matches_ += count;
    accumulator_.add(targets, count);
}

Status Aggregator::add(Word target, std::span<const RowId> rows,
                       std::span<const TuplePremise> inner) {
    if (any_disputes_ && is_disputed(rows)) {
        disputed_ = true;
        if (kind_ == AggregateKind::Count || operands_ == BaseType::Quantity) {
            merge(target, rows, premises(rows, inner));
            return {};
        }
    }
    const std::size_t ordinal = matches_++;
    if (kind_ == AggregateKind::Count) {
        accumulator_.add_count();
        if (record_) contributors_.add(ordinal, premises(rows, inner));
        return {};
    }
    if (operands_ == BaseType::Quantity) {
        return contribute(values_.interval(target), ordinal, premises(rows, inner));
    }
    return contribute(target, premises(rows, inner));
}

bool Aggregator::is_disputed(std::span<const RowId> rows) const {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (sources_[i].disputes && sources_[i].disputes->group_of(rows[i])) return true;
    }
    return false;
}

void Aggregator::merge(Word target, std::span<const RowId> rows,
                       std::vector<TuplePremise> premises) {
    signature_.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto group =
            sources_[i].disputes ? sources_[i].disputes->group_of(rows[i]) : std::nullopt;
        signature_.push_back(group ? kGroupMark + *group : index_of(rows[i]));
    }
    const auto [row, fresh] = signatures_.insert(signature_);
    const bool counts = kind_ == AggregateKind::Count;
    if (fresh) {
        const Interval hull = counts ? Interval{} : values_.interval(target);
        merged_.push_back({hull, matches_++, std::move(premises)});
        return;
    }
    Merged& merged = merged_[index_of(row)];
    if (!counts) merged.hull = hull(merged.hull, values_.interval(target));
    for (const TuplePremise& premise : premises) {
        const bool known = std::ranges::any_of(merged.premises, [&](const TuplePremise& other) {
            return other.relation == premise.relation && other.row == premise.row;
        });
        if (!known && merged.premises.size() < kContributorsKept) {
            merged.premises.push_back(premise);
        }
    }
}

Status Aggregator::contribute(Word target, std::vector<TuplePremise> premises) {
    if (!record_) return accumulator_.add(target);
    const std::size_t ordinal = matches_ - 1;
    const bool first = !accumulator_.any();
    const Word before = accumulator_.best();
    DICTUM_CHECK(accumulator_.add(target));
    if (kind_ == AggregateKind::Sum || kind_ == AggregateKind::Mean) {
        contributors_.add(ordinal, std::move(premises));
    } else if (!word_less(accumulator_.best(), target, operands_, values_) &&
               !word_less(target, accumulator_.best(), operands_, values_)) {
        const bool better = first || before != accumulator_.best();
        contributors_.carry(Contributors::End::Lo, better, ordinal, std::move(premises));
    }
    return {};
}

Status Aggregator::contribute(const Interval& target, std::size_t ordinal,
                              std::vector<TuplePremise> premises) {
    if (!record_) return accumulator_.add(target);
    const Interval before = accumulator_.interval();
    const bool first = !accumulator_.any();
    DICTUM_CHECK(accumulator_.add(target));
    if (kind_ == AggregateKind::Sum || kind_ == AggregateKind::Mean) {
        contributors_.add(ordinal, std::move(premises));
        return {};
    }
    const Interval& best = accumulator_.interval();
    if (!lower_before(target, best) && !lower_before(best, target)) {
        const bool better = first || lower_before(before, best) || lower_before(best, before);
        contributors_.carry(Contributors::End::Lo, better, ordinal, premises);
    }
    if (!upper_before(target, best) && !upper_before(best, target)) {
        const bool better = first || upper_before(before, best) || upper_before(best, before);
        contributors_.carry(Contributors::End::Hi, better, ordinal, std::move(premises));
    }
    return {};
}

Result<std::optional<Word>> Aggregator::finish() {
    for (Merged& merged : merged_) {
        if (kind_ == AggregateKind::Count) {
            accumulator_.add_count();
            if (record_) contributors_.add(merged.ordinal, std::move(merged.premises));
        } else {
            DICTUM_CHECK(contribute(merged.hull, merged.ordinal, std::move(merged.premises)));
        }
    }
    return accumulator_.value();
}

std::vector<TuplePremise> Aggregator::premises(std::span<const RowId> rows,
                                               std::span<const TuplePremise> inner) const {
    std::vector<TuplePremise> result;
    if (!record_) return result;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        result.push_back({sources_[i].relation, rows[i]});
    }
    result.insert(result.end(), inner.begin(), inner.end());
    return result;
}

}  // namespace dictum
