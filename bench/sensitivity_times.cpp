// Times `whatif --sensitivity` inside one process: dictum_bench_sensitivity KB GOAL...
//
// The first run reads the facts that the goal needs, the later ones don't; the best of those is
// the figure. bench/synthetic_pack.py makes a pack of 10,000 rules and 100,000 claims.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "embed/session.h"

namespace {

using namespace dictum;

double milliseconds_of(Session& session, const char* goal, SensitivityAnswer& found) {
    const auto start = std::chrono::steady_clock::now();
    auto outcome = session.sensitivity(goal, {});
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - start;
    if (auto* answer = std::get_if<SensitivityAnswer>(&outcome)) found = std::move(*answer);
    return spent.count();
}

}  // namespace

int main(int argc, char** argv) {
    constexpr int kRuns = 5;
    if (argc < 3) return 2;
    auto opened = Session::open({.packs = {}, .kb = argv[1], .limits = {}});
    if (const auto* failed = std::get_if<Failure>(&opened)) {
        std::fprintf(stderr, "%s\n", failed->text.c_str());
        return 2;
    }
    for (int i = 2; i < argc; ++i) {
        SensitivityAnswer found;
        Session& session = std::get<Session>(opened);
        const double first = milliseconds_of(session, argv[i], found);
        double best = milliseconds_of(session, argv[i], found);
        for (int run = 2; run < kRuns; ++run) {
            best = std::min(best, milliseconds_of(session, argv[i], found));
        }
        std::printf(
            "%-24s first %8.2f ms, then %8.2f ms  [%zu rows, %zu claimed facts, %zu "
            "evaluations]\n",
            argv[i], first, best, found.found.rows.size(), found.found.effects.size(),
            found.found.evaluations);
    }
    return 0;
}
