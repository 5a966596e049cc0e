// Words for the open variables of a partial proof, so that its pending conditions hold.
//
//   assumed price("black", q), pending 80..100 > q        q = 79
//
// What equations determine is calculated. For the rest words are tried, a variable at a time: those
// on either side of what it is compared with, those that its column holds, a few others.
#pragma once

#include "engine/explain/why_not_conditions.h"
#include "engine/explain/why_not_effects.h"
#include "engine/explain/why_not_partial.h"

namespace dictum {

class Witness {
  public:
    // All must outlive it. Requires: the proof has no tasks.
    Witness(PartialProof proof, Model& model, const ConditionReader& reader, Effects& effects,
            const UnitTable& units, WhyNotBound& bound);

    // The next proof whose assumed facts have words only; nothing when there is none, or too many
    // words were tried.
    std::optional<PartialProof> next();
    // The proof with nothing chosen but what follows. Nothing: its conditions can't hold.
    const std::optional<PartialProof>& determined() const { return determined_; }

  private:
    bool propagate(PartialProof& proof);
    bool run_pending(PartialProof& proof, std::size_t use, bool& changed);
    std::vector<char> aside(const PartialProof& proof, const RuleUse& use) const;
    std::optional<ProofTerm> first_open(const PartialProof& proof, RelationId& relation,
                                        std::size_t& column) const;
    std::vector<Word> candidates(const PartialProof& proof, ProofTerm term, RelationId relation,
                                 std::size_t column) const;
    void add_compared(const PartialProof& proof, ProofTerm term, const Type& type,
                      std::vector<Word>& words) const;
    void add_sides(const PartialProof& proof, const RuleUse& use, const CompareLiteral& compare,
                   ProofTerm term, const Type& type, std::vector<Word>& words) const;

    Model& model_;
    const ConditionReader& reader_;
    Effects& effects_;
    const UnitTable& units_;
    WhyNotBound& bound_;
    std::optional<PartialProof> determined_;
    std::vector<PartialProof> stack_;
    std::size_t tries_ = 0;
};

}  // namespace dictum
