// [[question]] of a pack: phrasings that the words of a relation can't reach.
//
//   match = ["{segment}.*(听谁的|跟谁走)"]   goal = 'prefers({segment}, origin)'
//
// A placeholder is a column of a relation of the goal, or an entity type; it stands for a name of
// that type in the question. What `.*` and the like skip, and what stands before and behind the
// match, must be explained by itself: a pattern can't make content words vanish.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ask/question_spans.h"

namespace dictum {

struct QuestionPatternForm {
    struct Part {
        std::string text;            // RE2, canonical; or
        std::optional<TypeId> type;  // a placeholder for a name of this type
        std::string placeholder;
    };
    std::vector<Part> parts;
    const QuestionPattern* declaration = nullptr;
};

// Errors name the pattern: a placeholder that is no column or type, a regular expression that RE2
// refuses.
Result<std::vector<QuestionPatternForm>> compile_patterns(const WordLexicon& lexicon);

struct PatternMatch {
    std::string goal;
    std::vector<Tile> matched;  // what the pattern itself explains, as Relation tiles
};

// Does the pattern match the question? Cost: one RE2 of the names that the question mentions.
std::optional<PatternMatch> match_pattern(const WordLexicon& lexicon,
                                          const QuestionPatternForm& form,
                                          const QuestionSpans& spans);

}  // namespace dictum
