#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "embed/program_run.h"

namespace dictum::cli {

int run(const RunArguments& arguments) {
    ProgramOptions options;
    options.path = arguments.program;
    options.facts_folder = arguments.facts_folder;
    options.output_folder = arguments.output_folder;
    options.show = arguments.show;
    options.why = arguments.why;
    options.limits = limits_from(arguments.limits);
    const auto outcome = run_program(options);
    if (const auto* failed = std::get_if<Failure>(&outcome)) return fail(*failed);
    const ProgramOutput& output = std::get<ProgramOutput>(outcome);
    for (const std::string& warning : output.warnings) print_error(warning);
    print(output.text);
    return kAnswered;
}

}  // namespace dictum::cli
