#include "engine/eval/extremes.h"

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

}  // namespace

void Extremes::add(RowId row) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto& [first, second] = ends_[i];
        if (!first) {
            first = second = row;
        } else if (!is_quantity(i)) {
            if (word(row, i) != word(*first, i)) second = row;
        } else {
            const Interval& own = values_.interval(word(row, i));
            if (begins_after(own, values_.interval(word(*first, i)))) first = row;
            if (ends_before(own, values_.interval(word(*second, i)))) second = row;
        }
    }
}

std::optional<RowId> Extremes::conflicting(RowId row) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        for (const std::optional<RowId>& end : {ends_[i].first, ends_[i].second}) {
            if (end && conflict(row, *end, i)) return end;
        }
    }
    return std::nullopt;
}

bool Extremes::conflict(RowId a, RowId b, std::size_t i) const {
    if (word(a, i) == word(b, i)) return false;
    return !is_quantity(i) || !overlaps(values_.interval(word(a, i)), values_.interval(word(b, i)));
}

}  // namespace dictum
