#include "cli/knowledge.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "cli/output.h"

namespace dictum::cli {
namespace {

namespace fs = std::filesystem;

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int) { interrupted = 1; }

constexpr const char* kShippedPack = "domestic-compute";

// Beside the program when installed, in the source tree when built there; DICTUM_RULES names
// another folder of packs.
std::string shipped_pack() {
    std::error_code ignored;
    std::vector<fs::path> folders;
    if (const char* named = std::getenv("DICTUM_RULES")) folders.emplace_back(named);
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    folders.push_back(program.parent_path() / "share" / "dictum" / "rules");
    folders.push_back(program.parent_path().parent_path() / "rules");
    folders.emplace_back(DICTUM_INSTALLED_RULES);
    for (const fs::path& folder : folders) {
        if (fs::is_directory(folder / kShippedPack, ignored)) {
            return (folder / kShippedPack).string();
        }
    }
    return {};
}

}  // namespace

AskOptions ask_options(const ScenarioArguments& arguments, std::string language) {
    return {std::move(language), arguments.as_of,   arguments.recorded_by,
            arguments.assume,    arguments.without, arguments.set};
}

Limits limits_from(const LimitArguments& arguments) {
    Limits limits;
    limits.tuples_max = arguments.tuples;
    limits.rounds_max = arguments.rounds;
    limits.bytes_max = std::uint64_t{arguments.megabytes} << 20;
    std::signal(SIGINT, on_interrupt);
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = arguments.seconds;
    limits.poll = [start, seconds]() -> std::optional<Error> {
        if (interrupted != 0) return Error{ErrorCode::Interrupted, "interrupted"};
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        if (spent.count() <= seconds) return std::nullopt;
        return Error{ErrorCode::Limit, "the time limit of " + std::to_string(seconds) +
                                           " s was reached; --limit-seconds raises it"};
    };
    return limits;
}

Outcome<Session> open_session(const KnowledgeArguments& knowledge, const LimitArguments& limits) {
    SessionOptions options;
    options.packs = knowledge.packs;
    options.kb = knowledge.kb;
    options.limits = limits_from(limits);
    if (options.packs.empty() && options.kb.empty()) {
        options.packs.push_back(shipped_pack());
        if (options.packs[0].empty()) {
            return Failure{ErrorCode::NotFound,
                           "error: the shipped pack was not found; name one with --pack DIR, or a "
                           "knowledge base with --kb FILE"};
        }
        print_error(std::string("note: answering from the shipped pack ") + kShippedPack +
                    " (name another with --pack DIR or --kb FILE)");
    }
    auto session = Session::open(std::move(options));
    if (const auto* opened = std::get_if<Session>(&session)) {
        for (const std::string& warning : opened->warnings()) print_error(warning);
    }
    return session;
}

}  // namespace dictum::cli
