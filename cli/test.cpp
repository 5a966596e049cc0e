#include <fstream>

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "embed/pack_tests.h"

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

}  // namespace

int test(const TestArguments& arguments) {
    SessionOptions options;
    options.packs = arguments.packs;
    options.limits = limits_from(arguments.limits);
    if (options.packs.empty()) {
        const auto shipped = shipped_pack();
        if (shipped) options.packs.push_back(shipped->folder);
    }
    auto outcome = run_pack_tests(std::move(options), show_failure);
    if (const auto* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
    const auto& results = std::get<std::vector<TestResult>>(outcome);
    std::size_t failed = 0;
    for (const TestResult& result : results) failed += result.passed() ? 0U : 1U;
    if (!arguments.junit.empty()) {
        std::ofstream file(arguments.junit, std::ios::binary);
        file << junit(results, failed);
        if (!file.flush()) {
            print_error("error: `" + arguments.junit + "` can't be written");
            return kInputError;
        }
    }
    print(std::to_string(results.size() - failed) + " passed, " + std::to_string(failed) +
          " failed\n");
    return failed == 0 ? kAnswered : kUnknown;
}

}  // namespace dictum::cli
