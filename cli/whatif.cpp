#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/table.h"

namespace dictum::cli {

int what_if(const WhatIfArguments& arguments) {
    auto opened = open_session(arguments.knowledge, arguments.limits);
    if (const auto* failed = std::get_if<Failure>(&opened)) return fail(*failed);
    Session& session = std::get<Session>(opened);
    auto compared =
        session.what_if(arguments.asked, ask_options(arguments.scenario, arguments.language));
    if (const auto* failed = std::get_if<Failure>(&compared)) return fail(*failed);
    const WhatIf& result = std::get<WhatIf>(compared);
    print(arguments.json ? session.to_json(result) + "\n" : printable(what_if_text(result)));
    return result.after.status == AnswerStatus::Unknown ? kUnknown : kAnswered;
}

}  // namespace dictum::cli
