// An answer as a value: what `--json` prints and what sentences are made from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/explain/proof.h"
#include "engine/value/strength.h"
#include "engine/value/type.h"
#include "kb/knowledge.h"
#include "kb/knowledge_base.h"

namespace dictum {

enum class AnswerStatus : std::uint8_t { Answered, Conflict, Unknown };
std::string_view to_string(AnswerStatus status);

// Of a yes/no question. Unknown too where the sources disagree, or say something else of it.
enum class Verdict : std::uint8_t { NotAsked, Yes, No, Unknown };
std::string_view to_string(Verdict verdict);

// A value of an asked variable, ready to be shown.
struct ShownValue {
    std::string name;  // of the variable
    Type type;
    Word word = 0;
    std::string text;                 // in the answer's language: 120万–140万元, 国产芯片
    std::string id;                   // symbols and entities
    std::string unit;                 // quantities
    std::optional<Interval> in_unit;  // quantities: ends in `unit`
};

struct ShownCitation {
    std::string claim;  // or the rule's id
    Citation citation;
    Date date;
    Modality modality = Modality::Stated;
};

struct AnswerRow {
    std::vector<ShownValue> values;
    std::string fact;  // canonical text of the goal with this row's values
    Strength strength;
    bool disputed = false;
    std::vector<ShownCitation> citations;  // of the proof's claims and rules, each once
    Proof proof;
    std::uint32_t group = 0;  // conflicts: sides of one dispute share it, from 1
    std::string lost_by;      // conflicts: why the policy chose another row; empty: undecided
};

// What an answer was given under besides the knowledge. Nothing of it was written anywhere.
struct ShownScenario {
    struct Set {
        std::string asked;               // server_price("a100", +10%)
        std::vector<std::string> facts;  // what was assumed in place of what is known
    };
    std::string as_of;        // without what sources of a later date say
    std::string recorded_by;  // without what was recorded later
    std::string at_least;     // the modality that what is read must reach
    std::vector<std::string> assumed;
    std::vector<std::string> without;  // ids of claims, rules, sources, tables and their rows
    std::vector<Set> set;

    bool empty() const {
        return as_of.empty() && recorded_by.empty() && at_least.empty() && assumed.empty() &&
               without.empty() && set.empty();
    }
};

// A claim of the answer that is older than its relation stays fresh.
struct Stale {
    std::string claim;
    std::string relation;
    std::int64_t age_days = 0;
    std::uint32_t fresh_days = 0;
    Date at;  // the day at which it was measured
};

struct Answer {
    std::string question;  // empty for a goal
    std::string language;  // "zh", "en"
    std::string goal;      // empty when nothing was read
    AnswerStatus status = AnswerStatus::Unknown;
    Verdict verdict = Verdict::NotAsked;
    std::string text;  // one or two sentences, at most 300 characters
    std::vector<AnswerRow> answers;
    std::vector<AnswerRow> conflicts;
    std::vector<AnswerRow> weaker;  // nothing reaches the demanded strength: what there is
    std::vector<Passage> passages;
    std::vector<std::string> suggestions;
    std::vector<std::string> unexplained;  // words of the question that nothing explains
    std::vector<std::string> notes;        // absences leaned on, bounds that were hit, warnings
    ShownScenario scenario;
    std::vector<Stale> stale;
};

}  // namespace dictum
