// A test of a pack against an answer: what differs. And tests answered under other rules, for what
// measures how good they are (coverage.h, mutation.h).
#pragma once

#include <string>
#include <vector>

#include "embed/session.h"
#include "embed/session_state.h"

namespace dictum {

class TestRunner {
  public:
    // The session must outlive it.
    explicit TestRunner(Session& session) : session_(session) {}

    // Without the rules named, and under `view` where there is one.
    Outcome<Answer> answer(const PackTest& test, const std::vector<std::string>& without = {},
                           View* view = nullptr);
    // What the test expects and the answer has not; nothing: it passes.
    std::vector<std::string> problems(const PackTest& test, const Answer& answer);
    bool passes(const PackTest& test, const Answer& answer) {
        return problems(test, answer).empty();
    }

  private:
    bool has_value(const Answer& answer, const std::string& column, const std::string& expected);
    bool is_expected(const ShownValue& value, const std::string& expected);
    bool is_bound(const ShownValue& value, const std::string& expected);
    std::optional<ShownValue> literal_value(const std::string& text);

    Session& session_;
};

// The citations of an answer's rows, those of a conflict's sides too.
bool has_turn(const Answer& answer, const std::string& turn);

}  // namespace dictum
