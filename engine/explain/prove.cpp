// Cone -> canonical steps -> the proof: the nodes that the root's steps reach, premises first.
#include <algorithm>
#include <set>
#include <string>

#include "engine/check/check.h"
#include "engine/check/record_patterns.h"
#include "engine/explain/canonical.h"
#include "engine/explain/proof.h"
#include "engine/explain/same_steps.h"
#include "engine/explain/step_text.h"

namespace dictum {
namespace {

class Assembly {
  public:
    Assembly(const Cone& cone, const IdMap<ConeId, CanonicalStep>& steps, const Model& model,
             const CheckedGoal* goal, const UnitTable& units)
        : cone_(cone),
          steps_(steps),
          model_(model),
          goal_(goal),
          units_(units),
          text_(model, units),
          made_(cone.nodes.size()) {}

    Proof run(ConeId root) {
        enter(root);
        while (!stack_.empty()) {
            Frame& frame = stack_.back();
            if (const ConeLink* const link = link_of(frame.node);
                link && frame.next < link->below.size()) {
                take_premise(*link, frame);
            } else {
                leave();
            }
        }
        proof_.bounded = cone_.bounded;
        merge_same_steps(proof_);
        if (folded_) drop_unused_steps(proof_);
        return std::move(proof_);
    }

  private:
    // A node that is being proved, and those of its premises that are.
    struct Frame {
        ConeId node{};
        std::size_t next = 0;  // of the link's premises
        std::vector<ProofId> premises;
    };

    const ConeLink* link_of(ConeId id) const {
        const std::optional<LinkId> link = steps_[id].link;
        return link ? &cone_.links[*link] : nullptr;
    }

    void enter(ConeId id) { stack_.push_back({id, 0, {}}); }

    // May enter the premise; it is taken when that is left.
    void take_premise(const ConeLink& link, Frame& frame) {
        const std::size_t index = frame.next;
        const std::optional<ConeId> below = link.below[index];
        if (is_hidden(link, index)) {
            ++frame.next;
            return;
        }
        if (!below || made_[index_of(*below)]) ++frame.next;
        if (!below) {
            frame.premises.push_back(push(leaf(link.derivation, index)));
        } else if (const std::optional<ProofId> made = made_[index_of(*below)]) {
            frame.premises.push_back(*made);
        } else {
            enter(*below);
        }
    }

    // What a table's helpers hold, or don't; and what a record that is shown is made of.
    bool is_hidden(const ConeLink& link, std::size_t index) const {
        const auto& relations = model_.program().relations;
        if (const std::optional<ConeId> below = link.below[index]) {
            const ConeNode& node = cone_.nodes[*below];
            return node.kind == ConeNode::Kind::Tuple && relations[node.relation].hidden;
        }
        if (std::holds_alternative<CalculationPremise>(link.derivation.premises[index])) {
            const Rule& rule = rule_of(link.derivation);
            return is_record_part(rule, rule.body[index]);
        }
        const auto* const absence = std::get_if<AbsencePremise>(&link.derivation.premises[index]);
        return absence != nullptr && relations[absence->relation].hidden;
    }

    void leave() {
        const Frame frame = std::move(stack_.back());
        stack_.pop_back();
        const ConeNode& node = cone_.nodes[frame.node];
        ProofNode made;
        if (node.kind == ConeNode::Kind::Tuple) made = tuple(node, steps_[frame.node]);
        if (node.kind == ConeNode::Kind::Aggregate) made = aggregate(node);
        if (node.kind == ConeNode::Kind::Goal) made.kind = StepKind::Goal;
        made.disputed = node.disputed;
        rest_on(made, frame.premises);
        if (node.kind == ConeNode::Kind::Aggregate) fold(node, made);
        made_[index_of(frame.node)] = push(std::move(made));
    }

