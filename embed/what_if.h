// What-if: an answer before and after, and what became of its rows.
//
//   price("bagel", p)  under  set price("bagel", +10%)
//   moved   p = 10..12CNY -> 11..13.2CNY     no longer: claim bagel-price
//
// A row after is the row before when all its values are the same; then it is told only when it
// rests on something else. A row that is gone and a new one that differ in figures only are one row
// that moved.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "ask/answer.h"
#include "ask/wording.h"

namespace dictum {

// Something that a proof rests on: the id of a claim or rule, or the text of the rest.
struct Ground {
    enum class Kind : std::uint8_t { Claim, Rule, Assumption, Data, Absence };
    Kind kind = Kind::Claim;
    std::string name;

    auto operator<=>(const Ground&) const = default;
};
std::string_view to_string(Ground::Kind kind);

struct RowChange {
    enum class Kind : std::uint8_t { Gone, New, Moved, Grounds };
    struct Side {
        std::string fact;
        std::vector<ShownValue> values;
        Strength strength;
        bool disputed = false;
    };
    Kind kind = Kind::Gone;
    std::optional<Side> before;
    std::optional<Side> after;
    std::vector<Ground> no_longer_used;
    std::vector<Ground> newly_used;
};
std::string_view to_string(RowChange::Kind kind);

struct WhatIf {
    Answer before;
    Answer after;
    std::vector<RowChange> changes;
};

// Of answers to one goal, their words from one pool of values.
std::vector<RowChange> row_changes(const WordingContext& before_context, const Answer& before,
                                   const WordingContext& after_context, const Answer& after);

// Both answers in a line each, then a paragraph a change.
std::string what_if_text(const WhatIf& what_if);

}  // namespace dictum
