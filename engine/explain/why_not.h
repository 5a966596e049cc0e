// Why not: what stands between the knowledge and a fact that doesn't follow, and what to ask for.
//
//   dearer("oolong", "black") :- price("oolong", 80..100), price("black", q), 80..100 > q.
//   holds: price("oolong", 80..100)    missing: price("black", q)    then: 80..100 > q
//   to ask: price("black", q) with 80..100 > q, for instance price("black", 79)
//
// Questions ("why is there no such tuple?") and attempts (a rule, with the least set of conditions
// that fail) make an AND/OR graph: an attempt needs all that fails in it, a question one of its
// attempts. It is searched as AO* does (Nilsson: Principles of artificial intelligence, 1980):
// costs (conditions that fail, leaves only; then depth) are settled from the leaves, as in Knuth, A
// generalization of Dijkstra's algorithm (1977), so an explanation never rests on itself; then what
// was not looked at below the cheapest attempts is, and so on. What is reported for a rule are the
// conditions that fail behind its longest satisfied part, as why-not provenance has it (Chapman and
// Jagadish: Why not?, 2009), followed down through derived facts as in Artemis (Herschel and
// Hernandez, 2010).
//
// The sets of facts to ask for are found by abduction (why_not_missing.h), and each was checked: it
// makes the fact follow.
//
// Cost: bounded by `WhyNotOptions::bound` steps, which the result states; the order of the search
// depends on nothing but the program and its facts.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/eval/solve.h"
#include "engine/explain/proof.h"
#include "engine/table/lower_table.h"

namespace dictum {

enum class QuestionId : std::uint32_t {};

// A tuple of which some columns may be open. The relation may be the strong part of another one
// (Resolution::at_least): then only tuples that are as strong are looked for.
struct Pattern {
    RelationId relation{};
    std::vector<std::optional<Word>> words;

    auto operator<=>(const Pattern&) const = default;
};

enum class FailureKind : std::uint8_t {
    Missing,     // no tuple: `question` follows it up
    Present,     // a tuple stands where the rule wants none: `present`, with its proof
    Comparison,  // a comparison, equation or predicate does not hold: `left`, `right`, `gap`
    Aggregate,   // `left` is its value, empty when it has none; `right` what was wanted
    Conclusion,  // the rule calculates another value: `left`; `right` what was wanted
    Undecided,   // a row of a decision table holds, and other rows decide, or could
};

// What was made of another relation, or to evaluate one, has no name that users know.
inline bool is_hidden(const Relation& relation) {
    // No text can write such a name: it is made of a table's rows that are summed up, counted, ...
    const bool unwritable = relation.name.starts_with('@');
    return relation.part_of.has_value() || relation.hidden || unwritable;
}

struct HeldCondition {
    std::string text;
    std::optional<TuplePremise> tuple;
};

struct FailedCondition {
    FailureKind kind = FailureKind::Missing;
    std::string text;  // the condition with the values put in; open variables by name
    std::optional<QuestionId> question;
    std::vector<TuplePremise> present;   // the first ones
    std::optional<Proof> proof;          // of the first one that is present
    std::vector<RuleId> rules;           // a hidden one instead: the rules that conclude it,
    std::vector<HeldCondition> grounds;  // and what these rest on
    std::vector<std::size_t> deciding;   // Undecided: rows (from 0) that decide instead, if any do
    std::string left;
    std::string right;
    std::string gap;        // how far apart they are; empty when that has no measure
    bool possible = false;  // the comparison may hold, and isn't certain
    std::vector<TuplePremise> contributors;  // of an aggregate: the first ones
    std::size_t matches = 0;                 // how many matches its body has
};

// One way in which a rule nearly concludes what is asked.
struct Attempt {
    std::optional<RuleId> rule;  // absent: the goal itself
    bool left_out = false;       // the scenario leaves the rule out; nothing else is looked at
    std::vector<HeldCondition> holds;
    std::vector<FailedCondition> fails;
    std::vector<std::string> pending;  // conditions that would have to hold besides
    std::size_t cost = 0;              // leaves of the explanation; kNoCost: it rests on itself
    std::size_t depth = 0;
};
constexpr std::size_t kNoCost = static_cast<std::size_t>(-1);

// How a tuple is near to the one that was looked for.
enum class Nearness : std::uint8_t {
    Like,      // all but one column
    SameKey,   // the relation's key is the same: another value stands instead
    Matches,   // it is one: what fails are conditions that stand beside
    TooWeak,   // it is one, of a lower modality than is demanded: `modality`
    GaveWay,   // it is one, and the relation's conflict policy chose another: `chosen`
    Narrowed,  // it is one, and stands as what the sources have in common: `chosen`
};

struct NearTuple {
    TuplePremise tuple;
    Nearness nearness = Nearness::Like;
    Modality modality = Modality::Stated;
    Modality demanded = Modality::Stated;  // TooWeak
    std::optional<ProofNode> chosen;

    // Is it what was looked for?
    bool is_one() const { return nearness >= Nearness::Matches; }
};

// A given fact that the scenario leaves out: barred by date, or by wish.
struct LeftOutFact {
    std::vector<Word> tuple;
    std::vector<SupportId> supports;
};

struct Question {
    std::optional<Pattern> pattern;  // absent: the goal, when it is more than one atom
    std::string text;
    bool derived = false;   // some rule concludes it
    bool given = false;     // some fact of it is given
    bool complete = false;  // the relation is declared complete: what isn't there is false
    bool hidden = false;    // of a relation that was made for another one (Relation::part_of)
    bool explored = false;  // false: it is below attempts that were not followed up
    std::vector<NearTuple> near;
    bool near_more = false;  // there are others
    std::vector<LeftOutFact> left_out;
    std::vector<Attempt> attempts;  // the smallest first
    std::size_t other_rules = 0;    // conclude the relation, and never such a tuple
    bool attempts_cut = false;      // some rule has more ways than are listed
    std::size_t cost = kNoCost;
    std::size_t depth = 0;
};

// A fact of a base relation that could be asked for.
struct MissingFact {
    RelationId relation{};
    std::string text;           // open variables by name; `_` where anything will do
    std::vector<Word> example;  // a tuple that was found to work
    std::string example_text;
    bool contradicts = false;  // another value stands for the same key
};

// Added together, they make the fact follow.
struct MissingSet {
    std::vector<MissingFact> facts;
    std::vector<std::string> conditions;  // what the open variables must fulfil
};

struct WhyNot {
    bool holds = false;               // then the rest is empty
    std::vector<Question> questions;  // the first is the root
    std::vector<MissingSet> missing;  // the smallest first
    bool bounded = false;             // the search stopped at the bound
    std::uint64_t steps = 0;
    std::uint64_t bound = 0;

    const Question& operator[](QuestionId id) const { return questions[index_of(id)]; }
};

// How many attempts of a question are followed up, and shown in sentences: of the root, and below.
constexpr std::size_t attempts_followed(QuestionId id) { return id == QuestionId{} ? 5 : 2; }

struct WhyNotOptions {
    std::uint64_t bound = 1'000'000;  // steps
    std::size_t sets_max = 3;         // sets of missing facts
    // What the program's decision tables were made into; must outlive the search.
    std::span<const TableRules> tables = {};
};

// Evaluates what the goal reads first. Errors: those of Model::require and of the caller's limits;
// reaching the bound is none.
Result<WhyNot> why_not(const CheckedGoal& goal, Model& model, const UnitTable& units,
                       const WhyNotOptions& options);

}  // namespace dictum