    void rest_on(ProofNode& node, const std::vector<ProofId>& premises) const {
        node.leans_on_dispute = node.disputed;
        if (node.kind != StepKind::Claim) node.height = 1;
        for (const ProofId id : premises) {
            const ProofNode& below = proof_[id];
            node.strength = weakest(node.strength, below.strength);
            node.height = std::max(node.height, below.height + 1);
            node.leans_on_dispute = node.leans_on_dispute || below.leans_on_dispute;
            if (node.kind == StepKind::Goal)
                node.text += (node.text.empty() ? "" : ", ") + below.text;
        }
        node.premises = premises;
    }

    ProofNode tuple(const ConeNode& from, const CanonicalStep& step) const {
        const std::vector<Word> words = model_.tuples(from.relation)[from.row].words();
        ProofNode node;
        node.relation = from.relation;
        node.row = from.row;
        node.tuple = words;
        node.text = print_fact(model_.program(), from.relation, words, model_.values(), units_);
        if (step.link) {
            node.kind = StepKind::Rule;
            node.rule = cone_.links[*step.link].derivation.rule;
            const Rule& rule = model_.program().rules[*node.rule];
            node.strength = rule.strength;
            if (!rule.overrides.empty()) node.withdrawn = withdrawn_by(rule, words);
        } else {
            node.supports = strongest_first(model_.supports(from.relation, from.row));
            node.assumed = model_.is_assumed(from.relation, from.row);
            node.strength = step.support;
        }
        return node;
    }

    // Conclusions for the key of `tuple` that do not stand, because `rule` overrides theirs.
    std::vector<WithdrawnConclusion> withdrawn_by(const Rule& rule,
                                                  std::span<const Word> tuple) const {
        std::vector<WithdrawnConclusion> found;
        for (const Exception& exception : model_.program().exceptions) {
            if (exception.by != rule.id || !model_.complete(exception.withdrawn)) continue;
            const std::vector<std::uint32_t>& columns =
                model_.program().relations[exception.relation].key;
            std::vector<Word> key;
            for (const std::uint32_t column : columns) key.push_back(tuple[column]);
            const Tuples& rows = model_.tuples(exception.withdrawn);
            rows.probe(columns, key, RowId{}, id_at<RowId>(rows.size()), [&](RowId row) {
                const std::vector<Word> lost = rows[row].words();
                found.push_back({exception.overridden, exception.relation, lost,
                                 print_fact(model_.program(), exception.relation, lost,
                                            model_.values(), units_)});
                return true;
            });
        }
        return found;
    }

    std::vector<SupportId> strongest_first(std::span<const SupportId> supports) const {
        std::vector<SupportId> sorted(supports.begin(), supports.end());
        const SupportTable& table = model_.support_table();
        std::ranges::stable_sort(sorted, [&](SupportId a, SupportId b) {
            return stronger(table[a].strength, table[b].strength);
        });
        return sorted;
    }

    ProofNode aggregate(const ConeNode& from) const {
        const Derivation& user = cone_.links[from.user].derivation;
        const auto& premise = std::get<AggregatePremise>(user.premises[from.premise]);
        ProofNode node;
        node.kind = StepKind::Aggregate;
        node.text = text_.aggregate(rule_of(user), user.bindings, premise);
        return node;
    }

    // Keeps the first contributors, and those that its strength is owed to.
    void fold(const ConeNode& from, ProofNode& node) {
        std::vector<ProofId>& premises = node.premises;
        if (premises.size() > kContributorsShown) {
            const auto is_weakest = [&](ProofId id) {
                return proof_[id].strength.modality == node.strength.modality;
            };
            const auto is_most_doubted = [&](ProofId id) {
                return proof_[id].strength.confidence == node.strength.confidence;
            };
            std::vector<ProofId> kept(premises.begin(), premises.begin() + kContributorsShown);
            const auto keep_one = [&](auto wanted) {
                if (std::ranges::any_of(kept, wanted)) return;
                const auto found = std::ranges::find_if(premises, wanted);
                if (found != premises.end()) kept.push_back(*found);
            };
            keep_one(is_weakest);
            keep_one(is_most_doubted);
            premises = std::move(kept);
            folded_ = true;
        }
        node.folded = matches_left_out(from, premises);
    }

