// An answer as the JSON object of docs/answers.md: schema_version 1.
#pragma once

#include <string>

#include "ask/answer.h"
#include "ask/wording.h"

namespace dictum {

std::string answer_json(const WordingContext& context, const Answer& answer);

}  // namespace dictum
