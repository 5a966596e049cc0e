// Questions that can be answered, near to one that could not.
#pragma once

#include <string>
#include <vector>

#include "ask/lexicon.h"

namespace dictum {

// The relations and entities that some words mean, with how much of them.
struct Recognised {
    std::vector<std::uint32_t> entities;   // in order of mention, each once
    std::vector<std::uint32_t> relations;  // best first
};
Recognised recognise(const WordLexicon& lexicon, const std::vector<std::string>& words);

// What the relation is about, and of which of the entities, as a question; entities that the claims
// of a base relation don't mention are left out. Empty when the relation has no words in the
// language.
std::string suggestion(const WordLexicon& lexicon, std::uint32_t relation,
                       const std::vector<std::uint32_t>& entities, std::string_view language);

// The entity's first name in the language, or its first, or its id.
const std::string& best_name(const Entity& entity, std::string_view language);

}  // namespace dictum
