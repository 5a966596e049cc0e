#include "engine/explain/weigh.h"

#include <algorithm>
#include <limits>

#include "engine/explain/bottleneck.h"
#include "engine/explain/least_cost.h"

namespace dictum {
namespace {

// What doesn't limit a date: calculation, absence, data.
constexpr double kTimeless = std::numeric_limits<double>::lowest();

class ProofWeigher final : public Weigher {
  public:
    Result<std::vector<Strength>> strengths(const Model& model,
                                            RelationId relation) const override {
        DICTUM_TRY(const Cone cone, cone_of_rows(model, relation, ConeDepth::ForStrongest));
        std::vector<Strength> found;
        for (const auto& strength : strongest(cone, model, model.tuples(relation).size())) {
            if (!strength) {
                return Error{ErrorCode::Limit, "a row of `" + model.program().shown_name(relation) +
                                                   "` has no proof within the bounds"};
            }
            found.push_back(*strength);
        }
        return found;
    }

    // A bottleneck as strength is: the newest, over the proofs, of the oldest source in each.
    Result<std::vector<std::optional<Date>>> dates(const Model& model,
                                                   RelationId relation) const override {
        DICTUM_TRY(const Cone cone, cone_of_rows(model, relation, ConeDepth::All));
        CostModel costs;
        costs.given = [&](ConeId id) { return age(model, cone.nodes[id]); };
        costs.own = [&](LinkId id) { return age(model, cone.links[id]); };
        const std::vector<double> ages = least_costs(cone, costs);
        std::vector<std::optional<Date>> found;
        for (std::size_t i = 0; i < model.tuples(relation).size(); ++i) {
            const double oldest = dated(model, cone, id_at<ConeId>(i), ages);
            found.push_back(oldest == kTimeless
                                ? std::nullopt
                                : std::optional(Date{static_cast<std::int32_t>(-oldest)}));
        }
        return found;
    }

    Result<std::vector<std::string>> sources(const Model& model, RelationId relation,
                                             RowId row) const override {
        std::vector<std::string> found;
        add_sources(model, relation, row, found);
        if (!model.is_base(relation, row)) {
            DICTUM_TRY(const Cone cone, cone_of(model, relation, row));
            for (const ConeNode& node : cone.nodes) {
                if (node.kind == ConeNode::Kind::Tuple) {
                    add_sources(model, node.relation, node.row, found);
                }
            }
        }
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

  private:
    // A proof from data alone has no date and is the least; one with a date is wanted instead.
    static double dated(const Model& model, const Cone& cone, ConeId id,
                        const std::vector<double>& ages) {
        if (ages[index_of(id)] != kTimeless) return ages[index_of(id)];
        double least = kNoProof;
        for (const LinkId link : cone.nodes[id].links) {
            double oldest = age(model, cone.links[link]);
            for (const std::optional<ConeId>& premise : cone.links[link].below) {
                if (premise) oldest = std::max(oldest, ages[index_of(*premise)]);
            }
            if (oldest != kTimeless) least = std::min(least, oldest);
        }
        return least == kNoProof ? kTimeless : least;
    }

    // Of a rule that cites a source.
    static double age(const Model& model, const ConeLink& link) {
        const std::optional<RuleId> rule = link.derivation.rule;
        const auto date = rule ? model.program().rules[*rule].date : std::nullopt;
        return date ? -static_cast<double>(date->days) : kTimeless;
    }

    // Days before the epoch of the newest claim of a node; data has none.
    static double age(const Model& model, const ConeNode& node) {
        if (node.base.empty()) return kNoProof;
        double least = kNoProof;
        for (const SupportId id : model.supports(node.relation, node.row)) {
            const std::optional<Date>& date = model.support_table()[id].date;
            if (date) least = std::min(least, -static_cast<double>(date->days));
        }
        return least == kNoProof ? kTimeless : least;
    }

    static void add_sources(const Model& model, RelationId relation, RowId row,
                            std::vector<std::string>& into) {
        for (const SupportId id : model.supports(relation, row)) {
            const Support& support = model.support_table()[id];
            into.push_back(support.source);
            into.insert(into.end(), support.other_sources.begin(), support.other_sources.end());
        }
    }
};

}  // namespace

const Weigher& proof_weigher() {
    static const ProofWeigher kWeigher;
    return kWeigher;
}

}  // namespace dictum
