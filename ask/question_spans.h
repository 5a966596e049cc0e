// Everything that a question holds, before anything is decided: each stretch of its canonical text
// that is a name, a word of a relation, a number, a question or function word. Stretches overlap;
// a reading (segmentation.h) chooses among them.
#pragma once

#include <algorithm>
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
    Present,
    Condition,    // if
    Consistency,  // whether the sources agree
    Each,         // of each of several names by itself
    Except,       // index: kExceptBefore or kExceptBehind
    Operation,    // index: of the operations; means something only in a calculation
    Soft          // says nothing against the relation that is tested: see soft_tiles
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
    std::string literal;              // rule text, for a Plain, Ratio or Date
    Measure measure;                  // Quantity
    std::optional<UnitId> unit = {};  // likewise
    std::uint32_t unit_begin = 0;     // where its unit stands, or its end
};

// A word that others may stand for.
struct Synonym {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t group = 0;  // of the lexicon
};

struct Stretch {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

struct QuestionSpans {
    CanonicalText text;
    std::vector<Tile> tiles;             // by begin
    std::vector<QuestionMeaning> asked;  // of Question tiles
    std::vector<SpokenNumber> numbers;   // of Number tiles
    std::vector<Synonym> roles;          // words of a part in something: group is a role
    std::vector<Synonym> synonyms;       // by begin
    std::vector<Stretch> light;          // everyday words
    std::vector<bool> decisive;          // characters that must be understood exactly
    std::vector<bool> joining;           // characters of words that join names: and, or, 、
    bool names_measure = false;          // by the name of some measured column: price, sales
    bool opens_with_auxiliary = false;   // "does ...", "is ..."
    bool conditional = false;            // "if ..."
    bool apart = false;                  // of each name by itself: "respectively"

    std::string original(std::string_view question, std::uint32_t begin, std::uint32_t end) const;
    bool joins(std::uint32_t begin, std::uint32_t end) const {
        return std::find(joining.begin() + begin, joining.begin() + end, true) !=
               joining.begin() + end;
    }
    std::uint32_t content(std::uint32_t begin, std::uint32_t end) const;  // characters that count
};

// Words of the question that stand in the relation's evidence, and names that its description
// mentions without a column for them. What decides what is asked (names, numbers, negations, ranks,
// times, unknown names) is never among them.
std::vector<Tile> soft_tiles(const WordLexicon& lexicon, std::uint32_t relation,
                             const QuestionSpans& spans);

QuestionSpans find_spans(const WordLexicon& lexicon, std::string_view question);

}  // namespace dictum
