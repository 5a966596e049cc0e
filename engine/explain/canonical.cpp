#include "engine/explain/canonical.h"

#include <algorithm>
#include <string>

#include "engine/check/check.h"
#include "engine/explain/bottleneck.h"
#include "engine/explain/least_cost.h"

namespace dictum {
namespace {

class Canonical {
  public:
    Canonical(const Cone& cone, const Model& model, const UnitTable& units)
        : cone_(cone), model_(model), units_(units), texts_(cone.nodes.size()) {}

    Result<IdMap<ConeId, CanonicalStep>> run() {
        const std::optional<Strength> floor = strongest(cone_, model_);
        if (!floor) {
            return Error{ErrorCode::Limit, "no proof was found within the bound of " +
                                               std::to_string(model_.limits().proof_nodes_max) +
                                               " proof nodes"};
        }
        floor_ = *floor;
        find_heights();
        IdMap<ConeId, CanonicalStep> steps;
        for (std::size_t i = 0; i < cone_.nodes.size(); ++i) steps.push(step(id_at<ConeId>(i)));
        return steps;
    }

  private:
    // ---- disputes and height ---------------------------------------------------------------

    bool has_support(ConeId id) const {
        return std::ranges::any_of(cone_.nodes[id].base,
                                   [&](Strength support) { return reaches(support, floor_); });
    }

    // What has a proof without a dispute keeps the least of these; the rest builds upon them.
    void find_heights() {
        CostModel costs;
        costs.step = 1;
        costs.given = [&](ConeId id) {
            return has_support(id) && !cone_.nodes[id].disputed ? 0 : kNoProof;
        };
        costs.own = [&](LinkId id) {
            const bool disputed = cone_.nodes[cone_.links[id].above].disputed;
            return !disputed && reaches(own_strength(cone_, model_, id), floor_) ? 0 : kNoProof;
        };
        undisputed_ = least_costs(cone_, costs);
        costs.given = [&](ConeId id) {
            if (undisputed_[index_of(id)] != kNoProof) return undisputed_[index_of(id)];
            return has_support(id) ? 0 : kNoProof;
        };
        costs.own = [&](LinkId id) {
            const bool settled = undisputed_[index_of(cone_.links[id].above)] != kNoProof;
            return !settled && reaches(own_strength(cone_, model_, id), floor_) ? 0 : kNoProof;
        };
        heights_ = least_costs(cone_, costs);
    }

    // ---- the choice ------------------------------------------------------------------------

    CanonicalStep step(ConeId id) {
        CanonicalStep result;
        const double height = heights_[index_of(id)];
        result.proved = height != kNoProof;
        if (!result.proved) return result;
        if (has_support(id)) {
            result.support = best_support(id);
            return result;
        }
        for (const LinkId link : cone_.nodes[id].links) {
            if (!fits(link, id)) continue;
            if (!result.link || before(link, *result.link)) result.link = link;
        }
        return result;
    }

    Strength best_support(ConeId id) const {
        std::optional<Strength> best;
        for (const Strength& support : cone_.nodes[id].base) {
            if (reaches(support, floor_) && (!best || stronger(support, *best))) best = support;
        }
        return *best;
    }

    // Does the link give the node its height, and lean on nothing that the node needn't?
    bool fits(LinkId id, ConeId above) const {
        if (!reaches(own_strength(cone_, model_, id), floor_)) return false;
        const bool leans = undisputed_[index_of(above)] == kNoProof;
        double dearest = 0;
        for (const std::optional<ConeId>& premise : cone_.links[id].below) {
            if (!premise) continue;
            if (!leans && undisputed_[index_of(*premise)] == kNoProof) return false;
            dearest = std::max(dearest, heights_[index_of(*premise)]);
        }
        return dearest + 1 == heights_[index_of(above)];
    }

    bool before(LinkId a, LinkId b) {
        const ConeLink& x = cone_.links[a];
        const ConeLink& y = cone_.links[b];
        if (x.derivation.rule != y.derivation.rule) return x.derivation.rule < y.derivation.rule;
        for (std::size_t i = 0; i < x.below.size() && i < y.below.size(); ++i) {
            if (!x.below[i] || !y.below[i] || x.below[i] == y.below[i]) continue;
            const int order = text(*x.below[i]).compare(text(*y.below[i]));
            if (order != 0) return order < 0;
        }
        return false;
    }

    const std::string& text(ConeId id) {
        std::string& text = texts_[index_of(id)];
        const ConeNode& node = cone_.nodes[id];
        if (text.empty() && node.kind == ConeNode::Kind::Tuple) {
            text =
                print_fact(model_.program(), node.relation,
                           model_.tuples(node.relation)[node.row].words(), model_.values(), units_);
        }
        return text;
    }

    const Cone& cone_;
    const Model& model_;
    const UnitTable& units_;
    std::vector<std::string> texts_;  // of tuples, when first compared
    Strength floor_;                  // of the root
    std::vector<double> undisputed_;  // least heights of proofs without a dispute
    std::vector<double> heights_;
};

}  // namespace

Result<IdMap<ConeId, CanonicalStep>> canonical_steps(const Cone& cone, const Model& model,
                                                     const UnitTable& units) {
    return Canonical(cone, model, units).run();
}

}  // namespace dictum
