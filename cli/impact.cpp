#include "embed/impact.h"

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"

namespace dictum::cli {

int impact(const ImpactArguments& arguments) {
    auto& opened = keep_open(open_session(arguments.knowledge, arguments.limits));
    if (const auto* failed = std::get_if<Failure>(&opened)) return fail(*failed);
    const auto outcome =
        impact_of(std::get<Session>(opened), arguments.id, arguments.knowledge.packs);
    if (const auto* failed = std::get_if<Failure>(&outcome)) return fail(*failed);
    const auto& found = std::get<Impact>(outcome);
    print(arguments.json ? impact_json(found) : impact_text(found));
    return kAnswered;
}

}  // namespace dictum::cli
