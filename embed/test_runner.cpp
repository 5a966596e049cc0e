#include "embed/test_runner.h"

#include <algorithm>

namespace dictum {
namespace {

template <class Test>
bool any_row(const Answer& answer, Test test) {
    return std::any_of(answer.answers.begin(), answer.answers.end(), test) ||
           std::any_of(answer.conflicts.begin(), answer.conflicts.end(), test);
}

std::string values_of(const Answer& answer, const std::string& column) {
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

}  // namespace

bool has_turn(const Answer& answer, const std::string& turn) {
    return any_row(answer, [&](const AnswerRow& row) {
        return std::any_of(row.citations.begin(), row.citations.end(),
                           [&](const ShownCitation& c) { return c.citation.turn == turn; });
    });
}

Outcome<Answer> TestRunner::answer(const PackTest& test, const std::vector<std::string>& without,
                                   View* view) {
    AskOptions options;
    options.at_least = test.at_least;
    options.without = without;
    return session_.answer_test(test, options, view);
}

std::vector<std::string> TestRunner::problems(const PackTest& test, const Answer& answer) {
    std::vector<std::string> found;
    if (to_string(answer.status) != test.status) {
        found.push_back("status is " + std::string(to_string(answer.status)) + ", not " +
                        test.status + ": " + answer.text);
    }
    for (const auto& [column, expected] : test.values) {
        if (has_value(answer, column, expected)) continue;
        if (column == "verdict" && answer.verdict != Verdict::NotAsked &&
            expected == to_string(answer.verdict))
            continue;
        found.push_back("no answer has " + column + " = " + expected + "; " + column + " is " +
                        values_of(answer, column));
    }
    for (const std::string& turn : test.cites) {
        if (test.status != "unknown" && !has_turn(answer, turn)) {
            found.push_back("nothing cites " + turn);
        }
    }
    return found;
}

bool TestRunner::has_value(const Answer& answer, const std::string& column,
                           const std::string& expected) {
    return any_row(answer, [&](const AnswerRow& row) {
        return std::any_of(row.values.begin(), row.values.end(), [&](const ShownValue& value) {
            return value.name == column && is_expected(value, expected);
        });
    });
}

// An id, the shown text, or a literal of the rule language.
bool TestRunner::is_expected(const ShownValue& value, const std::string& expected) {
    if (value.id == expected || value.text == expected) return true;
    if (!value.id.empty()) return false;
    const bool bounded = expected.starts_with('>') || expected.starts_with('<');
    if (bounded) return is_bound(value, expected);
    const auto literal = literal_value(expected);
    return literal && literal->word == value.word;
}

// `>400T` and `>=400T`: half-open intervals, which stand in arguments only.
bool TestRunner::is_bound(const ShownValue& value, const std::string& expected) {
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

std::optional<ShownValue> TestRunner::literal_value(const std::string& text) {
    auto outcome = session_.query("literal = " + text);
    const auto* answer = std::get_if<Answer>(&outcome);
    if (answer == nullptr || answer->answers.empty()) return std::nullopt;
    return answer->answers[0].values[0];
}

}  // namespace dictum
