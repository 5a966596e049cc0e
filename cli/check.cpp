#include "cli/commands.h"
#include "cli/output.h"
#include "embed/check_base.h"

namespace dictum::cli {

int check(const CheckArguments& arguments) {
    const auto outcome = check_base(arguments.kb);
    if (const auto* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
    const auto& checked = std::get<CheckedFile>(outcome);
    print(checked.text);
    return checked.whole ? kAnswered : kUnknown;
}

}  // namespace dictum::cli
