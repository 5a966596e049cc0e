// What an answer is sensitive to, in words and as JSON (docs/answers.md).
#pragma once

#include <string>
#include <vector>

#include "ask/answer.h"
#include "ask/wording.h"
#include "engine/explain/sensitivity.h"

namespace dictum {

struct SensitivityAnswer {
    Answer answer;
    std::vector<Column> columns;  // of its rows
    Sensitivity found;
    SensitivityBounds bounds;
};

std::string sensitivity_text(const WordingContext& context, const SensitivityAnswer& shown);
std::string sensitivity_json(const WordingContext& context, const SensitivityAnswer& shown);

}  // namespace dictum
