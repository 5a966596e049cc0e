// Random decision tables, and what they decide found the slow way: every sample point of every
// interval is put to every comparison, and every row that may hold is let hold and not hold.
//
// Constants are small integers, so that integers and the halves between them are all the points
// that a comparison can tell apart. Knows nothing of keys, classes or bitmaps.
#pragma once

#include <algorithm>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "engine/table/table.h"

namespace dictum::test {

enum class Tri { No, Unknown, Yes };

struct RefTest {
    CompareOp op = CompareOp::Equal;
    int value = 0;
    std::optional<int> other;  // an input instead of the value; `value` is added to it
};
struct RefAlternative {
    bool negated = false;
    std::vector<std::vector<RefTest>> parts;
};
struct RefCell {
    std::vector<RefAlternative> alternatives;  // none: any
    std::string text = "-";
    bool varies() const {
        for (const auto& alternative : alternatives) {
            for (const auto& part : alternative.parts) {
                for (const auto& test : part) {
                    if (test.other) return true;
                }
            }
        }
        return false;
    }
};

// Doubled: 6 is 3, 7 is 3.5. The sample points that an input may be; empty: it is missing.
using RefPoints = std::vector<int>;

struct RefRow {
    std::vector<RefCell> when;
    int outcome = 0;
    bool calculated = false;  // outcome + input 0
};

enum class RefType { Number, Quantity, Symbol, Bool };

struct RefTable {
    HitPolicy hit = HitPolicy::First;
    Collect collect = Collect::List;
    std::vector<RefType> inputs;
    std::vector<RefRow> rows;
    std::vector<int> priorities;
};

inline bool compares(CompareOp op, int a, int b) {
    switch (op) {
        case CompareOp::Less: return a < b;
        case CompareOp::LessEqual: return a <= b;
        case CompareOp::Greater: return a > b;
        case CompareOp::GreaterEqual: return a >= b;
        case CompareOp::NotEqual: return a != b;
        default: return a == b;
    }
}

inline Tri tri(bool some_true, bool some_false) {
    if (some_true && some_false) return Tri::Unknown;
    return some_true ? Tri::Yes : Tri::No;
}

inline Tri opposite(Tri truth) {
    if (truth == Tri::Unknown) return truth;
    return truth == Tri::Yes ? Tri::No : Tri::Yes;
}

// Of constants only, at one point.
inline bool holds_at(const RefCell& cell, int point) {
    for (const RefAlternative& alternative : cell.alternatives) {
        bool some = false;
        for (const auto& part : alternative.parts) {
            bool all = true;
            for (const RefTest& test : part) all = all && compares(test.op, point, 2 * test.value);
            some = some || all;
        }
        if (some != alternative.negated) return true;
    }
    return false;
}

inline Tri test_truth(const RefTest& test, const RefPoints& own,
                      const std::vector<RefPoints>& inputs) {
    if (own.empty()) return Tri::Unknown;
    bool yes = false;
    bool no = false;
    const RefPoints constant{2 * test.value};
    const RefPoints& others =
        test.other ? inputs[static_cast<std::size_t>(*test.other)] : constant;
    if (others.empty()) return Tri::Unknown;
    for (const int a : own) {
        for (const int b : others) {
            const bool holds = compares(test.op, a, test.other ? b + 2 * test.value : b);
            (holds ? yes : no) = true;
        }
    }
    return tri(yes, no);
}

inline Tri cell_truth(const RefCell& cell, std::size_t input,
                      const std::vector<RefPoints>& inputs) {
    const RefPoints& own = inputs[input];
    if (cell.alternatives.empty()) return Tri::Yes;
    if (!cell.varies()) {
        if (own.empty()) return Tri::Unknown;
        bool yes = false;
        bool no = false;
        for (const int point : own) (holds_at(cell, point) ? yes : no) = true;
        return tri(yes, no);
    }
    Tri some = Tri::No;
    for (const RefAlternative& alternative : cell.alternatives) {
        Tri any = Tri::No;
        for (const auto& part : alternative.parts) {
            Tri all = Tri::Yes;
            for (const RefTest& test : part) all = std::min(all, test_truth(test, own, inputs));
            any = std::max(any, all);
        }
        some = std::max(some, alternative.negated ? opposite(any) : any);
    }
    return some;
}

inline Tri row_truth(const RefRow& row, const std::vector<RefPoints>& inputs) {
    Tri all = Tri::Yes;
    for (std::size_t i = 0; i < row.when.size(); ++i) {
        all = std::min(all, cell_truth(row.when[i], i, inputs));
    }
    return all;
}

struct RefOutcome {
    enum Kind { None, Decided, Conflict, Unknown } kind = None;
    std::vector<int> values;
    bool operator==(const RefOutcome& other) const {
        return kind == other.kind && (kind != Decided || values == other.values);
    }
};

// By the rows that hold, none in doubt.
inline RefOutcome decide_rows(const RefTable& table, const std::vector<std::size_t>& rows,
                              const std::vector<RefPoints>& inputs) {
    if (rows.empty()) return {};
    const auto value = [&](std::size_t row) -> std::optional<int> {
        if (!table.rows[row].calculated) return table.rows[row].outcome;
        if (inputs[0].empty()) return std::nullopt;
        return table.rows[row].outcome + inputs[0].front() / 2;
    };
    std::vector<std::optional<int>> values;
    for (const std::size_t row : rows) values.push_back(value(row));
    const auto rank = [&](const std::optional<int>& v) {
        return std::find(table.priorities.begin(), table.priorities.end(), *v);
    };
    const auto decided = [](const std::vector<std::optional<int>>& all) {
        RefOutcome outcome{RefOutcome::Decided, {}};
        for (const auto& v : all) {
            if (!v) return RefOutcome{RefOutcome::Unknown, {}};
            outcome.values.push_back(*v);
        }
        return outcome;
    };
    switch (table.hit) {
        case HitPolicy::First: return decided({values.front()});
        case HitPolicy::Unique:
            return rows.size() > 1 ? RefOutcome{RefOutcome::Conflict, {}} : decided(values);
        case HitPolicy::Any: {
            std::set<std::optional<int>> distinct(values.begin(), values.end());
            const bool missing = distinct.erase(std::nullopt) > 0;
            if (distinct.size() > 1) return {RefOutcome::Conflict, {}};
            return missing ? RefOutcome{RefOutcome::Unknown, {}} : decided({values.front()});
        }
        case HitPolicy::Priority:
            return decided({*std::min_element(
                values.begin(), values.end(),
                [&](const auto& a, const auto& b) { return rank(a) < rank(b); })});
        case HitPolicy::OutputOrder:
            std::stable_sort(values.begin(), values.end(),
                             [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
            return decided(values);
        case HitPolicy::RuleOrder: return decided(values);
        case HitPolicy::Collect: break;
    }
    if (table.collect == Collect::List) return decided(values);
    if (table.collect == Collect::Count) {
        return {RefOutcome::Decided, {static_cast<int>(rows.size())}};
    }
    const RefOutcome all = decided(values);
    if (all.kind == RefOutcome::Unknown) return all;
    int folded = all.values.front();
    for (std::size_t i = 1; i < all.values.size(); ++i) {
        const int next = all.values[i];
        folded = table.collect == Collect::Sum   ? folded + next
                 : table.collect == Collect::Min ? std::min(folded, next)
                                                 : std::max(folded, next);
    }
    return {RefOutcome::Decided, {folded}};
}

constexpr std::size_t kDoubtfulMax = 8;

// Nothing when more rows are in doubt than there is patience for.
inline std::optional<RefOutcome> decide_slowly(const RefTable& table,
                                               const std::vector<RefPoints>& inputs) {
    std::vector<std::size_t> sure;
    std::vector<std::size_t> doubtful;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const Tri truth = row_truth(table.rows[row], inputs);
        if (truth == Tri::Yes) sure.push_back(row);
        if (truth == Tri::Unknown) doubtful.push_back(row);
    }
    if (doubtful.size() > kDoubtfulMax) return std::nullopt;
    std::optional<RefOutcome> only;
    for (std::size_t choice = 0; choice < std::size_t{1} << doubtful.size(); ++choice) {
        std::vector<std::size_t> rows = sure;
        for (std::size_t i = 0; i < doubtful.size(); ++i) {
            if ((choice >> i & 1) != 0) rows.push_back(doubtful[i]);
        }
        std::sort(rows.begin(), rows.end());
        const RefOutcome outcome = decide_rows(table, rows, inputs);
        if (only && !(*only == outcome)) return RefOutcome{RefOutcome::Unknown, {}};
        only = outcome;
    }
    return only;
}

}  // namespace dictum::test
