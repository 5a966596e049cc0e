#include "embed/test_report.h"

#include <algorithm>
#include <map>

#include "embed/json_writer.h"

namespace dictum {
namespace {

std::string of(std::size_t part, std::size_t all) {
    std::string text = std::to_string(part) + " of " + std::to_string(all);
    if (all > 0) text += " (" + std::to_string(part * 100 / all) + " %)";
    return text;
}

std::string of(const Coverage::Share& share) { return of(share.covered, share.all); }

std::string place(const std::string& file, std::uint32_t line) {
    return file + ":" + std::to_string(line) + ": ";
}

// `threshold 300元 -> 330元 of `dear``; what is left out has no other side.
std::string told(const Survivor& survivor) {
    std::string text(to_string(survivor.kind));
    if (!survivor.before.empty()) text += " `" + survivor.before + "`";
    if (!survivor.after.empty())
        return text + " -> `" + survivor.after + "` of `" + survivor.id + "`";
    return text + (survivor.before.empty() ? " `" : " of `") + survivor.id + "` left out";
}

class TestReportWriter {
  public:
    std::string run(const TestReport& report) {
        out_.begin_object();
        number("schema_version", 1);
        std::size_t failed = 0;
        for (const TestResult& result : report.results) failed += result.passed() ? 0U : 1U;
        number("passed", report.results.size() - failed);
        number("failed", failed);
        out_.key("tests");
        out_.begin_array();
        for (const TestResult& result : report.results) add(result);
        out_.end_array();
        if (report.coverage) add(*report.coverage);
        if (report.mutation) add(*report.mutation);
        out_.end_object();
        return out_.text();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        out_.key(key);
        out_.string(value);
    }
    void number(std::string_view key, std::size_t value) {
        out_.key(key);
        out_.number(value);
    }
    void share(std::string_view key, const Coverage::Share& share) {
        out_.key(key);
        out_.begin_object();
        number("covered", share.covered);
        number("all", share.all);
        out_.end_object();
    }

    void add(const TestResult& result) {
        out_.begin_object();
        text("name", result.name);
        text("place", result.place);
        text("goal", result.goal);
        out_.key("passed");
        out_.boolean(result.passed());
        out_.key("problems");
        out_.begin_array();
        for (const std::string& problem : result.problems) out_.string(problem);
        out_.end_array();
        out_.end_object();
    }

    void add(const Coverage& coverage) {
        out_.key("coverage");
        out_.begin_object();
        share("rules", coverage.of_rules());
        share("rows", coverage.of_rows());
        share("conditions", coverage.of_conditions());
        out_.key("items");
        out_.begin_array();
        for (const CoveredRule& rule : coverage.rules) add(rule);
        out_.end_array();
        out_.end_object();
    }

    void add(const CoveredRule& rule) {
        out_.begin_object();
        text("kind", rule.row ? "row" : "rule");
        text("id", rule.id);
        text("file", rule.file);
        number("line", rule.line);
        number("tests", rule.tests);
        out_.key("conditions");
        out_.begin_array();
        for (const CoveredCondition& condition : rule.conditions) {
            out_.begin_object();
            text("text", condition.text);
            number("line", condition.line);
            number("tests", condition.tests);
            out_.end_object();
        }
        out_.end_array();
        out_.end_object();
    }

    void add(const MutationScore& score) {
        out_.key("mutation");
        out_.begin_object();
        number("killed", score.killed());
        number("survived", score.survivors.size());
        number("not_tried", score.not_tried);
        number("no_program", score.no_program);
        out_.key("kinds");
        out_.begin_object();
        for (std::size_t i = 0; i < score.counts.size(); ++i) {
            out_.key(to_string(static_cast<MutantKind>(i)));
            out_.begin_object();
            number("killed", score.counts.at(i).killed);
            number("survived", score.counts.at(i).survived);
            out_.end_object();
        }
        out_.end_object();
        out_.key("survivors");
        out_.begin_array();
        for (const Survivor& survivor : score.survivors) {
            out_.begin_object();
            text("kind", to_string(survivor.kind));
            text("id", survivor.id);
            text("file", survivor.file);
            number("line", survivor.line);
            if (!survivor.before.empty()) text("before", survivor.before);
            if (!survivor.after.empty()) text("after", survivor.after);
            out_.end_object();
        }
        out_.end_array();
        out_.end_object();
    }

    JsonWriter out_;
};

}  // namespace

std::string coverage_text(const Coverage& coverage) {
    std::string text = "coverage: rules " + of(coverage.of_rules()) + ", rows " +
                       of(coverage.of_rows()) + ", conditions " + of(coverage.of_conditions()) +
                       "\n";
    for (const CoveredRule& rule : coverage.rules) {
        if (rule.tests == 0) {
            text += place(rule.file, rule.line) + (rule.row ? "row `" : "rule `") + rule.id +
                    "`: no test rests on it\n";
            continue;
        }
        for (const CoveredCondition& condition : rule.conditions) {
            if (condition.tests > 0) continue;
            text += place(rule.file, condition.line) + "`" + condition.text + "` of `" + rule.id +
                    "`: no test rests on it\n";
        }
    }
    return text;
}

std::string coverage_lcov(const Coverage& coverage) {
    std::map<std::string, std::vector<const CoveredRule*>> by_file;
    for (const CoveredRule& rule : coverage.rules) by_file[rule.file].push_back(&rule);
    std::string text = "TN:dictum\n";
    for (const auto& [file, rules] : by_file) {
        text += "SF:" + file + "\n";
        std::map<std::uint32_t, std::size_t> lines;  // the least of a line
        std::string functions;
        std::size_t hit = 0;
        const auto add = [&](std::uint32_t line, std::size_t tests) {
            const auto [at, fresh] = lines.emplace(line, tests);
            if (!fresh) at->second = std::min(at->second, tests);
        };
        for (const CoveredRule* rule : rules) {
            functions += "FN:" + std::to_string(rule->line) + "," + rule->id +
                         "\nFNDA:" + std::to_string(rule->tests) + "," + rule->id + "\n";
            hit += rule->tests > 0 ? 1U : 0U;
            add(rule->line, rule->tests);
            for (const CoveredCondition& condition : rule->conditions) {
                add(condition.line, condition.tests);
            }
        }
        text += functions + "FNF:" + std::to_string(rules.size()) + "\nFNH:" + std::to_string(hit) +
                "\n";
        std::size_t lines_hit = 0;
        for (const auto& [line, tests] : lines) {
            text += "DA:" + std::to_string(line) + "," + std::to_string(tests) + "\n";
            lines_hit += tests > 0 ? 1U : 0U;
        }
        text += "LF:" + std::to_string(lines.size()) + "\nLH:" + std::to_string(lines_hit) +
                "\nend_of_record\n";
    }
    return text;
}

std::string mutation_text(const MutationScore& score) {
    std::string text = "mutation: killed " + of(score.killed(), score.all());
    for (std::size_t i = 0; i < score.counts.size(); ++i) {
        const auto& count = score.counts.at(i);
        if (count.killed + count.survived == 0) continue;
        text += "; " + std::string(to_string(static_cast<MutantKind>(i))) + " " +
                std::to_string(count.killed) + "/" + std::to_string(count.killed + count.survived);
    }
    if (score.not_tried > 0) text += "; " + std::to_string(score.not_tried) + " not tried";
    text += "\n";
    for (const Survivor& survivor : score.survivors) {
        text += place(survivor.file, survivor.line) + "survived: " + told(survivor) + "\n";
    }
    return text;
}

std::string test_report_json(const TestReport& report) { return TestReportWriter().run(report); }

}  // namespace dictum
