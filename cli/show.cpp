#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"

namespace dictum::cli {

int show(const ShowArguments& arguments) {
    auto session = open_session(arguments.knowledge, LimitArguments{});
    if (const auto* failed = std::get_if<Failure>(&session)) return fail(*failed);
    auto shown = std::get<Session>(session).show(arguments.form);
    if (const auto* failed = std::get_if<Failure>(&shown)) return fail(*failed);
    print(std::get<std::string>(shown));
    return kAnswered;
}

}  // namespace dictum::cli
