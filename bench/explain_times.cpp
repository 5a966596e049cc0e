// Times why-not and sensitivity inside one process:
//
//   dictum_bench_explain KB whynot 'a0("t1", 5元)' ... sensitivity 'b0("t1", v)' ...
//
// The first run reads the facts that the goal needs, the later ones don't; the best of those is
// the figure. bench/synthetic_pack.py makes a pack of 10,000 rules and 100,000 claims.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "embed/session.h"

namespace {

using namespace dictum;

// What was found, in a few figures.
using Summary = std::string;

Summary why_not(Session& session, std::string_view goal) {
    const auto outcome = session.why_not(goal);
    if (const auto* failed = std::get_if<Failure>(&outcome)) return failed->text;
    const auto& answer = std::get<WhyNotAnswer>(outcome);
    if (answer.holds) return "it holds";
    return std::to_string(std::ranges::count(answer.text, '\n')) + " lines, " +
           (answer.json.find("\"bounded\": true") == std::string::npos ? "whole" : "bounded");
}

Summary sensitivity(Session& session, std::string_view goal) {
    const auto outcome = session.sensitivity(goal, {});
    if (const auto* failed = std::get_if<Failure>(&outcome)) return failed->text;
    const auto& found = std::get<SensitivityAnswer>(outcome).found;
    return std::to_string(found.rows.size()) + " rows, " + std::to_string(found.effects.size()) +
           " claimed facts, " + std::to_string(found.evaluations) + " evaluations";
}

void time(Session& session, std::string_view mode, const char* goal) {
    constexpr int kRuns = 5;
    double first = 0;
    double best = 0;
    Summary found;
    for (int run = 0; run < kRuns; ++run) {
        const auto start = std::chrono::steady_clock::now();
        found = mode == "whynot" ? why_not(session, goal) : sensitivity(session, goal);
        const std::chrono::duration<double, std::milli> spent =
            std::chrono::steady_clock::now() - start;
        if (run == 0) first = spent.count();
        best = run < 2 ? spent.count() : std::min(best, spent.count());
    }
    std::printf("%-11s %-28s first %8.2f ms, then %8.2f ms  [%s]\n", std::string(mode).c_str(),
                goal, first, best, found.c_str());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 2;
    auto opened = Session::open({.packs = {}, .kb = argv[1], .limits = {}});
    if (const auto* failed = std::get_if<Failure>(&opened)) {
        std::fprintf(stderr, "%s\n", failed->text.c_str());
        return 2;
    }
    std::string_view mode = "whynot";
    for (int i = 2; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "whynot" || word == "sensitivity") {
            mode = word;
        } else {
            time(std::get<Session>(opened), mode, argv[i]);
        }
    }
    return 0;
}
