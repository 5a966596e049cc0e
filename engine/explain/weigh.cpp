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
    Result<Strength> strength(const Model& model, RelationId relation, RowId row) const override {
        DICTUM_TRY(const Cone cone, cone_of(model, relation, row));
        if (const auto found = strongest(cone, model)) return *found;
        return Error{ErrorCode::Limit, "no proof was found within the bound of " +
                                           std::to_string(model.limits().proof_nodes_max) +
                                           " proof nodes"};
    }

    // A bottleneck as strength is: the newest, over the proofs, of the oldest source in each.
    Result<std::optional<Date>> date(const Model& model, RelationId relation,
                                     RowId row) const override {
        DICTUM_TRY(const Cone cone, cone_of(model, relation, row));
        CostModel costs;
        costs.given = [&](ConeId id) { return age(model, cone.nodes[id]); };
        costs.own = [](LinkId) { return kTimeless; };
        const double age = least_costs(cone, costs)[index_of(Cone::kRoot)];
        if (age == kTimeless || age == kNoProof) return std::optional<Date>();
        return std::optional(Date{static_cast<std::int32_t>(-age)});
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
