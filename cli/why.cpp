#include "cli/answer_output.h"
#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"

namespace dictum::cli {

int why(const WhyArguments& arguments) {
    auto session = open_session(arguments.knowledge, arguments.limits);
    if (const auto* failed = std::get_if<Failure>(&session)) return fail(*failed);
    auto answer = std::get<Session>(session).query(
        arguments.fact, ask_options(arguments.scenario, arguments.language));
    if (const auto* failed = std::get_if<Failure>(&answer)) return fail(*failed);
    const Answer& found = std::get<Answer>(answer);
    if (arguments.json) {
        return print_answer(std::get<Session>(session), found, AnswerForm::Json, false);
    }
    if (found.status == AnswerStatus::Unknown) {
        print_error("unknown: nothing in the knowledge proves " + found.goal);
        for (const std::string& note : found.notes) print_error(note);
        print_scenario(found);
        return kUnknown;
    }
    print_scenario(found);
    print(std::get<Session>(session).why_text(found));
    return kAnswered;
}

}  // namespace dictum::cli
