// What a question may speak of: the entities, relations and units of the knowledge, and the words
// of the languages, as one table of phrases. Built once when knowledge is opened.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ask/canonical_text.h"
#include "ask/language.h"
#include "ask/phrase_table.h"
#include "engine/check/program.h"
#include "engine/value/vocabulary.h"
#include "kb/knowledge.h"

namespace dictum {

// How much a character of a word tells of what is asked: words of a single relation most, words
// that many relations share little, words of the language nothing. Words from kWeightNaming on can
// name a relation.
constexpr std::uint8_t kWeightMax = 4;
constexpr std::uint8_t kWeightNaming = 2;
constexpr std::uint8_t kWeightShared = 1;  // by too many relations to name one
constexpr std::uint8_t kWeightName = 2;    // of an entity

struct AskableColumn {
    std::string name;
    Type type;
    std::u32string word = {};  // the name, as questions have it
    bool is_entity = false;    // holds entities of the type `type.named`
    bool is_period = false;    // these are years and the like
    std::string type_name;     // of the entities
    bool is_key = false;       // identifies a row: a key column, or any that is not measured
};

// What a relation is said in (evidence.h), and the terms of that. Few relations are ever asked
// about, so terms are found when they are first asked for.
class Evidence {
  public:
    Evidence() = default;
    explicit Evidence(std::string said) : said_(std::move(said)) {}

    // Does the term stand there?
    bool holds(std::u32string_view term) const;
    // Do all terms of the canonical phrase?
    bool holds_all(const std::u32string& phrase) const;

  private:
    std::string said_;
    mutable std::optional<std::vector<std::u32string>> terms_;  // sorted
};

// A relation that has words to be asked by.
struct AskableRelation {
    const RelationDeclaration* declaration = nullptr;
    std::vector<AskableColumn> columns;
    bool keyed = false;
    bool derived = false;  // concluded by rules
    bool ranked = false;   // described by a rank: the most optimistic share
    bool causal = false;   // of causes: lists a word for why
    std::vector<const Claim*> claims;
    std::vector<std::u32string> about;  // in each language
    Evidence evidence;
    std::vector<std::string> mentions;  // ids in the claims that it rests on, sorted

    // Whether an answer may speak of the entity; data without claims may of any.
    bool knows(const std::string& id) const {
        return mentions.empty() || std::binary_search(mentions.begin(), mentions.end(), id);
    }
};

constexpr std::size_t kLightNoun = 1;     // the index of a light meaning
constexpr std::size_t kExceptBefore = 0;  // of an except: it stands before its name, or behind
constexpr std::size_t kExceptBehind = 1;

struct QuestionMeaning {
    QuestionKind kind = QuestionKind::Any;
    std::optional<Measure> measure;           // Quantity: only of what has this in its measure
    bool scaled = false;                      // 多少亿: of no fraction
    std::vector<std::string> types = {};      // only of these entity types; empty: of any
    std::vector<std::string> except = {};     // of any but these
    std::optional<std::uint32_t> count = {};  // how many answers the question takes for granted
};

struct WordLexicon {
    const Knowledge* knowledge = nullptr;
    const Vocabulary* vocabulary = nullptr;
    const CheckedProgram* program = nullptr;

    PhraseTable phrases;
    std::vector<AskableRelation> relations;
    std::vector<QuestionMeaning> questions;
    std::optional<Measure> money;
    std::vector<std::vector<std::string>> nouns;        // the entity types of each kind of noun
    std::vector<std::vector<std::u32string>> synonyms;  // words that ask the same
    std::vector<std::u32string> leading_yes_no;
    std::vector<std::u32string> negations;
    std::vector<std::u32string> ranks;
    std::vector<std::vector<std::string>> roles;  // names of columns
    std::vector<std::u32string> owner_before;     // stand between an owner and what it has
    std::vector<std::u32string> owner_behind;     // the other way round: `of`
    std::vector<std::string> condition_types;     // of columns that hold what a condition supposes
    std::vector<std::string> except_columns;      // names of columns that hold what is excepted
    std::vector<std::u32string> each_words;
    std::vector<std::u32string> things_words;
    std::u32string particles;                       // Han characters that are never part of a word
    std::vector<std::vector<TypeId>> entity_types;  // of each of the vocabulary's entities
    std::vector<TypeId> period_types;               // entity types that hold years, sorted

    bool fits(std::uint32_t entity, const AskableColumn& column) const;
};

Result<WordLexicon> build_lexicon(const Knowledge& knowledge, const Vocabulary& vocabulary,
                                  const CheckedProgram& program);

// A word of `asks` in parentheses goes with the relation without naming it: `market` may stand in a
// question about a market share, but asks for none.
bool is_support(std::string_view asks_word);
std::string_view bare_word(std::string_view asks_word);

// Whether a word stands in the text as a word of its own.
bool has_word(const CanonicalText& text, const std::vector<std::u32string>& words);

// What a value of the relation is of: the unit or noun of `per server`.
std::vector<std::u32string> counted_things(const WordLexicon& lexicon,
                                           const AskableRelation& relation);

// What a text is about, for comparing two texts: its Latin words and pairs of Han characters,
// sorted, each once.
std::vector<std::u32string> terms_of(const CanonicalText& text);

// The unit of that canonical name; compounds included.
std::optional<UnitId> unit_named(const UnitTable& units, std::string_view name);

}  // namespace dictum
