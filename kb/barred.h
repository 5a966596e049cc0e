// Barred sources: under an embargo, or in a cooling-off period, for a time or until the bar is
// lifted. Nobody is told what they say: what only they vouch for is left out, and counted; what
// others vouch for too stays, without their words.
//
//   dictum source bar call-2024-02-27 --kb calls.kb --until 2024-06-01 --reason "embargo"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.h"
#include "kb/knowledge.h"
#include "kb/sqlite.h"

namespace dictum {

// Who did something, in which role, when and why: of every change from the command line.
struct Review {
    std::string_view reason;
    std::string_view by;           // a role; may be empty
    std::string_view recorded_at;  // now, as ISO text
};

struct Bar {
    std::string source;
    std::string until;  // the first day on which it may be told; empty: until it is lifted
    std::string reason;
};

// Bars that hold today; without a day, all that were not lifted.
Result<std::vector<Bar>> bars(Database& database, std::string_view today);

struct LeftOut {
    std::vector<Bar> bars;
    std::size_t claims = 0;
    std::size_t rules = 0;
    std::size_t tables = 0;  // a table goes whole, so that its rows keep their numbers

    bool empty() const { return bars.empty(); }
    // "3 claims and 1 rule of barred sources are left out: call (embargo, until 2024-06-01)"
    std::string note() const;
};
LeftOut leave_out_barred(std::vector<Bar> bars, Knowledge& knowledge);

// Both inside a transaction of the caller's. NotFound when there is no such source. A second bar
// adds to the first.
Status bar_source(Database& database, const std::string& source, std::optional<Date> until,
                  const Review& review);
// NotFound when it is not barred.
Status lift_bars(Database& database, const std::string& source, const Review& review);

}  // namespace dictum
