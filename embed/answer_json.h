// An answer as the JSON object of docs/answers.md: schema_version 1.
#pragma once

#include <string>

#include "ask/answer.h"
#include "ask/wording.h"
#include "embed/what_if.h"

namespace dictum {

std::string what_if_json(const WordingContext& before, const WordingContext& after,
                         const WhatIf& what_if);

std::string answer_json(const WordingContext& context, const Answer& answer);

}  // namespace dictum
