#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace dictum::cli {

int claim(const ClaimArguments& arguments) {
    ClaimRequest request = arguments.request;
    const auto now = time_to_record();
    if (const auto* failed = std::get_if<Failure>(&now)) return fail(*failed);
    request.review.recorded_at = std::get<std::string>(now);
    const auto outcome = change_claim(request);
    if (const auto* failed = std::get_if<Failure>(&outcome)) return fail(*failed);
    print_error(std::get<std::string>(outcome));
    return kAnswered;
}

}  // namespace dictum::cli
