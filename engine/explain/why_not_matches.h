// How a rule nearly concludes something: the least sets of conditions without which the others have
// a match.
//
//   dearer("green", "oolong") :- price("green", p), price("oolong", q), p > q.
//   with both prices known: without p > q            with one: without price("oolong", q)
//
// A plan that has no match names conditions that don't hold together; one of them must go, so sets
// are tried as in Reiter's hitting-set tree (A theory of diagnosis from first principles, 1987):
// the smallest first, each time without one condition of the conflict that was found. Of sets of
// one size those come first that leave out what fails behind the longest satisfied part.
//
// Cost: a plan and O(log n) joins for each set that is tried, at most `tries_max`.
#pragma once

#include <functional>

#include "engine/explain/why_not_rule.h"

namespace dictum {

struct NearMatch {
    std::vector<std::uint32_t> failing;  // conditions, ascending; not empty
    std::vector<std::uint32_t> pending;  // can't be told: a variable of theirs is open
    PartialRule::Match match;
};

struct NearMatchOptions {
    std::size_t sets_max = 3;      // different `failing`
    std::size_t matches_max = 3;   // of each
    std::size_t tries_max = 24;    // sets of conditions that are tried
    std::size_t sizes_beyond = 0;  // sets that are larger than the least by so much, too
    bool least_cost_only = true;   // of failing and pending together
    bool another = false;          // the rule may have a match already: how would it have one more?
    // May the condition be set aside? Empty: any may.
    std::function<bool(std::uint32_t)> may_fail;
};

struct NearMatches {
    std::vector<NearMatch> items;
    bool cut = false;  // there may be more: a bound was reached
};

// Requires: the relations of the rule are complete, and the words fit the head's constants. Empty
// when the rule concludes such a tuple as it is, or when nothing within the options helps.
NearMatches near_matches(PartialRule& rule, std::span<const std::optional<Word>> head,
                         std::span<const std::optional<Word>> variables,
                         const NearMatchOptions& options, WhyNotBound& bound);

}  // namespace dictum
