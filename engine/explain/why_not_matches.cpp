#include "engine/explain/why_not_matches.h"

#include <algorithm>
#include <deque>
#include <set>

namespace dictum {
namespace {

using Set = std::vector<std::uint32_t>;  // ascending

class MatchSearch {
  public:
    MatchSearch(PartialRule& rule, std::span<const std::optional<Word>> head,
                std::span<const std::optional<Word>> variables, const NearMatchOptions& options,
                WhyNotBound& bound)
        : rule_(rule), head_(head), variables_(variables), options_(options), bound_(bound) {}

    NearMatches run() {
        open_.push_back({});
        for (std::size_t tries = 0; !open_.empty(); ++tries) {
            const Set set = std::move(open_.front());
            open_.pop_front();
            if (is_beyond(set)) break;
            if (tries >= options_.tries_max || !bound_.may_go_on()) {
                found_.cut = true;
                break;
            }
            if (holds_another(set)) continue;
            if (!try_set(set)) break;
        }
        if (options_.least_cost_only) keep_least();
        return std::move(found_);
    }

  private:
    // False: nothing is missing at all, or enough was found.
    bool try_set(const Set& set) {
        std::vector<char> aside(rule_.conditions(), 0);
        for (const std::uint32_t condition : set) aside[condition] = 1;
        rule_.compile(aside, head_, variables_);
        std::vector<PartialRule::Match> matches = rule_.matches(options_.matches_max + 1);
        if (matches.empty()) {
            branch(set, rule_.conflict());
            return true;
        }
        if (set.empty() && !options_.another) return false;
        if (set.empty()) {
            branch(set, all_conditions());
            return true;
        }
        if (sets_.size() == options_.sets_max) {
            found_.cut = true;
            return false;
        }
        if (matches.size() > options_.matches_max) {
            matches.pop_back();
            found_.cut = true;
        }
        sets_.push_back(set);
        // What is pending may yet fail, and less would be pending with more set aside.
        if (options_.least_cost_only || rule_.pending().empty()) whole_.push_back(set);
        if (!options_.least_cost_only && !rule_.pending().empty()) branch(set, all_conditions());
        for (PartialRule::Match& match : matches) {
            found_.items.push_back({set, rule_.pending(), std::move(match)});
        }
        return true;
    }

    void branch(const Set& set, const std::vector<std::uint32_t>& conflict) {
        for (const std::uint32_t condition : conflict) {
            if (options_.may_fail && !options_.may_fail(condition)) continue;
            if (std::ranges::binary_search(set, condition)) continue;
            Set larger = set;
            larger.insert(std::upper_bound(larger.begin(), larger.end(), condition), condition);
            if (seen_.insert(larger).second) open_.push_back(std::move(larger));
        }
    }

    std::vector<std::uint32_t> all_conditions() const {
        std::vector<std::uint32_t> all(rule_.rule().body.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
        return all;
    }

    bool is_beyond(const Set& set) const {
        return !sets_.empty() && set.size() > sets_.front().size() + options_.sizes_beyond;
    }

    bool holds_another(const Set& set) const {
        return std::ranges::any_of(
            whole_, [&](const Set& smaller) { return std::ranges::includes(set, smaller); });
    }

    void keep_least() {
        const auto cost = [](const NearMatch& item) {
            return item.failing.size() + item.pending.size();
        };
        std::size_t least = SIZE_MAX;
        for (const NearMatch& item : found_.items) least = std::min(least, cost(item));
        std::erase_if(found_.items, [&](const NearMatch& item) { return cost(item) > least; });
    }

    PartialRule& rule_;
    std::span<const std::optional<Word>> head_;
    std::span<const std::optional<Word>> variables_;
    const NearMatchOptions& options_;
    WhyNotBound& bound_;
    std::deque<Set> open_;
    std::set<Set> seen_;
    std::vector<Set> sets_;   // that have a match
    std::vector<Set> whole_;  // of these, those of which no superset is wanted
    NearMatches found_;
};

}  // namespace

NearMatches near_matches(PartialRule& rule, std::span<const std::optional<Word>> head,
                         std::span<const std::optional<Word>> variables,
                         const NearMatchOptions& options, WhyNotBound& bound) {
    return MatchSearch(rule, head, variables, options, bound).run();
}

}  // namespace dictum
