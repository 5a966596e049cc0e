#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/table.h"

namespace dictum::cli {
namespace {

int sensitivity(Session& session, const WhatIfArguments& arguments, const AskOptions& options) {
    auto found = session.sensitivity(arguments.asked, options);
    if (const auto* failed = std::get_if<Failure>(&found)) return fail(*failed);
    const auto& result = std::get<SensitivityAnswer>(found);
    print(arguments.json ? session.to_json(result) + "\n" : printable(session.text_of(result)));
    return result.answer.status == AnswerStatus::Unknown ? kUnknown : kAnswered;
}

}  // namespace

int what_if(const WhatIfArguments& arguments) {
    auto opened = open_session(arguments.knowledge, arguments.limits);
    if (const auto* failed = std::get_if<Failure>(&opened)) return fail(*failed);
    Session& session = std::get<Session>(opened);
    const AskOptions options = ask_options(arguments.scenario, arguments.language);
    if (arguments.sensitivity) return sensitivity(session, arguments, options);
    auto compared = session.what_if(arguments.asked, options);
    if (const auto* failed = std::get_if<Failure>(&compared)) return fail(*failed);
    const WhatIf& result = std::get<WhatIf>(compared);
    print(arguments.json ? session.to_json(result) + "\n" : printable(what_if_text(result)));
    return result.after.status == AnswerStatus::Unknown ? kUnknown : kAnswered;
}

}  // namespace dictum::cli
