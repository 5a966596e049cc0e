// Sentences of tuples: one for several that differ in a single column, whose values it enumerates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ask/wording.h"

namespace dictum {

struct Sentence {
    std::string text;
    std::size_t items_left_out = 0;  // of the enumeration
};

// Requires: tuples differ at most in one column. At most `items_max` values are enumerated, and the
// sentence says how many there are.
Sentence sentence_with_lists(const WordingContext& context, RelationId relation,
                             const std::vector<std::vector<Word>>& tuples,
                             std::string_view language,
                             std::size_t items_max = static_cast<std::size_t>(-1));

// The tuples in groups that differ in one column each: the column that makes the fewest groups, the
// last of such; never one before `column_min`. Groups and their members keep the order of first
// appearance.
std::vector<std::vector<std::size_t>> group_by_column(
    const std::vector<const std::vector<Word>*>& tuples, std::size_t column_min);

// First letter of a Latin sentence in upper case; a fact in rule text stays as it is.
std::string capitalised(std::string text);

}  // namespace dictum
