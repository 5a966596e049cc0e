#include "cli/commands.h"
#include "cli/output.h"
#include "embed/check_base.h"

namespace dictum::cli {

int backup(const BackupArguments& arguments) {
    const auto outcome = back_up_base(arguments.kb, arguments.copy);
    if (const auto* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
    print_error(std::get<std::string>(outcome));
    return kAnswered;
}

}  // namespace dictum::cli
