// The value of an asked variable as JSON (docs/answers.md).
#pragma once

#include "ask/answer.h"
#include "embed/json_writer.h"

namespace dictum {

void write_value(JsonWriter& json, const Values& values, const ShownValue& value);

}  // namespace dictum
