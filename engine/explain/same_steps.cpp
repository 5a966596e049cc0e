#include "engine/explain/same_steps.h"

#include <map>
#include <set>
#include <tuple>

namespace dictum {
namespace {

bool is_tuple(const ProofNode& node) {
    return node.kind == StepKind::Claim || node.kind == StepKind::Rule;
}

bool has_repeated_tuple(const Proof& proof) {
    std::set<std::pair<RelationId, RowId>> met;
    for (const ProofNode& node : proof.nodes) {
        if (is_tuple(node) && !met.emplace(node.relation, node.row).second) return true;
    }
    return false;
}

// Equal for nodes that say the same and rest on the same; premises are known by their class.
using Sameness = std::tuple<StepKind, std::optional<RuleId>, std::string, Modality, double,
                            std::uint32_t, std::vector<std::size_t>>;

// Of each node, the first one that is the same.
std::vector<std::size_t> classes_of(const Proof& proof) {
    std::map<Sameness, std::size_t> known;
    std::vector<std::size_t> classes;
    for (const ProofNode& node : proof.nodes) {
        std::vector<std::size_t> premises;
        for (const ProofId id : node.premises) {
            premises.push_back(classes[static_cast<std::size_t>(id)]);
        }
        Sameness own(node.kind, node.rule, node.text, node.strength.modality,
                     node.strength.confidence, node.height, std::move(premises));
        classes.push_back(known.try_emplace(std::move(own), classes.size()).first->second);
    }
    return classes;
}

// The nodes that the root's premises lead to; each premise is replaced by what stands for it.
template <class StandsFor>
void keep_used(Proof& proof, StandsFor stands_for) {
    std::vector<char> used(proof.nodes.size(), 0);
    used.back() = 1;
    for (std::size_t i = proof.nodes.size(); i-- > 0;) {
        if (used[i] == 0) continue;
        for (const ProofId id : proof.nodes[i].premises) used[stands_for(id)] = 1;
    }
    std::vector<ProofId> moved(proof.nodes.size());
    std::vector<ProofNode> kept;
    for (std::size_t i = 0; i < proof.nodes.size(); ++i) {
        if (used[i] == 0) continue;
        ProofNode node = std::move(proof.nodes[i]);
        for (ProofId& id : node.premises) id = moved[stands_for(id)];
        moved[i] = static_cast<ProofId>(kept.size());
        kept.push_back(std::move(node));
    }
    proof.nodes = std::move(kept);
}

}  // namespace

void merge_same_steps(Proof& proof) {
    if (!has_repeated_tuple(proof)) return;
    const std::vector<std::size_t> classes = classes_of(proof);
    std::vector<char> tuples;
    for (const ProofNode& node : proof.nodes) tuples.push_back(is_tuple(node) ? 1 : 0);
    keep_used(proof, [&](ProofId id) {
        const auto at = static_cast<std::size_t>(id);
        return tuples[at] ? classes[at] : at;
    });
}

void drop_unused_steps(Proof& proof) {
    keep_used(proof, [](ProofId id) { return static_cast<std::size_t>(id); });
}

}  // namespace dictum
