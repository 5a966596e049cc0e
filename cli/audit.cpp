#include "embed/audit.h"

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"

namespace dictum::cli {

int audit(const AuditArguments& arguments) {
    AuditRequest request;
    request.packs = arguments.packs;
    request.kb = arguments.kb;
    request.form = arguments.form;
    request.limits = limits_from(arguments.limits);
    if (request.packs.empty() && request.kb.empty()) {
        const auto shipped = shipped_pack();
        if (!shipped) {
            print_error("error: the shipped pack was not found; name a pack, or --kb FILE");
            return kInputError;
        }
        request.packs.push_back(shipped->folder);
    }
    const auto outcome = run_audit(request);
    if (const auto* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
    const auto& audited = std::get<AuditOutcome>(outcome);
    print(audited.text);
    return audited.clean ? kAnswered : kUnknown;
}

}  // namespace dictum::cli
