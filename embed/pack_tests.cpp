#include "embed/pack_tests.h"

#include <algorithm>

#include "embed/failure.h"
#include "rules/pack.h"

namespace dictum {
namespace {

class TestRun {
  public:
    explicit TestRun(Session& session) : session_(session) {}

    TestResult run(const PackTest& test) {
        TestResult result;
        result.name = test.ask.empty() ? test.goal : test.ask;
        AskOptions options;
        options.at_least = test.at_least;
        auto outcome =
            test.ask.empty() ? session_.query(test.goal, options) : session_.ask(test.ask, options);
        if (const auto* failed = std::get_if<Failure>(&outcome)) {
            result.problems.push_back(failed->text);
            return result;
        }
        const Answer& answer = std::get<Answer>(outcome);
        result.goal = answer.goal;
        compare(test, answer, result.problems);
        return result;
    }

  private:
    void compare(const PackTest& test, const Answer& answer, std::vector<std::string>& problems) {
        if (to_string(answer.status) != test.status) {
            problems.push_back("status is " + std::string(to_string(answer.status)) + ", not " +
                               test.status + ": " + answer.text);
        }
        for (const auto& [column, expected] : test.values) {
            if (has_value(answer, column, expected)) continue;
            if (column == "verdict" && answer.verdict != Verdict::NotAsked &&
                expected == to_string(answer.verdict))
                continue;
            problems.push_back("no answer has " + column + " = " + expected + "; " + column +
                               " is " + values_of(answer, column));
        }
        for (const std::string& turn : test.cites) {
            if (test.status != "unknown" && !has_turn(answer, turn)) {
                problems.push_back("nothing cites " + turn);
            }
        }
    }

    template <class Test>
    static bool any_row(const Answer& answer, Test test) {
        return std::any_of(answer.answers.begin(), answer.answers.end(), test) ||
               std::any_of(answer.conflicts.begin(), answer.conflicts.end(), test);
    }

    bool has_value(const Answer& answer, const std::string& column, const std::string& expected) {
        return any_row(answer, [&](const AnswerRow& row) {
            return std::any_of(row.values.begin(), row.values.end(), [&](const ShownValue& value) {
                return value.name == column && is_expected(value, expected);
            });
        });
    }

    // An id, the shown text, or a literal of the rule language.
    bool is_expected(const ShownValue& value, const std::string& expected) {
        if (value.id == expected || value.text == expected) return true;
        if (!value.id.empty()) return false;
        const bool bounded = expected.starts_with('>') || expected.starts_with('<');
        if (bounded) return is_bound(value, expected);
        const auto literal = literal_value(expected);
        return literal && literal->word == value.word;
    }

    // `>400T` and `>=400T`: half-open intervals, which stand in arguments only.
    bool is_bound(const ShownValue& value, const std::string& expected) {
        const bool closed = expected.size() > 1 && expected[1] == '=';
        const auto end = literal_value(expected.substr(closed ? 2 : 1));
        if (!end || !end->in_unit || !value.in_unit || end->unit != value.unit) return false;
        Interval wanted;
        if (expected[0] == '>') {
            wanted.lo = end->in_unit->lo;
            wanted.lo_open = !closed;
        } else {
            wanted.hi = end->in_unit->hi;
            wanted.hi_open = !closed;
        }
        return *value.in_unit == wanted;
    }

    std::optional<ShownValue> literal_value(const std::string& text) {
        auto outcome = session_.query("literal = " + text);
        const auto* answer = std::get_if<Answer>(&outcome);
        if (answer == nullptr || answer->answers.empty()) return std::nullopt;
        return answer->answers[0].values[0];
    }

    static bool has_turn(const Answer& answer, const std::string& turn) {
        return any_row(answer, [&](const AnswerRow& row) {
            return std::any_of(row.citations.begin(), row.citations.end(),
                               [&](const ShownCitation& c) { return c.citation.turn == turn; });
        });
    }

    static std::string values_of(const Answer& answer, const std::string& column) {
        std::string text;
        static_cast<void>(any_row(answer, [&](const AnswerRow& row) {
            for (const ShownValue& value : row.values) {
                if (value.name != column) continue;
                text += (text.empty() ? "" : ", ") + (value.id.empty() ? value.text : value.id);
            }
            return false;
        }));
        return text.empty() ? "not in the answer" : text;
    }

    Session& session_;
};

}  // namespace

Outcome<std::vector<TestResult>> run_pack_tests(
    SessionOptions options, const std::function<void(const TestResult&)>& each) {
    SourceMap sources;
    Values values;
    Diagnostics diagnostics;
    auto pack = check_packs(options.packs, sources, values, diagnostics);
    if (!pack) return failure(pack.error());
    diagnostics.sort();
    if (!*pack) return failure(diagnostics, sources);
    auto opened = Session::open(std::move(options));
    if (auto* failed = std::get_if<Failure>(&opened)) return *std::move(failed);
    TestRun run(std::get<Session>(opened));
    std::vector<TestResult> results;
    for (const PackTest& test : (*pack)->knowledge.tests) {
        results.push_back(run.run(test));
        const Position at = sources.position(test.span.file, test.span.begin);
        results.back().place = sources.name(test.span.file) + ":" + std::to_string(at.line);
        each(results.back());
    }
    return results;
}

}  // namespace dictum
