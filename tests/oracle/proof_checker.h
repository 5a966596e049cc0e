// Is it a proof? Each step is checked against the program and the naive model, with nothing taken
// from the engine's evaluation or explanation but the proof itself.
//
// A rule step must be an instance of its rule: one substitution under which the premises are the
// body's literals, the calculations hold, the absences are absences of the naive model and the
// aggregates have their value and their contributors. Leaves must be facts. Premises stand before
// conclusions, so nothing rests on itself. Strength, height and disputes are computed again.
#pragma once

#include <optional>
#include <string>

#include "engine/explain/proof.h"
#include "tests/oracle/naive.h"

namespace dictum::test {

class ProofChecker {
  public:
    // All must outlive it; `source` may be null.
    ProofChecker(const CheckedProgram& program, Values& values, const SupportTable& supports,
                 FactSource* source);

    // What is wrong, or nothing. A proof of a goal needs the goal and the row that it proves.
    std::optional<std::string> check(const Proof& proof, const CheckedGoal* goal = nullptr,
                                     std::span<const Word> row = {}) const;

    const Naive& naive() const { return naive_; }
    // Why the naive evaluator could not run, if it could not.
    const std::optional<std::string>& failure() const { return failure_; }

  private:
    using Problem = std::optional<std::string>;
    using Leaf = std::pair<RelationId, Tuple>;

    Problem check_node(const Proof& proof, const ProofNode& node, const CheckedGoal* goal,
                       std::span<const Word> row) const;
    Problem check_claim(const ProofNode& node) const;
    bool stands_as(RelationId from, RelationId to, const Tuple& tuple) const;
    RelationId known_as(RelationId relation) const;
    bool is_too_weak(RelationId read, const ProofNode& premise) const;
    Problem check_agreement(const Proof& proof, const ProofNode& node) const;
    Problem check_instance(const Proof& proof, const ProofNode& node, const Rule& rule,
                           const Tuple& head) const;
    std::vector<LiteralId> shown_literals(const Rule& rule) const;
    Problem check_premise(const Rule& rule, const Literal& literal, const NaiveMatch& match,
                          const Proof& proof, const ProofNode& premise) const;
    Problem check_absence(const Rule& rule, const AtomLiteral& atom, const NaiveMatch& match,
                          const ProofNode& premise) const;
    Problem check_contributors(const Rule& rule, const AggregateLiteral& literal,
                               const NaiveMatch& match, const Proof& proof,
                               const ProofNode& premise) const;
    Problem check_derived_members(const Proof& proof, const ProofNode& node) const;

    const CheckedProgram& program_;
    Values& values_;
    const SupportTable& supports_;
    Naive naive_;
    std::map<Leaf, std::set<SupportId>> facts_;
    std::optional<std::string> failure_;
};

// Of one proof of a program without supports.
std::optional<std::string> check_proof(const Proof& proof, const CheckedProgram& program,
                                       Values& values, const CheckedGoal* goal = nullptr,
                                       std::span<const Word> row = {});

}  // namespace dictum::test
