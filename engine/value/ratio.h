// A ratio as it was written: `9:1` is not `18:2`, and never reduced.
#pragma once

#include <string>
#include <string_view>

#include "engine/value/interval.h"

namespace dictum {

struct Ratio {
    Decimal first;
    Decimal second;

    static Result<Ratio> parse(std::string_view text);  // "9:1", "0.5:2"; no negative side
    std::string to_string() const;
    // first / (first + second), rounded outward; 0:0 is an Error.
    Result<Interval> share() const;
    bool operator==(const Ratio&) const = default;
};

}  // namespace dictum
