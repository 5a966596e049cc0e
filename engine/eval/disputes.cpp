#include "engine/eval/disputes.h"

#include <algorithm>

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

class Finder {
  public:
    Finder(Model::State& state, RelationId relation)
        : state_(state),
          declared_(state.program.relations[relation]),
          rows_(state.relations[relation]) {
        for (std::uint32_t column = 0; column < declared_.columns.size(); ++column) {
            if (std::binary_search(declared_.key.begin(), declared_.key.end(), column)) continue;
            const Type& type = declared_.columns[column].type;
            const bool period =
                type.base == BaseType::Quantity && type.measure.fraction == Fraction::Calendar;
            (period ? periods_ : values_).push_back(column);
        }
    }

    Status run() {
        DICTUM_CHECK(group_by_key());
        std::vector<std::vector<RowId>> groups;
        for (const std::vector<RowId>& rows : by_key_) {
            DICTUM_TRY(std::vector<RowId> conflicting, conflicts(rows));
            if (!conflicting.empty()) groups.push_back(std::move(conflicting));
        }
        if (groups.empty()) return {};
        std::sort(groups.begin(), groups.end(),
                  [](const auto& a, const auto& b) { return a.front() < b.front(); });
        rows_.disputes.of_row.resize(rows_.tuples.size());
        for (std::uint32_t i = 0; i < groups.size(); ++i) {
            for (const RowId row : groups[i]) rows_.disputes.of_row[index_of(row)] = i;
        }
        rows_.disputes.groups = std::move(groups);
        return {};
    }

  private:
    Status group_by_key() {
        Tuples keys(declared_.key.size());
        std::vector<Word> key(declared_.key.size());
        for (RowId row{}; row < rows_.end(); row = id_at<RowId>(index_of(row) + 1)) {
            const std::span<const Word> tuple = rows_.tuples[row];
            for (std::size_t i = 0; i < key.size(); ++i) key[i] = tuple[declared_.key[i]];
            const auto [group, fresh] = keys.insert(key);
            if (fresh) by_key_.emplace_back();
            by_key_[index_of(group)].push_back(row);
            if (!state_.meter.step()) return state_.meter.error();
        }
        return {};
    }

    Word value(RowId row, std::uint32_t column) const { return rows_.tuples[row][column]; }
    const Interval& interval(RowId row, std::uint32_t column) const {
        return state_.values.interval(value(row, column));
    }

    // The rows of one key that conflict with another one, ascending.
    Result<std::vector<RowId>> conflicts(const std::vector<RowId>& rows) const {
        std::vector<char> conflicting(rows.size(), 0);
        if (rows.size() > 1 && !periods_.empty()) {
            DICTUM_CHECK(mark_in_periods(rows, conflicting));
        } else if (rows.size() > 1) {
            for (const std::uint32_t column : values_) mark(rows, column, conflicting);
        }
        std::vector<RowId> result;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (conflicting[i]) result.push_back(rows[i]);
        }
        return result;
    }

    Status mark_in_periods(const std::vector<RowId>& rows, std::vector<char>& conflicting) const {
        std::vector<std::size_t> order(rows.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const auto period = [&](std::size_t i) -> const Interval& {
            return interval(rows[i], periods_.front());
        };
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
            return begins_after(period(b), period(a));
        });
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (std::size_t k = i + 1; k < order.size(); ++k) {
                const std::size_t a = order[i];
                const std::size_t b = order[k];
                if (!state_.meter.step()) return state_.meter.error();
                if (!overlaps(period(a), period(b))) break;  // nor does what begins later
                if (!at_once(rows[a], rows[b]) || !incompatible(rows[a], rows[b])) continue;
                conflicting[a] = conflicting[b] = 1;
            }
        }
        return {};
    }

    bool at_once(RowId a, RowId b) const {
        return std::ranges::all_of(periods_, [&](std::uint32_t column) {
            return overlaps(interval(a, column), interval(b, column));
        });
    }
    bool incompatible(RowId a, RowId b) const {
        return std::ranges::any_of(values_, [&](std::uint32_t column) {
            if (declared_.columns[column].type.base != BaseType::Quantity) {
                return value(a, column) != value(b, column);
            }
            return !overlaps(interval(a, column), interval(b, column));
        });
    }

    void mark(const std::vector<RowId>& rows, std::uint32_t column,
              std::vector<char>& conflicting) const {
        if (declared_.columns[column].type.base != BaseType::Quantity) {
            const Word first = value(rows.front(), column);
            const bool same =
                std::ranges::all_of(rows, [&](RowId row) { return value(row, column) == first; });
            if (!same) std::ranges::fill(conflicting, char{1});
            return;
        }
        RowId last = rows.front();
        RowId first = rows.front();
        for (const RowId row : rows) {
            if (begins_after(interval(row, column), interval(last, column))) last = row;
            if (ends_before(interval(row, column), interval(first, column))) first = row;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Interval& own = interval(rows[i], column);
            if (!overlaps(own, interval(last, column)) || !overlaps(own, interval(first, column))) {
                conflicting[i] = 1;
            }
        }
    }

    Model::State& state_;
    const Relation& declared_;
    RelationState& rows_;
    std::vector<std::uint32_t> values_;       // columns outside the key
    std::vector<std::uint32_t> periods_;      // and those of them that hold periods
    std::vector<std::vector<RowId>> by_key_;  // in order of first appearance
};

}  // namespace

Status find_disputes(Model::State& state, RelationId relation) {
    if (state.program.relations[relation].key.empty()) return {};
    return Finder(state, relation).run();
}

}  // namespace dictum
