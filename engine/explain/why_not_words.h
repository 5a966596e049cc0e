// Words that may serve where any word of a type would do, and words beside a known one.
#pragma once

#include <vector>

#include "engine/value/type.h"
#include "engine/value/values.h"

namespace dictum {

// Just below, the word itself, just above it: by one, or by one unit; nothing beside text.
void add_beside(Word word, const Type& type, Values& values, const UnitTable& units,
                std::vector<Word>& words);
// A few words of the type. None of text, which names things.
void add_usual(const Type& type, Values& values, const UnitTable& units, std::vector<Word>& words);

}  // namespace dictum
