#include "cli/answer_output.h"
#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"

namespace dictum::cli {

int query(const QueryArguments& arguments) {
    auto& session = keep_open(open_session(arguments.knowledge, arguments.limits));
    if (const auto* failed = std::get_if<Failure>(&session)) return fail(*failed);
    auto answer = std::get<Session>(session).query(
        arguments.goal, ask_options(arguments.scenario, arguments.language));
    if (const auto* failed = std::get_if<Failure>(&answer)) return fail(*failed);
    return print_answer(std::get<Session>(session), std::get<Answer>(answer), arguments.form,
                        arguments.why);
}

}  // namespace dictum::cli
