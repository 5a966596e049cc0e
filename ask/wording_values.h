// Amounts and other values as people write them: 120万–140万元, over RMB 20 billion, 12.5%–33.3%.
#pragma once

#include <string>
#include <string_view>

#include "ask/language.h"
#include "engine/value/interval.h"
#include "engine/value/unit.h"

namespace dictum {

// `interval` is in `unit`. Shown digits are rounded to nearest; no digit of the whole part is lost.
std::string amount_text(const Interval& interval, const Unit& unit, const UnitTable& units,
                        const Language& language);

}  // namespace dictum
