// A shown value as JSON: numbers plain, dates as ISO text, symbols as {"id", "text"}, quantities by
// their ends and unit, ratios with what their sides count.
#pragma once

#include "ask/answer.h"
#include "embed/json_writer.h"

namespace dictum {

void write_value(const ShownValue& value, const Values& values, JsonWriter& json);

}  // namespace dictum
