// Dates are days, and every day of the years 0001 to 9999 has one text.
#include "engine/value/date.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int year, int month) {
    static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

}  // namespace

TEST_CASE("every day of the calendar round-trips and follows the one before") {
    std::int32_t expected = Date::from_civil(1, 1, 1)->days;
    bool all_right = true;
    for (int year = 1; year <= 9999; ++year) {
        for (int month = 1; month <= 12; ++month) {
            for (int day = 1; day <= days_in(year, month); ++day) {
                const Date date = *Date::from_civil(year, month, day);
                const auto back = Date::parse(date.to_string());
                all_right = all_right && date.days == expected && back && *back == date;
                ++expected;
            }
            all_right = all_right && !Date::from_civil(year, month, days_in(year, month) + 1);
        }
    }
    CHECK(all_right);
    CHECK(Date::from_civil(1970, 1, 1)->days == 0);
    CHECK(Date::from_civil(2024, 2, 27)->days == 19780);
}

TEST_CASE("dates are written in one way only") {
    CHECK(Date::parse("2024-02-27")->to_string() == "2024-02-27");
    CHECK(Date::parse("0001-01-01")->to_string() == "0001-01-01");
    for (const char* malformed :
         {"", "2024-2-27", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10",
          "2024-01-00", "0000-01-01", "24-02-27", "2024/02/27", "2024-02-27 ", "+024-02-27",
          "2024-02-2x", "20240227", "12024-02-27"}) {
        CAPTURE(malformed);
        CHECK_FALSE(Date::parse(malformed).has_value());
    }
    CHECK(Date::parse("2023-02-29").error().message ==
          "2023-02-29 is not a date: that month has 28 days");
}

TEST_CASE("days outside the calendar are refused, and printed all the same") {
    const std::int32_t last = Date::from_civil(9999, 12, 31)->days;
    CHECK(Date::from_days(last)->to_string() == "9999-12-31");
    CHECK_FALSE(Date::from_days(std::int64_t{last} + 1));
    CHECK_FALSE(Date::from_days(-719163));
    CHECK(Date::from_days(-719162)->to_string() == "0001-01-01");
    CHECK_FALSE(Date::from_days(std::int64_t{1} << 40));
    CHECK(Date{2'147'483'647}.to_string() == "2147483647 days from 1970-01-01");
}
