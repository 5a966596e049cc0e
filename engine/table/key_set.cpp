#include "engine/table/key_set.h"

#include <algorithm>

namespace dictum {
namespace {

// The first range that does not end before `key`.
auto reaching(const std::vector<KeyRange>& ranges, Key key) {
    return std::partition_point(ranges.begin(), ranges.end(),
                                [&](const KeyRange& range) { return range.last < key; });
}

}  // namespace

KeySet KeySet::of(Key first, Key last) {
    KeySet set;
    if (first <= last) set.ranges_.push_back({first, last});
    return set;
}

bool KeySet::operator==(const KeySet& other) const {
    return std::equal(ranges_.begin(), ranges_.end(), other.ranges_.begin(), other.ranges_.end(),
                      [](const KeyRange& a, const KeyRange& b) {
                          return a.first == b.first && a.last == b.last;
                      });
}

KeySet KeySet::complement() const {
    KeySet set;
    Key next = 0;
    for (const KeyRange& range : ranges_) {
        if (range.first > next) set.ranges_.push_back({next, range.first - 1});
        if (range.last == kKeyMax) return set;
        next = range.last + 1;
    }
    set.ranges_.push_back({next, kKeyMax});
    return set;
}

KeySet unite(const KeySet& a, const KeySet& b) {
    std::vector<KeyRange> sorted(a.ranges_.size() + b.ranges_.size());
    std::merge(a.ranges_.begin(), a.ranges_.end(), b.ranges_.begin(), b.ranges_.end(),
               sorted.begin(),
               [](const KeyRange& x, const KeyRange& y) { return x.first < y.first; });
    KeySet set;
    for (const KeyRange& range : sorted) {
        if (set.ranges_.empty()) {
            set.ranges_.push_back(range);
            continue;
        }
        KeyRange& open = set.ranges_.back();
        const bool touches = open.last == kKeyMax || range.first <= open.last + 1;
        if (touches) {
            open.last = std::max(open.last, range.last);
        } else {
            set.ranges_.push_back(range);
        }
    }
    return set;
}

KeySet intersect(const KeySet& a, const KeySet& b) {
    KeySet set;
    auto x = a.ranges_.begin();
    auto y = b.ranges_.begin();
    while (x != a.ranges_.end() && y != b.ranges_.end()) {
        const KeyRange both{std::max(x->first, y->first), std::min(x->last, y->last)};
        if (both.first <= both.last) set.ranges_.push_back(both);
        (x->last < y->last ? x : y)++;
    }
    return set;
}

bool KeySet::holds(KeyRange keys) const {
    const auto range = reaching(ranges_, keys.first);
    return range != ranges_.end() && range->first <= keys.first && keys.last <= range->last;
}

bool KeySet::meets(KeyRange keys) const {
    const auto range = reaching(ranges_, keys.first);
    return range != ranges_.end() && range->first <= keys.last;
}

}  // namespace dictum
