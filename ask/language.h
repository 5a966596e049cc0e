// The words of a language as data: ask/words/*.toml, compiled in.
//
//   fill(language_data("en").phrase("range"), {{"lo", "12.5%"}, {"hi", "33.3%"}})   12.5%–33.3%
//
// Nothing about a language stands in C++ but how to find its words. The files are read once, when
// first needed.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/value/decimal.h"

namespace dictum {

// What a question word asks for: the kind of column that must be free for it to mean anything.
// Why and Cause ask for no column: a relation that lists a word for why and has a column of causes
// is told to who asks with a word of either kind.
enum class QuestionKind : std::uint8_t {
    Any,
    Name,
    Quantity,
    Date,
    Text,
    YesNo,
    Choice,
    Why,
    Cause,
    Count  // of what the column holds: how many shops
};

struct QuestionWords {
    QuestionKind asks = QuestionKind::Any;
    std::string unit;  // Quantity: only of what this unit measures; empty: of anything
    std::vector<std::string> types;  // Why: of the columns that hold causes
    std::vector<std::string> words;
    std::vector<std::string> except;  // types of columns that are never asked for so
};

// What a word does to the values of a relation: less or more of two, by how much, than what, how
// many for an amount, how much together.
enum class Operation : std::uint32_t {
    Smaller,
    Larger,
    Cheaper,  // smaller and larger, of money
    Dearer,
    Difference,
    Percent,
    Than,     // the base of a comparison follows
    Against,  // the base of a comparison stands before
    Buy,
    Total,
    Above,  // of a number: over 10 %
    Below,
    AtLeast,
    AtMost,
    Most,  // of all rows
    Least,
    Ratio,   // how many times the other
    Raised,  // by a percentage, under a condition
    Lowered,
    Changed  // asks for the value after that
};

// What a question word may ask for by its kind, `which company`: the entity types that are of it.
struct NounWords {
    std::vector<std::string> words;
    std::vector<std::string> types;
};

// How amounts of a unit are written; what has no entry is written after the unit's own names.
struct UnitDisplay {
    std::string prefix;
    std::string suffix;
    std::string singular;   // suffix of exactly one; empty: as `suffix`
    bool scaled = false;    // takes scale words
    bool each_end = false;  // 12%–33%, not 12–33%
};

struct ScaleDisplay {
    Decimal factor;
    std::string word;
};

struct Language {
    std::string id;
    std::vector<std::string> function_words;  // `function` and `source`
    std::vector<std::string> present_words;   // now; mean something where a period is open
    std::vector<std::string> whole_words;     // may not be taken apart
    std::vector<std::string> decisive_words;  // negation, rank, condition, time: always must fit
    std::vector<std::vector<std::string>> synonyms;
    std::vector<std::vector<std::string>> regional;  // a word of one region, and what others say
    std::vector<std::string> joining_words;          // stand between names of one kind
    std::vector<std::string> light_words;      // everyday words that say little of what is asked
    std::vector<std::string> light_nouns;      // likewise, but not behind `what`
    std::vector<std::string> heads;            // open a suggested question, before its topic
    std::vector<std::string> apart_words;      // each, respectively: of every name by itself
    std::vector<std::string> except_before;    // `besides` A: all but A
    std::vector<std::string> except_behind;    // A `excluded`
    std::vector<std::string> except_columns;   // columns that hold what is excepted
    std::vector<std::string> leading_yes_no;   // ask whether when they open a question
    std::vector<std::string> conditions;       // if
    std::vector<std::string> condition_types;  // entity types, in English, of what may be supposed
    std::vector<NounWords> roles;              // the types are names of columns
    std::vector<std::string> owner_before;     // `的` between an owner and what it has
    std::vector<std::string> owner_behind;     // `of` the other way round
    std::vector<std::string> consistency;      // whether sources agree
    std::vector<std::string> ranks;            // of a rank: most, least
    std::vector<std::string> negations;        // turn what a name says into its opposite
    std::vector<QuestionWords> questions;
    std::vector<NounWords> nouns;
    std::vector<std::pair<Operation, std::vector<std::string>>> operations;
    std::string particles;                  // characters that are never part of a longer word
    std::string money_unit;                 // of what is cheaper or dearer
    std::vector<std::string> each_words;    // `per` server, `每`台
    std::vector<std::string> things_words;  // behind a number of what is named elsewhere: of them
    std::vector<std::string> counters;      // stand between a number and what is counted
    std::vector<std::string> numerals;      // words for 1, 2, 3, ...
    std::vector<std::string> tens;          // words for 30, 40, ...: those behind the numerals
    std::map<std::string, std::string, std::less<>> phrases;
    std::map<std::string, UnitDisplay, std::less<>> units;  // by canonical unit name
    std::vector<ScaleDisplay> scales;                       // largest first
    bool repeat_scale = false;                              // 120万–140万元
    bool list_first = true;  // may a list stand in a relation's first column?
    std::string thousands;   // separator; empty: none

    // Empty when the file has no such phrase.
    const std::string& phrase(std::string_view name) const;
};

// Both languages, "zh" first; read on the first call. Error: a file that can't be read.
const Result<std::vector<Language>>& languages();
// The language of that id, or English.
const Language& language_data(std::string_view id);

using Fillings = std::initializer_list<std::pair<std::string_view, std::string_view>>;
// `{name}` replaced where `values` has the name; linear in what it reads and writes.
std::string fill(std::string_view pattern, Fillings values);

}  // namespace dictum
