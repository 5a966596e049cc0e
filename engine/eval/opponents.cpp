#include "engine/eval/opponents.h"

#include <algorithm>

#include "engine/eval/rows_by_key.h"

namespace dictum {
namespace {

// Does a begin after b (an open end begins later than a closed one at the same value)?
bool begins_after(const Interval& a, const Interval& b) {
    if (!a.lo || !b.lo) return a.lo && !b.lo;
    return *a.lo != *b.lo ? *a.lo > *b.lo : a.lo_open && !b.lo_open;
}
bool ends_before(const Interval& a, const Interval& b) {
    if (!a.hi || !b.hi) return a.hi && !b.hi;
    return *a.hi != *b.hi ? *a.hi < *b.hi : a.hi_open && !b.hi_open;
}
// Is all of b after all of a?
bool is_over(const Interval& a, const Interval& b) {
    if (!a.hi || !b.lo) return false;
    return *a.hi < *b.lo || (*a.hi == *b.lo && (a.hi_open || b.lo_open));
}

}  // namespace

Opponents::Opponents(const Relation& relation, const Values& values, const Tuples& tuples,
                     Meter& meter)
    : relation_(relation), values_(values), tuples_(tuples), meter_(meter) {
    for (const std::uint32_t column : columns_outside_key(relation)) {
        (is_period(relation.columns[column].type) ? periods_ : columns_).push_back(column);
    }
    ends_.resize(columns_.size());
}

void Opponents::add(RowId row) {
    if (!periods_.empty()) {
        sorted_ = sorted_ && (by_begin_.empty() || !begins_earlier(row, by_begin_.back()));
        by_begin_.push_back(row);
        return;
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const std::uint32_t column = columns_[i];
        auto& [first, second] = ends_[i];
        if (!first) {
            first = second = row;
        } else if (!is_quantity(column)) {
            if (word(row, column) != word(*first, column)) second = row;
        } else {
            const Interval& own = interval(row, column);
            if (begins_after(own, interval(*first, column))) first = row;
            if (ends_before(own, interval(*second, column))) second = row;
        }
    }
}

Result<std::optional<RowId>> Opponents::conflicting(RowId row) {
    if (!periods_.empty()) return at_that_time(row);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        for (const std::optional<RowId>& end : ends_[i]) {
            if (end && incompatible(row, *end, columns_[i])) return end;
        }
    }
    return std::optional<RowId>();
}

Result<std::optional<RowId>> Opponents::at_that_time(RowId row) {
    if (!sorted_) {
        std::ranges::stable_sort(by_begin_, [&](RowId a, RowId b) { return begins_earlier(a, b); });
        sorted_ = true;
    }
    for (const RowId other : by_begin_) {
        if (!meter_.step()) return meter_.error();
        if (is_over(interval(row, periods_.front()), interval(other, periods_.front()))) break;
        if (!at_once(row, other)) continue;
        const bool clash = std::ranges::any_of(
            columns_, [&](std::uint32_t column) { return incompatible(row, other, column); });
        if (clash) return std::optional(other);
    }
    return std::optional<RowId>();
}

std::vector<std::vector<RowId>> Opponents::by_time(std::vector<RowId> rows) const {
    if (rows.empty()) return {};
    if (periods_.empty()) return {std::move(rows)};
    std::ranges::stable_sort(rows, [&](RowId a, RowId b) { return begins_earlier(a, b); });
    const auto period = [&](RowId row) -> const Interval& {
        return interval(row, periods_.front());
    };
    std::vector<std::vector<RowId>> groups;
    RowId last = rows.front();  // of the group, the row that ends last
    for (const RowId row : rows) {
        if (groups.empty() || is_over(period(last), period(row))) {
            groups.emplace_back();
            last = row;
        }
        groups.back().push_back(row);
        if (ends_before(period(last), period(row))) last = row;
    }
    return groups;
}

bool Opponents::at_once(RowId a, RowId b) const {
    return std::ranges::all_of(periods_, [&](std::uint32_t column) {
        return overlaps(interval(a, column), interval(b, column));
    });
}

bool Opponents::begins_earlier(RowId a, RowId b) const {
    return begins_after(interval(b, periods_.front()), interval(a, periods_.front()));
}

bool Opponents::incompatible(RowId a, RowId b, std::uint32_t column) const {
    if (word(a, column) == word(b, column)) return false;
    return !is_quantity(column) || !overlaps(interval(a, column), interval(b, column));
}

}  // namespace dictum
