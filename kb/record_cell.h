// Records and branches as a cell of a fact file, as Soufflé writes them.
//
//   [1, [2, nil]]     $Disc(3)     $Dot     [a text, "another, with a comma"]
//
// Texts reach as far as the next `,` or closing bracket, or are quoted. Read with a stack of its
// own: a list may be as long as the file.
#pragma once

#include <string_view>

#include "engine/value/result.h"
#include "engine/value/type.h"
#include "engine/value/unit.h"
#include "engine/value/values.h"

namespace dictum {

Result<Word> record_cell(std::string_view text, const Type& type, UnitTable& units, Values& values);

}  // namespace dictum
