#include "engine/explain/bottleneck.h"

#include <algorithm>

#include "engine/explain/least_cost.h"

namespace dictum {
namespace {

// The least that the dearest link of a proof of the root costs, of links that reach `floor`.
template <class Cost>
double bottleneck(const Cone& cone, const Model& model, Cost cost, Strength floor) {
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
    return least_costs(cone, costs)[index_of(Cone::kRoot)];
}

}  // namespace

Strength own_strength(const Cone& cone, const Model& model, LinkId link) {
    const std::optional<RuleId> rule = cone.links[link].derivation.rule;
    return rule ? model.program().rules[*rule].strength : Strength{};
}

bool reaches(Strength strength, Strength floor) {
    return strength.modality <= floor.modality && strength.confidence >= floor.confidence;
}

std::optional<Strength> strongest(const Cone& cone, const Model& model) {
    const auto rank = [](Strength strength) { return static_cast<double>(strength.modality); };
    const double modality = bottleneck(cone, model, rank, {Modality::Unconfirmed, 0.0});
    if (modality == kNoProof) return std::nullopt;
    Strength floor{static_cast<Modality>(modality), 0.0};
    const auto doubt = [](Strength strength) { return -strength.confidence; };
    floor.confidence = -bottleneck(cone, model, doubt, floor);
    return floor;
}

}  // namespace dictum
