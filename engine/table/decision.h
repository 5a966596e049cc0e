// What a table is asked with, and what it answers.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/table/axis.h"

namespace dictum {

// An input of one decision. The word is needed only where some cell or outcome calculates with it
// (DecisionTable::needs_word).
struct TableArgument {
    bool given = false;
    Word word = 0;
    KeyRange keys{0, kKeyMax};
    ClassRange classes;  // all of them when it is not given
};

enum class DecisionStatus : std::uint8_t {
    Decided,
    None,      // no row holds
    Unknown,   // it depends on inputs that are missing, or on where inside its interval one lies
    Conflict,  // of unique: two rows hold; of any: with different outcomes
};

struct Decision {
    DecisionStatus status = DecisionStatus::None;
    // Decided: the row, or all that hold, in the order of their outcomes. Conflict: the first two.
    // Indexes into the table's rows, from 0.
    std::vector<std::uint32_t> rows;
    // A word an output for each row of `rows`; of a collection by sum, min, max or count one word.
    std::vector<std::vector<Word>> outcomes;
    // Unknown: the inputs that it depends on, ascending.
    std::vector<std::uint32_t> missing;
    std::vector<std::uint32_t> straddling;
};

}  // namespace dictum