    std::size_t matches_left_out(const ConeNode& from, const std::vector<ProofId>& shown) const {
        const Derivation& user = cone_.links[from.user].derivation;
        const auto& premise = std::get<AggregatePremise>(user.premises[from.premise]);
        std::set<std::pair<RelationId, RowId>> listed;
        for (const ProofId id : shown) listed.emplace(proof_[id].relation, proof_[id].row);
        const auto is_shown = [&](const std::vector<TuplePremise>& match) {
            return std::ranges::all_of(match, [&](const TuplePremise& tuple) {
                return listed.contains({tuple.relation, tuple.row}) ||
                       model_.program().relations[tuple.relation].hidden;
            });
        };
        const auto& literal =
            std::get<AggregateLiteral>(rule_of(user).literals[premise.literal].node);
        // A least or greatest value rests on the matches that carry it alone.
        const bool is_extreme =
            literal.kind == AggregateKind::Min || literal.kind == AggregateKind::Max;
        const std::size_t all = is_extreme ? premise.contributors.size() : premise.matches;
        return all -
               static_cast<std::size_t>(std::ranges::count_if(premise.contributors, is_shown));
    }

    ProofNode leaf(const Derivation& derivation, std::size_t index) const {
        ProofNode node;
        if (const auto* absence = std::get_if<AbsencePremise>(&derivation.premises[index])) {
            node.kind = StepKind::Absence;
            node.relation = absence->relation;
            node.absent = *absence;
            node.text = text_.absence(*absence);
        } else {
            const auto& premise = std::get<CalculationPremise>(derivation.premises[index]);
            node.kind = StepKind::Calculation;
            node.text =
                text_.calculation(rule_of(derivation), derivation.bindings, premise.literal);
        }
        return node;
    }

    const Rule& rule_of(const Derivation& derivation) const {
        return derivation.rule ? model_.program().rules[*derivation.rule] : goal_->rule;
    }

    ProofId push(ProofNode node) {
        proof_.nodes.push_back(std::move(node));
        return static_cast<ProofId>(proof_.nodes.size() - 1);
    }

    const Cone& cone_;
    const IdMap<ConeId, CanonicalStep>& steps_;
    const Model& model_;
    const CheckedGoal* goal_;  // null for a tuple's proof
    const UnitTable& units_;
    StepText text_;
    std::vector<std::optional<ProofId>> made_;  // of each node of the cone
    std::vector<Frame> stack_;
    bool folded_ = false;  // some aggregate has more contributors than are shown
    Proof proof_;
};

bool is_one_atom(const CheckedGoal& goal) {
    if (goal.rule.body.size() != 1) return false;
    const auto* const atom = std::get_if<AtomLiteral>(&goal.rule.literals[goal.rule.body[0]].node);
    return atom && !atom->negated;
}

}  // namespace

Result<Proof> prove(const Model& model, RelationId relation, RowId row, const UnitTable& units) {
    DICTUM_TRY(const Cone cone, cone_of(model, relation, row));
    DICTUM_TRY(const auto steps, canonical_steps(cone, model, units));
    return Assembly(cone, steps, model, nullptr, units).run(Cone::kRoot);
}

Result<Proof> prove(const Model& model, const CheckedGoal& goal, std::span<const Word> row,
                    const UnitTable& units) {
    DICTUM_TRY(const Cone cone, cone_of(model, goal, row));
    DICTUM_TRY(const auto steps, canonical_steps(cone, model, units));
    ConeId root = Cone::kRoot;
    if (is_one_atom(goal)) root = *cone.links[*steps[root].link].below[0];
    return Assembly(cone, steps, model, &goal, units).run(root);
}

}  // namespace dictum
