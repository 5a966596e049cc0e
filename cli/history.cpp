#include "cli/commands.h"
#include "cli/output.h"

namespace dictum::cli {

int history(const HistoryArguments& arguments) {
    const auto outcome = history_text(arguments.kb, arguments.id, arguments.json);
    if (const auto* failed = std::get_if<Failure>(&outcome)) return fail(*failed);
    print(std::get<std::string>(outcome));
    return kAnswered;
}

}  // namespace dictum::cli
