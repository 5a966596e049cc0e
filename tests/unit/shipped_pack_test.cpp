// The shipped pack passes its own [[test]]s: questions and goals with the status, values and turns
// that the call gives.
#include "embed/session.h"
#include "rules/pack.h"
#include "tests/catch.hpp"


using namespace dictum;

namespace {

// A value as the test writes it: an id, the shown text, or a literal of the rule language.
bool same_value(Session& session, const ShownValue& value, const std::string& expected) {
    if (value.id == expected || value.text == expected) return true;
    if (!value.id.empty()) return false;
    if (expected.starts_with('>')) {  // a half-open interval stands in arguments only
        auto end = session.query("literal = " + expected.substr(1));
        const auto* found = std::get_if<Answer>(&end);
        return found != nullptr && !found->answers.empty() && value.in_unit &&
               value.in_unit->lo_open && !value.in_unit->hi &&
               value.in_unit->lo->to_double(Rounding::Down) ==
                   found->answers[0].values[0].in_unit->lo->to_double(Rounding::Down);
    }
    auto literal = session.query("literal = " + expected);
    const auto* found = std::get_if<Answer>(&literal);
    return found != nullptr && !found->answers.empty() &&
           found->answers[0].values[0].word == value.word;
}

std::vector<AnswerRow> all_rows(const Answer& answer) {
    std::vector<AnswerRow> rows = answer.answers;
    rows.insert(rows.end(), answer.conflicts.begin(), answer.conflicts.end());
    return rows;
}

bool has_value(Session& session, const Answer& answer, const std::string& column,
               const std::string& expected) {
    for (const AnswerRow& row : all_rows(answer)) {
        for (const ShownValue& value : row.values) {
            if (value.name == column && same_value(session, value, expected)) return true;
        }
    }
    return false;
}

bool has_turn(const Answer& answer, const std::string& turn) {
    for (const AnswerRow& row : all_rows(answer)) {
        for (const ShownCitation& cited : row.citations) {
            if (cited.citation.turn == turn) return true;
        }
    }
    return false;
}

std::vector<PackTest> tests_of(const std::string& folder) {
    SourceMap sources;
    Values values;
    Diagnostics diagnostics;
    auto pack = check_packs({folder}, sources, values, diagnostics);
    if (!pack || !*pack) return {};
    return (*pack)->knowledge.tests;
}

}  // namespace

TEST_CASE("the shipped pack passes its own tests") {
    auto opened = Session::open({.packs = {"rules/domestic-compute"}, .kb = {}, .limits = {}});
    if (const auto* failed = std::get_if<Failure>(&opened)) FAIL(failed->text);
    Session& session = std::get<Session>(opened);
    const std::vector<PackTest> tests = tests_of("rules/domestic-compute");
    REQUIRE(tests.size() >= 30);
    for (const PackTest& test : tests) {
        INFO(test.ask << test.goal);
        auto outcome = test.ask.empty() ? session.query(test.goal) : session.ask(test.ask);
        if (const auto* failed = std::get_if<Failure>(&outcome)) FAIL_CHECK(failed->text);
        const auto* answer = std::get_if<Answer>(&outcome);
        if (answer == nullptr) continue;
        INFO("goal: " << answer->goal << "\ntext: " << answer->text);
        CHECK(to_string(answer->status) == test.status);
        for (const auto& [column, expected] : test.values) {
            INFO(column << " = " << expected);
            CHECK(has_value(session, *answer, column, expected));
        }
        for (const std::string& turn : test.cites) {
            INFO("cited: " << turn);
            CHECK((answer->status == AnswerStatus::Unknown || has_turn(*answer, turn)));
        }
    }
}
