#include "cli/answer_output.h"
#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/table.h"

namespace dictum::cli {

// Explained is success; a goal that holds has nothing to explain, which a script wants to know.
int whynot(const WhyNotArguments& arguments) {
    auto session = open_session(arguments.knowledge, arguments.limits);
    if (const auto* failed = std::get_if<Failure>(&session)) return fail(*failed);
    WhyNotOptions search;
    search.bound = arguments.bound;
    auto answer = std::get<Session>(session).why_not(
        arguments.fact, ask_options(arguments.scenario, arguments.language), search);
    if (const auto* failed = std::get_if<Failure>(&answer)) return fail(*failed);
    const WhyNotAnswer& explained = std::get<WhyNotAnswer>(answer);
    Answer shown;
    shown.language = arguments.language;
    shown.scenario = explained.scenario;
    print_scenario(shown);
    print(arguments.json ? explained.json + "\n" : printable(explained.text));
    return explained.holds ? kUnknown : kAnswered;
}

}  // namespace dictum::cli
