// Why: the canonical proof of a tuple or of a goal's row, its strength, and whether it leans on a
// dispute. Nothing is recorded while a program runs; proofs are rebuilt from the model on demand.
//
// Among all proofs the canonical one is the strongest (modality, then confidence), then the least
// in height, then by rule order and tuple text. A proof is as strong as its weakest link
// (bottleneck), so among the derivations whose links reach the best strength a proof of least
// height is found as in Knuth, "A generalization of Dijkstra's algorithm" (1977). Every step has
// premises of lesser height, so a proof is never circular.
//
// Cost: linear in the cone of derivations below the tuple, bounded by Limits::proof_nodes_max; past
// the bound the proof is still a proof, and `bounded` says that a better one may exist.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/eval/solve.h"

namespace dictum {

// So many contributors of an aggregate are premises of its step, and its weakest ones.
constexpr std::size_t kContributorsShown = 1000;

enum class ProofId : std::uint32_t {};

enum class StepKind : std::uint8_t {
    Claim,        // a base tuple with its supports (strongest first); data when it has none
    Rule,         // concluded by a rule from `premises`
    Absence,      // no tuple matches: `absent`
    Calculation,  // a comparison, equation or predicate with its values put in: `text`
    Aggregate,    // count, sum, ...: premises are contributors (folded past the bound): `text`
    Goal,         // the root of a goal that is more than one atom
};

// What would follow by another rule, and does not, because this step's rule overrides it.
struct WithdrawnConclusion {
    std::string rule;  // the overridden one's id
    RelationId relation{};
    std::vector<Word> tuple;
    std::string text;  // canonical text of the tuple
};

struct ProofNode {
    StepKind kind = StepKind::Claim;
    RelationId relation{};            // Claim, Rule: of the tuple; Absence: of the pattern
    RowId row{};                      // Claim, Rule
    std::vector<Word> tuple;          // Claim, Rule
    std::vector<SupportId> supports;  // Claim
    bool assumed = false;             // Claim: the scenario takes it for granted
    std::optional<RuleId> rule;       // Rule
    AbsencePremise absent;            // Absence
    std::string text;                 // canonical rule text of the step, values put in
    std::vector<ProofId> premises;    // in the order of the rule's body; ids of this proof's nodes
    std::size_t folded = 0;           // Aggregate: matches that are not among the premises
    Strength strength;                // of the proof below this node
    std::uint32_t height = 0;         // 0 for leaves
    bool disputed = false;            // this tuple's own key is disputed
    bool leans_on_dispute = false;    // it or something below is disputed
    std::vector<WithdrawnConclusion> withdrawn;  // Rule: by overrides, in the order of the rules
};

struct Proof {
    std::vector<ProofNode> nodes;  // shared: a DAG, premises stand before conclusions; the root is
                                   // last. A tuple appears once, or once for each way
                                   // in which rules that demand strength want it proved.
    bool bounded = false;

    const ProofNode& root() const { return nodes.back(); }
    const ProofNode& operator[](ProofId id) const { return nodes[static_cast<std::size_t>(id)]; }
};

// Requires: the relation's stratum is complete.
Result<Proof> prove(const Model& model, RelationId relation, RowId row, const UnitTable& units);
// The proof of one row of a goal's answers. A goal of one positive atom has that tuple as its root.
// `leans_on_dispute` of the root is set only when *each* strongest proof leans on one: a
// dispute-free proof of equal strength is preferred over one that leans.
Result<Proof> prove(const Model& model, const CheckedGoal& goal, std::span<const Word> row,
                    const UnitTable& units);

}  // namespace dictum
