// Calendar dates of the proleptic Gregorian calendar, as days since 1970-01-01.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/value/result.h"

namespace dictum {

struct Date {
    std::int32_t days = 0;  // since 1970-01-01

    static Result<Date> from_civil(int year, int month, int day);  // years 0001..9999
    static Result<Date> from_days(std::int64_t days);              // the same years
    static Result<Date> parse(std::string_view text);              // "YYYY-MM-DD", nothing else
    std::string to_string() const;
    auto operator<=>(const Date&) const = default;
};

}  // namespace dictum
