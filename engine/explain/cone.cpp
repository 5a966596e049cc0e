#include "engine/explain/cone.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "engine/explain/proof.h"

namespace dictum {
namespace {

constexpr Modality kWeakest = Modality::Unconfirmed;

class Collector {
  public:
    // `goal` is null below a tuple.
    Collector(const Model& model, const CheckedGoal* goal, ConeDepth depth)
        : model_(model), goal_(goal), depth_(depth), bound_(model.limits().proof_nodes_max) {}

    Result<Cone> below(RelationId relation, RowId row) {
        tuple_node(relation, row);
        return run();
    }

    Result<Cone> below_rows(RelationId relation) {
        bound_ = kWeighedMax;
        const std::size_t rows = model_.tuples(relation).size();
        for (std::size_t row = 0; row < rows; ++row) tuple_node(relation, id_at<RowId>(row));
        DICTUM_TRY(Cone cone, run());
        if (!cone.bounded) return cone;
        return Error{ErrorCode::Limit,
                     "the proofs of `" + model_.program().shown_name(relation) +
                         "` are too many to weigh: an aggregate lists at most " +
                         std::to_string(kContributorsKept) + " contributors, and all proofs " +
                         "together hold at most " + std::to_string(kWeighedMax) + " links"};
    }

    Result<Cone> below_goal(std::span<const Word> row) {
        ConeNode root;
        root.kind = ConeNode::Kind::Goal;
        cone_.nodes.push(std::move(root));
        DICTUM_TRY(Derivations found, derivations(model_, *goal_, row));
        cone_.bounded = found.truncated;
        for (Derivation& derivation : found.items) add_link(Cone::kRoot, std::move(derivation));
        return run();
    }

  private:
    static constexpr std::size_t kNodesBetweenPolls = 256;
    static constexpr std::uint64_t kWeighedMax = 20'000'000;

    // Nodes are expanded in the order in which they are met: near the root first.
    Result<Cone> run() {
        for (std::size_t next = 0; next < cone_.nodes.size(); ++next) {
            const auto id = id_at<ConeId>(next);
            if (cone_.nodes[id].kind != ConeNode::Kind::Tuple) continue;
            if (next % kNodesBetweenPolls == 0 && model_.limits().poll) {
                if (std::optional<Error> stop = model_.limits().poll()) return *std::move(stop);
            }
            DICTUM_CHECK(expand(id));
        }
        return std::move(cone_);
    }

    Status expand(ConeId id) {
        const RelationId relation = cone_.nodes[id].relation;
        const Relation& declared = model_.program().relations[relation];
        if (declared.hidden || (!declared.derived && !declared.resolution)) return {};
        // Nothing betters what is stated for sure.
        const std::vector<Strength>& base = cone_.nodes[id].base;
        if (depth_ == ConeDepth::ForStrongest &&
            std::ranges::find(base, Strength{}) != base.end()) {
            return {};
        }
        const bool at_bound = size_ >= bound_;
        if (at_bound && !cone_.nodes[id].base.empty()) {
            cone_.bounded = true;
            return {};
        }
        Derivations found;
        if (!at_bound) {
            DICTUM_TRY(found, derivations(model_, relation, cone_.nodes[id].row));
        }
        if (at_bound || found.truncated) {
            cone_.bounded = true;
            DICTUM_TRY(auto first, first_derivation(model_, relation, cone_.nodes[id].row));
            if (first) found.items.push_back(*std::move(first));
        }
        for (Derivation& derivation : found.items) {
            if (rule_of(derivation).strength.modality > cone_.nodes[id].floor) continue;
            add_link(id, std::move(derivation));
        }
        return {};
    }

    const Rule& rule_of(const Derivation& derivation) const {
        return derivation.rule ? model_.program().rules[*derivation.rule] : goal_->rule;
    }

    void add_link(ConeId above, Derivation derivation) {
        const LinkId id = cone_.links.next_id();
        const Modality floor =
            std::min(cone_.nodes[above].floor, rule_of(derivation).at_least.value_or(kWeakest));
        std::vector<std::optional<ConeId>> below;
        below.reserve(derivation.premises.size());
        for (std::size_t i = 0; i < derivation.premises.size(); ++i) {
            const Premise& premise = derivation.premises[i];
            if (const auto* tuple = std::get_if<TuplePremise>(&premise)) {
                below.emplace_back(tuple_node(tuple->relation, tuple->row, floor));
            } else if (std::holds_alternative<AggregatePremise>(premise)) {
                below.emplace_back(aggregate_node(id, i, floor));
            } else {
                below.emplace_back();
            }
        }
        size_ += 1 + below.size();
        cone_.nodes[above].links.push_back(id);
        cone_.links.push({above, std::move(derivation), std::move(below)});
        add_contributors(id);
    }

    ConeId aggregate_node(LinkId user, std::size_t premise, Modality floor) {
        ConeNode node;
        node.floor = floor;
        node.kind = ConeNode::Kind::Aggregate;
        node.user = user;
        node.premise = premise;
        return cone_.nodes.push(std::move(node));
    }

