#include "tests/oracle/naive_resolution.h"

#include <algorithm>

#include "tests/oracle/naive_strength.h"

namespace dictum::test {
namespace {

constexpr std::size_t kRowsOfAKeyMax = 12;

class Choosing {
  public:
    Choosing(const Naive& naive, const CheckedProgram& program, Values& values, RelationId relation)
        : naive_(naive),
          relation_(relation),
          declared_(program.relations[relation]),
          from_(declared_.resolution->from),
          values_(values) {}

    Status weigh(const CheckedProgram& program) {
        DICTUM_TRY(worth_, naive_worth(naive_, program, values_, declared_.stratum));
        return {};
    }

    Result<std::vector<NaiveChoice>> run() {
        std::set<Tuple> left = naive_.model().at(from_);
        if (declared_.resolution->at_least) {
            for (const Tuple& tuple : left) {
                if (strength(tuple).modality <= *declared_.resolution->at_least) keep({tuple, {}});
            }
            return std::move(chosen_);
        }
        while (!left.empty()) {
            std::vector<Tuple> rows;
            for (const Tuple& tuple : left) {
                if (naive_.same_key(relation_, *left.begin(), tuple)) rows.push_back(tuple);
            }
            for (const Tuple& row : rows) left.erase(row);
            if (rows.size() > kRowsOfAKeyMax) {
                return Error{ErrorCode::Limit, "a key has too many rows for the naive evaluator"};
            }
            declared_.conflict == ConflictPolicy::Consensus ? agree(rows) : rank(rows);
        }
        return std::move(chosen_);
    }

  private:
    Strength strength(const Tuple& tuple) const {
        return worth_.standings.at({from_, tuple}).strength;
    }

    bool is_better(const Tuple& a, const Tuple& b) const {
        if (declared_.conflict == ConflictPolicy::Strongest) {
            const Strength x = strength(a);
            const Strength y = strength(b);
            return x.modality != y.modality ? x.modality < y.modality : x.confidence > y.confidence;
        }
        const auto x = worth_.dates.find({from_, a});
        const auto y = worth_.dates.find({from_, b});
        if (x == worth_.dates.end()) return false;
        return y == worth_.dates.end() || x->second.days > y->second.days;
    }

    void rank(std::vector<Tuple> rows) {
        std::ranges::stable_sort(rows,
                                 [&](const Tuple& a, const Tuple& b) { return is_better(a, b); });
        std::vector<Tuple> standing;
        for (const Tuple& row : rows) {
            const bool loses = std::ranges::any_of(standing, [&](const Tuple& other) {
                return is_better(other, row) && naive_.conflict(relation_, row, other);
            });
            if (!loses) standing.push_back(row);
        }
        for (const Tuple& row : standing) keep({row, {}});
    }

    // ---- consensus -------------------------------------------------------------------------

    using Group = std::set<Tuple>;

    bool is_quantity(std::size_t column) const {
        return declared_.columns[column].type.base == BaseType::Quantity;
    }

    // Of intervals that overlap in pairs, all have a point in common.
    bool agree_in(const Tuple& a, const Tuple& b, bool only_periods) const {
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (only_periods && !is_period(declared_.columns[i].type)) continue;
            if (is_quantity(i) ? !overlaps(values_.interval(a[i]), values_.interval(b[i]))
                               : a[i] != b[i]) {
                return false;
            }
        }
        return true;
    }

    // How many speak for the group: sources, data, and derived rows that rest on none of these and
    // on nothing in common.
    std::size_t voices(const Group& group) const {
        std::set<std::string> heard;
        std::vector<std::set<std::string>> derived;
        std::size_t data = 0;
        for (const Tuple& row : group) {
            const NaiveVoices& own = worth_.voices.at({from_, row});
            if (!own.given) {
                derived.push_back(own.sources);
            } else if (own.sources.empty()) {
                data = 1;
            }
            if (own.given) heard.insert(own.sources.begin(), own.sources.end());
        }
        std::size_t most = 0;
        for (std::size_t bits = 0; bits < std::size_t{1} << derived.size(); ++bits) {
            std::set<std::string> spoken = heard;
            std::size_t count = 0;
            bool apart = true;
            for (std::size_t i = 0; i < derived.size(); ++i) {
                if ((bits >> i & 1) == 0) continue;
                for (const std::string& source : derived[i]) {
                    apart = spoken.insert(source).second && apart;
                }
                ++count;
            }
            if (apart) most = std::max(most, count);
        }
        return heard.size() + data + most;
    }

    void agree(std::vector<Tuple> rows) {
        while (!rows.empty()) {
            const auto [best, count] = best_groups(rows);
            std::vector<NaiveChoice> kept;
            Group standing;
            for (const Group& group : best) standing.insert(group.begin(), group.end());
            if (best.size() == 1 && count > 1) {
                const std::vector<Tuple> all(standing.begin(), standing.end());
                kept.push_back({in_common(all), all});
            } else {
                for (const Tuple& row : standing) kept.push_back({row, {row}});
            }
            std::vector<Tuple> later;
            for (const Tuple& row : rows) {
                const bool now = std::ranges::any_of(kept, [&](const NaiveChoice& choice) {
                    return agree_in(row, choice.tuple, true);
                });
                if (!standing.contains(row) && !now) later.push_back(row);
            }
            for (NaiveChoice& choice : kept) keep(std::move(choice));
            rows = std::move(later);
        }
    }

    // The largest groups of those that most voices speak for, and how many that are.
    std::pair<std::vector<Group>, std::size_t> best_groups(const std::vector<Tuple>& rows) const {
        std::vector<Group> best;
        std::size_t most = 0;
        for (std::size_t bits = 1; bits < std::size_t{1} << rows.size(); ++bits) {
            Group group;
            bool together = true;
            for (std::size_t i = 0; i < rows.size() && together; ++i) {
                if ((bits >> i & 1) == 0) continue;
                together = std::ranges::all_of(
                    group, [&](const Tuple& other) { return agree_in(rows[i], other, false); });
                group.insert(rows[i]);
            }
            if (!together) continue;
            const std::size_t count = voices(group);
            if (count < most) continue;
            if (count > most) best.clear();
            most = count;
            best.push_back(group);
        }
        const std::vector<Group> all = best;
        std::erase_if(best, [&](const Group& group) {
            return std::ranges::any_of(all, [&](const Group& other) {
                return other.size() > group.size() && std::ranges::includes(other, group);
            });
        });
        return {best, most};
    }

    Tuple in_common(const std::vector<Tuple>& group) {
        Tuple tuple = group.front();
        for (std::size_t i = 0; i < tuple.size(); ++i) {
            if (!is_quantity(i)) continue;
            Interval common = values_.interval(tuple[i]);
            for (const Tuple& other : group) {
                common = *intersection(common, values_.interval(other[i]));
            }
            tuple[i] = values_.quantity(common);
        }
        return tuple;
    }

    void keep(NaiveChoice choice) { chosen_.push_back(std::move(choice)); }

    const Naive& naive_;
    RelationId relation_;
    const Relation& declared_;
    RelationId from_;
    Values& values_;
    NaiveWorth worth_;
    std::vector<NaiveChoice> chosen_;
};

}  // namespace

Result<std::vector<NaiveChoice>> naive_resolution(const Naive& naive, const CheckedProgram& program,
                                                  Values& values, RelationId relation) {
    Choosing choosing(naive, program, values, relation);
    DICTUM_CHECK(choosing.weigh(program));
    return choosing.run();
}

}  // namespace dictum::test
