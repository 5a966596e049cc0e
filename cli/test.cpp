#include <fstream>

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "embed/test_report.h"

namespace dictum::cli {
namespace {

// XML 1.0 text: what has a meaning is escaped, and control codes, which it can't hold, are left
// out.
std::string xml(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\n':
                out += "&#10;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') out += c;
        }
    }
    return out;
}

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

std::string junit(const std::vector<TestResult>& results, std::size_t failed) {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"dictum\" tests=\"" +
        std::to_string(results.size()) + "\" failures=\"" + std::to_string(failed) + "\">\n";
    for (const TestResult& result : results) {
        out +=
            "  <testcase name=\"" + xml(result.name) + "\" classname=\"" + xml(result.place) + "\"";
        if (result.passed()) {
            out += "/>\n";
        } else {
            out += ">\n    <failure message=\"" + xml(joined_lines(result.problems)) +
                   "\"/>\n  </testcase>\n";
        }
    }
    return out + "</testsuite>\n";
}

void show_failure(const TestResult& result) {
    if (result.passed()) return;
    print(result.place + ": failed: " + result.name + "\n");
    if (!result.goal.empty()) print("  goal: " + result.goal + "\n");
    for (const std::string& problem : result.problems) print("  " + problem + "\n");
}

bool written(const std::string& path, const std::string& text) {
    if (path.empty()) return true;
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (file.flush()) return true;
    print_error("error: `" + path + "` can't be written");
    return false;
}

void show(const TestReport& report, std::size_t failed) {
    print(std::to_string(report.results.size() - failed) + " passed, " + std::to_string(failed) +
          " failed\n");
    if (report.coverage) print(coverage_text(*report.coverage));
    if (report.mutation) print(mutation_text(*report.mutation));
}

}  // namespace

int test(const TestArguments& arguments) {
    SessionOptions options;
    options.packs = arguments.packs;
    options.limits = limits_from(arguments.limits);
    if (options.packs.empty()) {
        const auto shipped = shipped_pack();
        if (shipped) options.packs.push_back(shipped->folder);
    }
    TestMeasures measures;
    measures.coverage = arguments.coverage || !arguments.lcov.empty();
    measures.mutation = arguments.mutation;
    measures.bounds.mutants_max = arguments.mutants;
    const auto outcome = measure_pack_tests(std::move(options), measures, [&](const auto& result) {
        if (!arguments.json) show_failure(result);
    });
    if (const auto* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
    const auto& report = std::get<TestReport>(outcome);
    std::size_t failed = 0;
    for (const TestResult& result : report.results) failed += result.passed() ? 0U : 1U;
    if (!written(arguments.junit, junit(report.results, failed))) return kInputError;
    if (report.coverage && !written(arguments.lcov, coverage_lcov(*report.coverage))) {
        return kInputError;
    }
    if (arguments.json) {
        print(test_report_json(report) + "\n");
    } else {
        show(report, failed);
    }
    return failed == 0 ? kAnswered : kUnknown;
}

}  // namespace dictum::cli
