// Goals as rule text, from filled columns, and whether the claims know what they name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ask/question_spans.h"

namespace dictum {

// A column of the goal's atom: a constant, or a variable that may be confined to some entities.
struct FilledColumn {
    std::string literal;                // empty: asked for or left free
    std::vector<std::uint32_t> within;  // of several
    bool offered = false;               // `A or B?`: what is known is told, be it neither
    std::string supposed = {};          // of an open column: the literal that `is it A?` offers
    std::string comparison = {};        // how the value would compare with it; empty: `=`
    bool chosen = false;                // which of these: not all need be known
};

// Whether some claim of the relation has the columns' constants, for each of several names or,
// where one of them is asked for, for some.
bool claims_fit(const WordLexicon& lexicon, const AskableRelation& relation,
                const std::vector<FilledColumn>& columns);

// Rule text: `prefers("government", origin)`, `focus(vendor, side), match("a|b", vendor)`.
std::string goal_text(const WordLexicon& lexicon, std::uint32_t relation,
                      const std::vector<FilledColumn>& columns);
// The same, and where nothing is left to ask, one column is told all the same:
// `sells("old_bridge", tea), tea = "puer"`.
std::string telling_goal_text(const WordLexicon& lexicon, std::uint32_t relation,
                              const std::vector<FilledColumn>& columns);
// `match("a|b", variable)`: one of the entities.
std::string confined(const WordLexicon& lexicon, const std::vector<std::uint32_t>& entities,
                     const std::string& variable);

// Whether some claim of the relation has the columns' constants.
bool some_claim_fits(const AskableRelation& relation, const std::vector<FilledColumn>& columns);

std::string quoted_literal(std::string_view text);

// The number as rule text, in the column's unit where it has none of its own.
std::string number_literal(const WordLexicon& lexicon, const SpokenNumber& number,
                           const AskableColumn& column);

}  // namespace dictum
