// What the readers of transcripts know of words: data, which a file of patterns fills.
//
// Words are compared as they stand; patterns are RE2. Nothing here is about any subject.
#pragma once

#include <string>
#include <vector>

#include "engine/value/strength.h"

namespace dictum {

enum class FigureBound : std::uint8_t { Exactly, Above, AtLeast, Below, AtMost };

// What a pattern beside a figure says of its ends.
struct BoundPattern {
    FigureBound bound = FigureBound::Exactly;
    std::string pattern;
};

struct HedgePattern {
    Modality modality = Modality::Stated;
    std::string pattern;
};

// A unit of figures: `name` as packs write it, and the words that stand behind a number.
struct UnitWords {
    std::string name;
    std::string label;               // in names of relations, when `name` is no identifier
    std::string dimension;           // of a unit that packs must declare; empty: built in
    std::string factor = "1";        // to the dimension's base unit
    std::vector<std::string> words;  // behind a number, as they stand
    bool counts = true;  // a lone small numeral before it is a figure: 两家, and not 两种
};

// A sign of money before a number.
struct CurrencySign {
    std::string sign;
    std::string unit;
};

// What a figure may be about: the first pattern that stands in its clause, its sentence, or the
// question.
struct RelationPattern {
    std::string name;
    std::string zh;  // as answers say it
    std::string en;
    std::string pattern;
    std::vector<std::string> asks;
};

struct IngestPatterns {
    // Of lines and of who speaks.
    std::vector<std::string> question_labels;  // before a colon, also inside a line
    std::vector<std::string> answer_labels;
    std::string asker_role;  // somewhere in a speaker's name or role
    std::string answerer_role;
    std::string operator_role;  // who only passes the word on
    std::string asker_list;     // a heading over the names of those who ask
    std::string answerer_list;
    std::string heading;   // a whole line that is a topic
    std::string notice;    // a whole line that belongs to a web page
    std::string courtesy;  // a whole sentence that asks nothing
    std::string asking;    // somewhere in a sentence that asks
    std::string not_a_title;
    // Of figures.
    std::vector<BoundPattern> before;  // ends where the figure begins; the first that fits counts
    std::vector<BoundPattern> behind;  // begins where the figure ends
    std::string not_a_figure_before;   // ends where the number begins: ordinals, months
    std::string not_a_figure_behind;   // begins where the number ends: years, ordinals
    std::string range_joint;           // between the two ends of a range
    std::string from;                  // before a number whose `to` tells a change and no range
    std::vector<HedgePattern> hedges;  // the first that fits the sentence counts
    std::vector<UnitWords> units;
    std::vector<CurrencySign> signs;
    std::vector<std::string> idle_nouns;  // counted without being a figure: two reasons
    // Of what it is about.
    std::vector<RelationPattern> relations;
    std::string conditional;              // a sentence that may be a rule
    std::vector<std::string> stop_words;  // end a name: the little words of each language
};

}  // namespace dictum
