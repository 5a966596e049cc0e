// One step of the search for missing facts: the ways to do a task of a partial proof.
#pragma once

#include <deque>

#include "engine/explain/why_not_conditions.h"
#include "engine/explain/why_not_effects.h"
#include "engine/explain/why_not_partial.h"

namespace dictum {

class ProofSteps {
  public:
    // All must outlive it.
    ProofSteps(Model& model, const ConditionReader& reader, Effects& effects, WhyNotBound& bound)
        : model_(model), reader_(reader), effects_(effects), bound_(bound) {}

    // The partial proofs to begin with.
    std::vector<PartialProof> begin(const CheckedGoal& goal);
    // Takes the last task. Requires: there is one.
    Result<std::vector<PartialProof>> expand(PartialProof proof);

  private:
    void by_rows(const PartialProof& proof, const ProofTask& task, const Pattern& pattern);
    void by_assumption(const PartialProof& proof, const ProofTask& task, const Pattern& pattern);
    void by_rules(const PartialProof& proof, const ProofTask& task, const Pattern& pattern);
    void by_resolution(PartialProof proof, ProofTask task);
    void by_rule(const PartialProof& proof, const Rule& rule, const std::vector<ProofTerm>& head,
                 const Words& words, std::uint32_t above);
    Status refute(const PartialProof& proof, const ProofTask& task);

    bool may_fail(const Rule& rule, std::uint32_t condition) const;
    bool use_head(PartialProof& proof, RuleUse& use, const NearMatch& near) const;
    bool add_failing(PartialProof& proof, RuleUse& use, const NearMatch& near,
                     std::uint32_t above) const;
    bool add_atom(PartialProof& proof, RuleUse& use, const NearMatch& near, const AtomLiteral& atom,
                  std::uint32_t above) const;
    bool add_refutations(PartialProof& proof, const Pattern& present, std::uint32_t above) const;
    void add_terms(PartialProof& proof, RuleUse& use, const NearMatch& near) const;
    std::vector<PartialProof> grown(const PartialProof& proof, const Rule& rule,
                                    const NearMatch& near, LiteralId aggregate,
                                    std::uint32_t above);
    const Rule& body_of(const Rule& rule, LiteralId aggregate);
    ProofTerm term_of(PartialProof& proof, RuleUse& use, const NearMatch& near,
                      std::uint32_t variable) const;
    std::uint32_t note(const Pattern& pattern, std::uint32_t above);
    bool is_above(const Pattern& pattern, std::uint32_t above) const;

    struct Above {
        Pattern pattern;
        std::uint32_t above = 0;
    };
    static constexpr std::uint32_t kNothingAbove = 0xFFFFFFFF;

    Model& model_;
    const ConditionReader& reader_;
    Effects& effects_;
    WhyNotBound& bound_;
    std::vector<Above> aboves_;
    std::deque<Rule> bodies_;  // of aggregates, as rules
    std::map<std::pair<const Rule*, LiteralId>, const Rule*> body_of_;
    std::vector<PartialProof> made_;
};

}  // namespace dictum
