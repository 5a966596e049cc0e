// A why-not as a session gives it: sentences and JSON.
#pragma once

#include <string>

#include "ask/answer.h"
#include "engine/explain/why_not.h"

namespace dictum {

struct WhyNotAnswer {
    bool holds = false;  // the goal has an answer: there is nothing to explain
    std::string language;
    std::string goal;  // as it was read
    ShownScenario scenario;
    std::string text;  // sentences, a line each
    std::string json;  // one object (docs/answers.md), without a line end
};

}  // namespace dictum
