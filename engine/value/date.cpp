#include "engine/value/date.h"

#include <array>
#include <charconv>
#include <chrono>

namespace dictum {
namespace {

constexpr int kYearMin = 1;
constexpr int kYearMax = 9999;

std::string digits(unsigned value, std::size_t width) {
    std::string text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

// As in YYYY-MM-DD, also when there is no such day.
std::string written_as(int year, int month, int day) {
    const auto part = [](int value, std::size_t width) {
        return value < 0 ? std::to_string(value) : digits(static_cast<unsigned>(value), width);
    };
    return part(year, 4) + "-" + part(month, 2) + "-" + part(day, 2);
}

// The number that `text` is, when it is nothing but digits.
std::optional<int> number(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::int32_t days_of(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    const year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                              std::chrono::day{day}};
    return static_cast<std::int32_t>(sys_days{date}.time_since_epoch().count());
}

bool in_calendar(std::int64_t days) {
    return days >= days_of(kYearMin, 1, 1) && days <= days_of(kYearMax, 12, 31);
}

}  // namespace

Result<Date> Date::from_civil(int year, int month, int day) {
    using namespace std::chrono;
    const std::string written = written_as(year, month, day);
    if (year < kYearMin || year > kYearMax) {
        return Error{ErrorCode::InvalidInput, written + " is not a date: years are 0001 to 9999"};
    }
    if (month < 1 || month > 12) {
        return Error{ErrorCode::InvalidInput, written + " is not a date: months are 01 to 12"};
    }
    const auto last = year_month_day_last{
        std::chrono::year{year}, month_day_last{std::chrono::month(static_cast<unsigned>(month))}};
    const int days_in_month = static_cast<int>(static_cast<unsigned>(last.day()));
    if (day < 1 || day > days_in_month) {
        return Error{ErrorCode::InvalidInput, written + " is not a date: that month has " +
                                                  std::to_string(days_in_month) + " days"};
    }
    return Date{days_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day))};
}

Result<Date> Date::from_days(std::int64_t days) {
    if (!in_calendar(days)) {
        return Error{ErrorCode::InvalidInput,
                     "a date " + std::to_string(days) +
                         " days from 1970-01-01 is outside the years 0001 to 9999"};
    }
    return Date{static_cast<std::int32_t>(days)};
}

Result<Date> Date::parse(std::string_view text) {
    constexpr std::size_t kLength = 10;
    if (text.size() == kLength && text[4] == '-' && text[7] == '-') {
        const auto year = number(text.substr(0, 4));
        const auto month = number(text.substr(5, 2));
        const auto day = number(text.substr(8, 2));
        if (year && month && day) return from_civil(*year, *month, *day);
    }
    constexpr std::size_t kShown = 40;
    return Error{ErrorCode::InvalidInput,
                 "`" + std::string(text.substr(0, kShown)) + "` is not a date; write YYYY-MM-DD"};
}

std::string Date::to_string() const {
    using namespace std::chrono;
    if (!in_calendar(days)) return std::to_string(days) + " days from 1970-01-01";
    const year_month_day date{sys_days{std::chrono::days{days}}};
    return digits(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
           digits(static_cast<unsigned>(date.month()), 2) + "-" +
           digits(static_cast<unsigned>(date.day()), 2);
}

}  // namespace dictum
