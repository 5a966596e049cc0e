// What a condition of a rule says under the words that are known, and by how much it fails.
//
//   p > q with p = 80..100, q = 120        80..100CNY > 120CNY: 40CNY apart
//   n = count : { p(_) } with n = 3        2, wanted 3
#pragma once

#include "engine/explain/step_text.h"
#include "engine/explain/why_not.h"
#include "engine/explain/why_not_matches.h"

namespace dictum {

class ConditionReader {
  public:
    // All must outlive it.
    ConditionReader(Model& model, const UnitTable& units, WhyNotBound& bound)
        : model_(model), units_(units), bound_(bound), text_(model, units) {}

    // Nothing when a variable is open, or the calculation fails.
    std::optional<Word> value(const Rule& rule, ExprId expr, const Words& variables) const;
    Pattern pattern(const Rule& rule, const AtomLiteral& atom, const Words& variables) const;
    // The head's words, as far as they are known.
    Words head_words(const Rule& rule, const Words& variables) const;
    std::string text(const Pattern& pattern) const;
    std::string text(const TuplePremise& tuple) const;
    std::string text(const Rule& rule, std::uint32_t condition, const Words& variables,
                     const Words& head, std::vector<std::string> names = {}) const;

    // How the condition fails; a missing atom gets its question from the caller.
    FailedCondition failure(const Rule& rule, std::uint32_t condition, const NearMatch& near,
                            const Words& head) const;
    // Sets the rules and grounds of a hidden tuple that is present.
    Status add_grounds(const TuplePremise& hidden, FailedCondition& failed) const;
    // The conditions that hold and show, in the order of the body.
    std::vector<HeldCondition> held(const Rule& rule, const NearMatch& near) const;

    // The first rows that match, in order.
    std::vector<RowId> rows(const Pattern& pattern, std::size_t rows_max) const;
    // Of no words that users know, where strong parts have those of what they were made of.
    bool is_made(RelationId relation) const;
    // "p" of what users see: hidden parts have the name of the relation that they are part of.
    const Relation& shown(RelationId relation) const;

  private:
    std::string atom_text(const Rule& rule, const AtomLiteral& atom, const Words& variables,
                          std::span<const std::string> names) const;
    void name_aggregates(const Rule& rule, const Words& variables,
                         std::vector<std::string>& names) const;
    void compare(const Rule& rule, const CompareLiteral& literal, const Words& variables,
                 FailedCondition& failed) const;
    void aggregate(const Rule& rule, std::uint32_t condition, const Words& variables,
                   FailedCondition& failed) const;
    std::string aggregate_text(const Rule& rule, std::uint32_t condition,
                               const Words& variables) const;

    Model& model_;
    const UnitTable& units_;
    WhyNotBound& bound_;
    StepText text_;
};

// `n = <aggregate>`: only gives its result a name.
bool names_aggregate(const Rule& rule, std::uint32_t condition);

// The value of an aggregate of the rule's body, and what it rests on.
struct AggregateValue {
    std::optional<Word> value;
    AggregatePremise premise;
};
AggregateValue aggregate_value(const Model::State& state, const Rule& rule, LiteralId literal,
                               const Words& variables);

}  // namespace dictum
