// A why-not as a session gives it: sentences and JSON.
#pragma once

#include <string>

#include "ask/wording.h"
#include "engine/explain/why_not.h"

namespace dictum {

struct WhyNotRequest {
    std::string language = "en";  // of the sentences: "zh" or "en"
    WhyNotOptions options;
};

struct WhyNotAnswer {
    bool holds = false;  // the goal has an answer: there is nothing to explain
    std::string goal;    // as it was read
    std::string text;    // sentences, a line each
    std::string json;    // one object (docs/answers.md), without a line end
};

Result<WhyNotAnswer> explain_why_not(const WordingContext& context, const CheckedGoal& goal,
                                     Model& model, const WhyNotRequest& request);

}  // namespace dictum
