#include "engine/eval/consensus.h"

#include <algorithm>
#include <set>

namespace dictum {
namespace {

using Group = std::vector<std::size_t>;  // indexes of opinions, ascending

class Consensus {
  public:
    Consensus(const Deliberation& about, const std::vector<Opinion>& opinions)
        : about_(about), opinions_(opinions) {}

    Result<std::vector<Agreement>> run() {
        Group all;
        for (std::size_t i = 0; i < opinions_.size(); ++i) all.push_back(i);
        DICTUM_CHECK(divide(std::move(all)));
        drop_subsets();
        if (best_.size() == 1 && voices_ > 1) return std::vector{agreement(*best_.begin())};
        std::set<std::size_t> standing;
        for (const Group& group : best_) standing.insert(group.begin(), group.end());
        std::vector<Agreement> agreements;
        for (const std::size_t index : standing) agreements.push_back(agreement({index}));
        return agreements;
    }

  private:
    // Groups that have a point in common are made column by column; those yet to be divided wait.
    struct Pending {
        Group group;
        std::size_t column = 0;
    };

    Status divide(Group all) {
        std::vector<Pending> pending{{std::move(all), 0}};
        while (!pending.empty()) {
            const Pending next = std::move(pending.back());
            pending.pop_back();
            if (!about_.meter.step()) return about_.meter.error();
            if (next.column == about_.columns.size()) {
                consider(next.group);
                continue;
            }
            std::set<Group> parts;
            for (const std::size_t start : next.group) {
                if (!about_.meter.step()) return about_.meter.error();
                parts.insert(sharing(next.group, start, about_.columns[next.column]));
            }
            for (const Group& part : parts) pending.push_back({part, next.column + 1});
        }
        return {};
    }

    // Of the group, those that hold the point where the interval of `start` begins, or its value.
    Group sharing(const Group& group, std::size_t start, std::uint32_t column) const {
        Group found;
        for (const std::size_t other : group) {
            const bool quantity = about_.relation.columns[column].type.base == BaseType::Quantity;
            const bool holds = quantity
                                   ? holds_start(interval(other, column), interval(start, column))
                                   : word(other, column) == word(start, column);
            if (holds) found.push_back(other);
        }
        return found;
    }

    // Does `a` hold the first point of `b` (the points just above it, where that end is open)?
    static bool holds_start(const Interval& a, const Interval& b) {
        if (!b.lo) return !a.lo;
        const bool begun = !a.lo || *a.lo < *b.lo || (*a.lo == *b.lo && (!a.lo_open || b.lo_open));
        const bool ended = a.hi && (*a.hi < *b.lo || (*a.hi == *b.lo && (a.hi_open || b.lo_open)));
        return begun && !ended;
    }

    void consider(const Group& group) {
        const std::size_t count = voices(group);
        if (count < voices_) return;
        if (count > voices_) best_.clear();
        voices_ = count;
        best_.insert(group);
    }

    // What a point is held by besides is no tie.
    void drop_subsets() {
        std::erase_if(best_, [&](const Group& group) {
            return std::ranges::any_of(best_, [&](const Group& other) {
                return other.size() > group.size() && std::ranges::includes(other, group);
            });
        });
    }

    std::size_t voices(const Group& group) const {
        std::set<std::string> spoken;
        bool data = false;
        std::vector<const Opinion*> derived;
        for (const std::size_t index : group) {
            const Opinion& opinion = opinions_[index];
            if (!opinion.given) {
                derived.push_back(&opinion);
            } else {
                data = data || opinion.sources.empty();
                spoken.insert(opinion.sources.begin(), opinion.sources.end());
            }
        }
        std::size_t count = spoken.size() + (data ? 1 : 0);
        // Those that rest on little first: they leave most to the others.
        std::ranges::stable_sort(derived, {}, [](const Opinion* o) { return o->sources.size(); });
        for (const Opinion* opinion : derived) {
            const bool heard = std::ranges::any_of(
                opinion->sources,
                [&](const std::string& source) { return spoken.contains(source); });
            if (heard) continue;
            ++count;
            spoken.insert(opinion->sources.begin(), opinion->sources.end());
        }
        return count;
    }

    Agreement agreement(const Group& group) {
        Agreement result;
        result.tuple = about_.tuples[opinions_[group[0]].row].words();
        result.opinions = group;
        for (const std::uint32_t column : about_.columns) {
            if (about_.relation.columns[column].type.base != BaseType::Quantity) continue;
            Interval common = interval(group[0], column);
            for (const std::size_t index : group) {
                if (auto both = intersection(common, interval(index, column))) common = *both;
            }
            result.tuple[column] = about_.values.quantity(common);
        }
        return result;
    }

    Word word(std::size_t index, std::uint32_t column) const {
        return about_.tuples[opinions_[index].row][column];
    }
    const Interval& interval(std::size_t index, std::uint32_t column) const {
        return about_.values.interval(word(index, column));
    }

    const Deliberation& about_;
    const std::vector<Opinion>& opinions_;
    std::set<Group> best_;
    std::size_t voices_ = 0;
};

}  // namespace

Result<std::vector<Agreement>> consensus(const Deliberation& about,
                                         const std::vector<Opinion>& opinions) {
    return Consensus(about, opinions).run();
}

}  // namespace dictum
