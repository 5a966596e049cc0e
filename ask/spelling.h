// A slip in a Latin name: `Hauwei` is a letter or two from the only name like it.
//
// Asked only of a word that nothing explains, so that no time goes into names when knowledge is
// opened: linear in the characters of all names. A name is like a word when it begins with the same
// letter and one letter is missing, added, changed or swapped with the next (two in words of eight
// letters or more). Where two names are alike, neither is taken; words with digits have no slips,
// for H100 and H800 are two things.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/vocabulary.h"

namespace dictum {

struct Respelled {
    std::string word;  // as the question has it
    std::string name;  // as it was taken
};

std::optional<Respelled> respelled(const Vocabulary& vocabulary, std::string_view word);

// The question with each word replaced where it stands by itself.
std::string with_respelled(std::string_view question, const std::vector<Respelled>& words);

}  // namespace dictum
