#include "cli/clock.h"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string_view>

namespace dictum::cli {
namespace {

// Seconds since 1970 that a build wants recorded instead of now, so that it makes the same bytes
// whenever it runs (https://reproducible-builds.org/specs/source-date-epoch/).
Outcome<std::time_t> fixed_time(const char* named) {
    const std::string_view text(named);
    constexpr std::time_t kLast = 253'402'300'799;  // 9999-12-31T23:59:59Z
    std::time_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    if (whole && seconds >= 0 && seconds <= kLast) return seconds;
    return Failure{ErrorCode::InvalidInput,
                   "error: SOURCE_DATE_EPOCH is `" + std::string(text) +
                       "`, which is not a time in seconds since 1970; unset it to record now"};
}

Outcome<std::time_t> seconds_to_record() {
    const char* named = std::getenv("SOURCE_DATE_EPOCH");
    if (named != nullptr) return fixed_time(named);
    return std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
}

// In UTC, as ISO 8601.
std::string iso(std::time_t seconds) {
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return std::string(text, length);
}

}  // namespace

Outcome<std::string> time_to_record() {
    const auto time = seconds_to_record();
    if (const auto* failed = std::get_if<Failure>(&time)) return *failed;
    return iso(std::get<std::time_t>(time));
}

std::string today() {
    const auto now = time_to_record();
    const auto* text = std::get_if<std::string>(&now);
    return text == nullptr ? std::string() : text->substr(0, 10);
}

}  // namespace dictum::cli
