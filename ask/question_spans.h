// Everything that a question holds, before anything is decided: each stretch of its canonical text
// that is a name, a word of a relation, a number, a question or function word. Stretches overlap;
// a reading (segmentation.h) chooses among them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ask/canonical_text.h"
#include "ask/lexicon.h"

namespace dictum {

enum class TileKind : std::uint8_t {
    Entity,
    Relation,
    Support,
    Question,
    Number,
    Function,
    Present
};

struct Tile {
    std::uint32_t begin = 0;  // characters of the canonical text
    std::uint32_t end = 0;
    TileKind kind = TileKind::Function;
    std::uint32_t index = 0;  // entity, relation, or into `asked` or `numbers`
    std::uint8_t weight = 0;  // how much a character of it tells
};

enum class NumberKind : std::uint8_t { Plain, Scaled, Quantity, Ratio, Date };

struct SpokenNumber {
    NumberKind kind = NumberKind::Plain;
    std::string literal;  // rule text, for a Plain, Ratio or Date
    Measure measure;      // Quantity
};

struct QuestionSpans {
    CanonicalText text;
    std::vector<Tile> tiles;             // by begin
    std::vector<QuestionMeaning> asked;  // of Question tiles
    std::vector<SpokenNumber> numbers;   // of Number tiles
    bool opens_with_auxiliary = false;   // "does ...", "is ..."

    std::string original(std::string_view question, std::uint32_t begin, std::uint32_t end) const;
    std::uint32_t content(std::uint32_t begin, std::uint32_t end) const;  // characters that count
};

QuestionSpans find_spans(const WordLexicon& lexicon, std::string_view question);

}  // namespace dictum
