#include "embed/export.h"

#include "cli/commands.h"
#include "cli/output.h"

namespace dictum::cli {

int export_packs(const ExportArguments& arguments) {
    const auto outcome = export_base(arguments.kb, arguments.folder);
    if (const auto* failed = std::get_if<Failure>(&outcome)) return fail(*failed);
    print_error(std::get<std::string>(outcome));
    return kAnswered;
}

}  // namespace dictum::cli
