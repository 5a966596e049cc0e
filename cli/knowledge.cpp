#include "cli/knowledge.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "cli/clock.h"
#include "cli/output.h"

namespace dictum::cli {
namespace {

namespace fs = std::filesystem;

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int) { interrupted = 1; }

constexpr const char* kShippedPack = "domestic-compute";

}  // namespace

std::optional<ShippedPack> shipped_pack() {
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    struct Place {
        fs::path packs;
        fs::path bases;
    };
    std::vector<Place> places;
    if (const char* named = std::getenv("DICTUM_RULES")) places.push_back({named, named});
    const fs::path installed = program.parent_path() / "share" / "dictum" / "rules";
    places.push_back({installed, installed});
    places.push_back({program.parent_path().parent_path() / "rules", program / "rules"});
    places.push_back({DICTUM_INSTALLED_RULES, DICTUM_INSTALLED_RULES});
    for (const Place& place : places) {
        const fs::path folder = place.packs / kShippedPack;
        if (!fs::is_directory(folder, ignored)) continue;
        return ShippedPack{folder.string(), (place.bases / kShippedPack).string() + ".db"};
    }
    return std::nullopt;
}

AskOptions ask_options(const ScenarioArguments& arguments, std::string language) {
    return {std::move(language), arguments.as_of, arguments.recorded_by, arguments.assume,
            arguments.without,   arguments.set,   arguments.at_least};
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
    options.today = today();
    if (options.packs.empty() && options.kb.empty()) {
        auto shipped = shipped_pack();
        if (!shipped) {
            return Failure{ErrorCode::NotFound,
                           "error: the shipped pack was not found; name one with --pack DIR, or a "
                           "knowledge base with --kb FILE"};
        }
        options.packs.push_back(std::move(shipped->folder));
        options.prepared = std::move(shipped->base);
        print_error(std::string("note: answering from the shipped pack ") + kShippedPack +
                    " (name another with --pack DIR or --kb FILE)");
    }
    auto session = Session::open(std::move(options));
    if (const auto* opened = std::get_if<Session>(&session)) {
        for (const std::string& warning : opened->warnings()) print_error(warning);
    }
    return session;
}

Outcome<Session>& keep_open(Outcome<Session> session) {
    static auto* const kept = new Outcome<Session>(std::move(session));
    return *kept;
}

}  // namespace dictum::cli
