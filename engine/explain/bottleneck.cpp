#include "engine/explain/bottleneck.h"

#include <algorithm>
#include <array>

#include "engine/explain/least_cost.h"

namespace dictum {
namespace {

// The least that the dearest link of a proof costs, by node, of links that reach `floor`.
template <class Cost>
std::vector<double> bottlenecks(const Cone& cone, const Model& model, Cost cost, Strength floor) {
    CostModel costs;
    costs.given = [&](ConeId id) {
        double least = kNoProof;
        for (const Strength& support : cone.nodes[id].base) {
            if (reaches(support, floor)) least = std::min(least, cost(support));
        }
        return least;
    };
    costs.own = [&](LinkId id) {
        const Strength own = own_strength(cone, model, id);
        return reaches(own, floor) ? cost(own) : kNoProof;
    };
    return least_costs(cone, costs);
}

}  // namespace

Strength own_strength(const Cone& cone, const Model& model, LinkId link) {
    const std::optional<RuleId> rule = cone.links[link].derivation.rule;
    return rule ? model.program().rules[*rule].strength : Strength{};
}

bool reaches(Strength strength, Strength floor) {
    return strength.modality <= floor.modality && strength.confidence >= floor.confidence;
}

std::vector<std::optional<Strength>> strongest(const Cone& cone, const Model& model,
                                               std::size_t count) {
    const auto rank = [](Strength strength) { return static_cast<double>(strength.modality); };
    const auto doubt = [](Strength strength) { return -strength.confidence; };
    const auto modalities = bottlenecks(cone, model, rank, {Modality::Unconfirmed, 0.0});
    std::array<std::vector<double>, kModalities> doubts;  // by floor, made when first wanted
    std::vector<std::optional<Strength>> found(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (modalities[i] == kNoProof) continue;
        Strength strength{static_cast<Modality>(modalities[i]), 0.0};
        std::vector<double>& below = doubts[static_cast<std::size_t>(strength.modality)];
        if (below.empty()) below = bottlenecks(cone, model, doubt, strength);
        strength.confidence = -below[i];
        found[i] = strength;
    }
    return found;
}

}  // namespace dictum
