// Values written as bare text in a file's cells, typed by their column.
//
//   column    cell
//   symbol    any text            number  -5       bool  true      date  2024-02-27
//   CNY       120..140万元, >=400万, 1200000 (in the column's unit)    ratio  9:1
//
// Nothing is trimmed and nothing guessed: text that is not wholly a value of the type is an Error.
#pragma once

#include <string_view>

#include "engine/value/result.h"
#include "engine/value/type.h"
#include "engine/value/unit.h"
#include "engine/value/values.h"

namespace dictum {

// `units` grows by compound units only.
Result<Word> cell_value(std::string_view text, const Type& type, UnitTable& units, Values& values);

// A quantity in base units; a number without a unit counts the type's unit.
Result<Interval> quantity_cell(std::string_view text, const Type& type, UnitTable& units);

// An integer, 0x and 0b for unsigned ones as Soufflé reads them; a float without NaN.
Result<Word> number_cell(std::string_view text, BaseType base);

}  // namespace dictum
