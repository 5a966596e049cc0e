// The text of a change: `server_price("a100", +10%)` -> a goal with a hole, and what to do with the
// value that stands there.
//
//   +10%  -5%  +5..10%     times 1.1, 0.95, 1.05..1.1      *1.1       times
//   +5万元  -2pp           plus, minus                     =-3CNY     the value itself, as is 60CNY
//
// `%` behind a sign is always a share of the value; points of a percentage are `pp`. Arithmetic is
// that of intervals: exact, or rounded outward in the 18th digit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/value/interval.h"
#include "engine/value/type.h"

namespace dictum {

// Which argument is a change, and the text with `_` in its place (and spaces, so that every other
// character keeps its position). Without a change the text stays as it is.
struct ChangeText {
    std::string goal;
    std::optional<std::size_t> argument;
    char sign = '=';      // + - *
    std::string amount;   // without the sign
    std::size_t at = 0;   // where the argument stands
    std::size_t end = 0;  // and ends
    std::size_t changes = 0;
};
ChangeText read_change(std::string_view text);

// The value after the change. `type` is the column's, Quantity or Number; a number is an interval
// of one value, before and after.
Result<Interval> changed(const ChangeText& change, const Interval& value, const Type& type,
                         UnitTable& units);

}  // namespace dictum
