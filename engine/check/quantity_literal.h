// Quantities as written -> intervals in base units.
//
//   120..140万元   [1200000, 1400000] CNY       9000元..1万元   [9000, 10000] CNY
//   >400T          (4e14, +inf) TFLOPS          1000万          a plain number: 10000000
//   2024-01-01..2024-06-30                      days since 1970-01-01: a period
//
// The suffix of the last number serves the first as well, unless that has its own. What 18 digits
// don't hold rounds outward.
#pragma once

#include <optional>
#include <variant>

#include "engine/lang/syntax.h"
#include "engine/value/interval.h"
#include "engine/value/unit.h"

namespace dictum {

struct QuantityValue {
    Interval interval;           // in base units
    std::optional<UnitId> unit;  // of the last number; absent: a plain number
};

struct QuantityProblem {
    enum class Kind : std::uint8_t { UnknownUnit, MixedUnits, Empty, TooLarge };
    Kind kind = Kind::UnknownUnit;
    std::string suffix;  // UnknownUnit: what is not known
};

// `units` grows by compound units only.
std::variant<QuantityValue, QuantityProblem> resolve(const QuantityTerm& term, UnitTable& units);

// `75%`, `5CNY`: a plain number of rule text as it would be written in `unit`. For percent, a
// number up to one is taken for the fraction that is meant.
std::string with_unit(const Interval& plain, UnitId unit, const UnitTable& units);

}  // namespace dictum
