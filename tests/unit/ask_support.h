// Reading questions about the tea shops, for the tests of what is read and what is refused.
#pragma once

#include "tests/catch.hpp"
#include "tests/unit/ask_tea_shops.h"

namespace dictum::test {

inline Reading read(std::string_view question) {
    static const TeaShops kShops;
    static const auto kReader =
        QuestionReader::make(kShops.knowledge, kShops.vocabulary, kShops.program);
    REQUIRE(kReader);
    return kReader->read(question);
}

struct GoalCase {
    std::string question;
    std::string goal;
};

inline void check_goals(const std::vector<GoalCase>& cases) {
    for (const GoalCase& c : cases) {
        INFO(c.question);
        const Reading reading = read(c.question);
        CHECK(reading.outcome == ReadingOutcome::Read);
        CHECK(reading.goal == c.goal);
    }
}

inline void check_refused(const std::vector<std::string>& questions) {
    for (const std::string& question : questions) {
        INFO(question);
        const Reading reading = read(question);
        INFO(reading.goal);
        CHECK(reading.outcome != ReadingOutcome::Read);
        CHECK(reading.goal.empty());
    }
}

}  // namespace dictum::test
