#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace dictum::cli {
int load(const LoadArguments& arguments) {
    const auto now = time_to_record();
    if (const auto* failed = std::get_if<Failure>(&now)) return fail(*failed);
    auto loaded =
        load_packs(arguments.packs, arguments.kb, std::get<std::string>(now), arguments.seal);
    if (const auto* failed = std::get_if<Failure>(&loaded)) return fail(*failed);
    print_error(std::get<std::string>(loaded));
    return kAnswered;
}

}  // namespace dictum::cli
