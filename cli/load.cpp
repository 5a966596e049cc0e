#include <chrono>
#include <ctime>

#include "cli/commands.h"
#include "cli/output.h"

namespace dictum::cli {
namespace {

// Now, in UTC, as ISO 8601.
std::string now() {
    const std::time_t seconds =
        std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return std::string(text, length);
}

}  // namespace

int load(const LoadArguments& arguments) {
    auto loaded = load_packs(arguments.packs, arguments.kb, now());
    if (const auto* failed = std::get_if<Failure>(&loaded)) return fail(*failed);
    print_error(std::get<std::string>(loaded));
    return kAnswered;
}

}  // namespace dictum::cli
