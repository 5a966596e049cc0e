// What a change of rules does to answers: the tests of both packs asked under the old rules and
// under the new ones.
//
//   price(t, p), p > 300元   ->   p > 400元
//   dear("mint")   answered -> unknown   because of: rule `is-dear` (changed)
//
// Responsible is what was added, removed or changed and stands in the proofs of the rows that
// differ; where nothing of that does (a rule now withdraws one), what the goal can reach of it.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "embed/session.h"

namespace dictum {

// A claim, rule or row of a table that the packs don't have in common.
struct Difference {
    enum class How : std::uint8_t { Added, Removed, Changed };
    std::string kind;  // "claim", "rule", "row"
    std::string id;
    How how = How::Changed;

    auto operator<=>(const Difference&) const = default;
};
std::string_view to_string(Difference::How how);

struct ChangedAnswer {
    std::string asked;
    std::string place;  // file:line in the new pack; empty: a test that it no longer has
    std::string read_before, read_after;      // the goals, where they differ
    std::string status_before, status_after;  // both, where one or the other differs
    std::vector<std::string> gone, fresh;     // rows, as facts
    struct Row {
        std::string fact;
        std::string before, after;  // modality, and whether it is disputed; where they differ
        std::vector<std::string> no_longer, newly;  // what its proof rests on
    };
    std::vector<Row> other_grounds;
    std::vector<Difference> because;
};

struct AgainstReport {
    std::size_t compared = 0;
    std::vector<Difference> differences;  // rules, rows, claims, each in the order of the packs
    std::vector<ChangedAnswer> changed;
};

// The folders of the packs. A pack with errors is a Failure.
Outcome<AgainstReport> compare_packs(const std::vector<std::string>& before,
                                     const std::vector<std::string>& after, const Limits& limits);

std::string against_text(const AgainstReport& report);
std::string against_json(const AgainstReport& report);

}  // namespace dictum
