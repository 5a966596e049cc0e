#include "embed/pack_tests.h"

#include "embed/failure.h"
#include "embed/test_runner.h"
#include "rules/pack.h"

namespace dictum {
namespace {

std::string place_of(const SourceMap& sources, const Span& span) {
    const Position at = sources.position(span.file, span.begin);
    return sources.name(span.file) + ":" + std::to_string(at.line);
}

}  // namespace

Outcome<std::vector<TestResult>> run_pack_tests(
    SessionOptions options, const std::function<void(const TestResult&)>& each) {
    auto report = measure_pack_tests(std::move(options), {}, each);
    if (auto* failed = std::get_if<Failure>(&report)) return *std::move(failed);
    return std::get<TestReport>(std::move(report)).results;
}

Outcome<TestReport> measure_pack_tests(SessionOptions options, const TestMeasures& measures,
                                       const std::function<void(const TestResult&)>& each) {
    SourceMap sources;
    Values values;
    Diagnostics diagnostics;
    auto pack = check_packs(options.packs, sources, values, diagnostics);
    if (!pack) return failure(pack.error());
    diagnostics.sort();
    if (!*pack) return failure(diagnostics, sources);
    auto opened = Session::open(std::move(options));
    if (auto* failed = std::get_if<Failure>(&opened)) return *std::move(failed);
    Session& session = std::get<Session>(opened);
    TestRunner runner(session);
    const PackTests tests{(*pack)->knowledge, (*pack)->program, sources};
    CoverageCount counted(session.present());
    TestReport report;
    std::vector<TestedAnswer> answered;
    for (const PackTest& test : tests.knowledge.tests) {
        TestResult& result = report.results.emplace_back();
        result.name = test.ask.empty() ? test.goal : test.ask;
        result.place = place_of(sources, test.span);
        auto outcome = runner.answer(test);
        if (const auto* failed = std::get_if<Failure>(&outcome)) {
            result.problems.push_back(failed->text);
        } else {
            Answer& answer = std::get<Answer>(outcome);
            result.goal = answer.goal;
            result.problems = runner.problems(test, answer);
            if (measures.coverage) counted.add(answer);
            if (measures.mutation && result.passed()) {
                answered.push_back({&test, std::move(answer)});
            }
        }
        each(result);
    }
    if (measures.coverage) report.coverage = counted.coverage(tests);
    if (!measures.mutation) return report;
    auto score = mutation_score(session, tests, answered, measures.bounds);
    if (auto* failed = std::get_if<Failure>(&score)) return *std::move(failed);
    report.mutation = std::get<MutationScore>(std::move(score));
    return report;
}

}  // namespace dictum