    // Links of aggregates come behind the one that uses them, so that ids are given in order.
    void add_contributors(LinkId user) {
        for (std::size_t i = 0; i < cone_.links[user].below.size(); ++i) {
            const Premise& premise = cone_.links[user].derivation.premises[i];
            const auto* const aggregate = std::get_if<AggregatePremise>(&premise);
            if (!aggregate) continue;
            const ConeId above = *cone_.links[user].below[i];
            size_ += 1;
            cone_.nodes[above].disputed = aggregate->disputed;
            note_cut(user, *aggregate);
            ConeLink link = contributors_link(above, *aggregate);
            cone_.nodes[above].links.push_back(cone_.links.push(std::move(link)));
        }
    }

    // The first matches, and of the others those that the strength of the value may depend on.
    ConeLink contributors_link(ConeId above, const AggregatePremise& aggregate) {
        ConeLink link;
        link.above = above;
        std::unordered_set<std::uint32_t> listed;
        const Modality floor = cone_.nodes[above].floor;
        for (std::size_t i = 0; i < aggregate.contributors.size(); ++i) {
            const std::vector<TuplePremise>& match = aggregate.contributors[i];
            if (i >= kContributorsShown && may_fold(match)) continue;
            for (const TuplePremise& tuple : match) {
                const ConeId below = tuple_node(tuple.relation, tuple.row, floor);
                if (listed.insert(static_cast<std::uint32_t>(below)).second) {
                    link.below.emplace_back(below);
                }
            }
        }
        size_ += link.below.size();
        return link;
    }

    bool may_fold(const std::vector<TuplePremise>& match) {
        const bool sure = depth_ == ConeDepth::ForStrongest &&
                          std::ranges::all_of(match, [&](const TuplePremise& tuple) {
                              return is_stated(tuple.relation, tuple.row);
                          });
        if (!sure && size_ >= bound_) cone_.bounded = true;
        return sure || size_ >= bound_;
    }

    // Given and stated for sure: nothing is weaker for it.
    bool is_stated(RelationId relation, RowId row) const {
        if (model_.program().relations[relation].hidden) return true;
        if (!model_.is_base(relation, row)) return false;
        const std::span<const SupportId> supports = model_.supports(relation, row);
        return supports.empty() || std::ranges::any_of(supports, [&](SupportId support) {
                   return model_.support_table()[support].strength == Strength{};
               });
    }

    // What the list of contributors leaves out; the weakest of them may be among it.
    void note_cut(LinkId user, const AggregatePremise& premise) {
        const std::optional<RuleId> id = cone_.links[user].derivation.rule;
        const Rule& rule = id ? model_.program().rules[*id] : goal_->rule;
        const auto& literal = std::get<AggregateLiteral>(rule.literals[premise.literal].node);
        const std::size_t listed = premise.contributors.size();
        // Of min and max only those that carry the value are listed, and half as many.
        const bool is_extreme =
            literal.kind == AggregateKind::Min || literal.kind == AggregateKind::Max;
        const bool is_cut = is_extreme ? listed >= kContributorsKept / 2 : listed < premise.matches;
        cone_.bounded = cone_.bounded || is_cut;
    }

    ConeId tuple_node(RelationId relation, RowId row, Modality floor = kWeakest) {
        const std::uint64_t key = (std::uint64_t{index_of(relation)} << 32) | index_of(row);
        auto& known = by_tuple_[static_cast<std::size_t>(floor)];
        const auto [node, is_new] = known.try_emplace(key, cone_.nodes.next_id());
        if (!is_new) return node->second;
        ConeNode made;
        made.relation = relation;
        made.row = row;
        made.floor = floor;
        made.disputed = model_.disputes(relation).group_of(row).has_value();
        // What a table's helpers say is taken for granted: its rows name what matters again.
        if (model_.program().relations[relation].hidden) {
            made.base.emplace_back();
        } else if (model_.is_base(relation, row)) {
            add_base(relation, row, made);
        }
        ++size_;
        return cone_.nodes.push(std::move(made));
    }

    void add_base(RelationId relation, RowId row, ConeNode& node) const {
        const std::span<const SupportId> supports = model_.supports(relation, row);
        for (const SupportId support : supports) {
            const Strength strength = model_.support_table()[support].strength;
            if (strength.modality <= node.floor) node.base.push_back(strength);
        }
        if (supports.empty() || model_.is_assumed(relation, row)) node.base.emplace_back();
    }

    const Model& model_;
    const CheckedGoal* goal_;
    ConeDepth depth_;
    Cone cone_;
    std::array<std::unordered_map<std::uint64_t, ConeId>, kModalities> by_tuple_;  // by floor
    std::uint64_t bound_ = 0;
    std::uint64_t size_ = 0;  // nodes, links and their premises
};

}  // namespace

Result<Cone> cone_of(const Model& model, RelationId relation, RowId row, ConeDepth depth) {
    return Collector(model, nullptr, depth).below(relation, row);
}

Result<Cone> cone_of_rows(const Model& model, RelationId relation, ConeDepth depth) {
    return Collector(model, nullptr, depth).below_rows(relation);
}

Result<Cone> cone_of(const Model& model, const CheckedGoal& goal, std::span<const Word> row,
                     ConeDepth depth) {
    return Collector(model, &goal, depth).below_goal(row);
}

}  // namespace dictum
