// A rule of which some conditions are set aside and some words are given: the matches of what can
// be evaluated of the rest.
//
//   dearer(x, y) :- price(x, p), price(y, q), p > q.       given x = "green", price(y, q) aside:
//   price("green", p) matches with p = 50; p > q is pending, since nothing binds q
//
// A condition is a literal of the body, by its index, or what the head says of one of its columns,
// behind those. Calculations that fail are no match.
//
// Cost: planning the rule, O(n log n) for n occurrences of variables, and the join.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/eval/executor.h"
#include "engine/explain/why_not_bound.h"

namespace dictum {

using Words = std::vector<std::optional<Word>>;

class PartialRule {
  public:
    // All must outlive it.
    PartialRule(const Model::State& state, const Rule& rule, WhyNotBound& bound);

    struct Match {
        Words variables;                         // by variable
        std::vector<std::optional<RowId>> rows;  // by literal of the body, of positive atoms
    };

    // `aside`: by condition; `head`: the words of the head's columns, where known; `variables`:
    // likewise of variables, or empty.
    void compile(const std::vector<char>& aside, std::span<const std::optional<Word>> head,
                 std::span<const std::optional<Word>> variables);

    // After compile: conditions that lack a variable, ascending.
    const std::vector<std::uint32_t>& pending() const { return pending_; }
    // The first matches, in the order of the run.
    std::vector<Match> matches(std::size_t matches_max) const;
    // When there is none: the conditions of which some don't hold together, the one that fails
    // behind the longest satisfied part of the plan first. Never empty, unless a calculation fails
    // by itself.
    std::vector<std::uint32_t> conflict() const;

    const Rule& rule() const { return rule_; }
    std::size_t conditions() const { return rule_.body.size() + rule_.head_args.size(); }

  private:
    struct Input {
        std::uint32_t condition = 0;  // of a head column; kNoCondition for a variable
        Word word = 0;
    };
    static constexpr std::uint32_t kNoCondition = 0xFFFFFFFF;

    void select(std::span<const std::optional<Word>> head,
                std::span<const std::optional<Word>> variables);
    bool set_pending_aside();
    ExprId variable_expr(std::uint32_t variable);
    std::vector<Word> input_words() const;
    bool passes(std::size_t operators) const;
    std::vector<std::uint32_t> head_equations() const;
    void add_rows(const Executor& executor, Match& match) const;

    const Model::State& state_;
    const Rule& rule_;
    WhyNotBound& bound_;
    Rule part_;  // the rule with the selected literals as its body, and the inputs as its head
    std::vector<ExprId> variable_exprs_;  // of `part_`, made when needed
    std::vector<char> aside_;
    std::vector<std::uint32_t> kept_;  // by literal of `part_`: which of the rule's it is
    std::vector<Input> inputs_;        // by column of `part_`'s head
    std::vector<std::uint32_t> pending_;
    Plan plan_;
};

// May the rule conclude a tuple with these words, as far as the constants of its head tell?
bool head_fits(const Rule& rule, std::span<const std::optional<Word>> words);

}  // namespace dictum
