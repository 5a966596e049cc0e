#include "engine/explain/sensitivity.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/explain/answer_move.h"
#include "engine/explain/cone.h"
#include "engine/explain/proof.h"

namespace dictum {
namespace {

using Claims = std::vector<SupportId>;  // ascending

class Search {
  public:
    Search(const Model& base, const CheckedGoal& goal, const UnitTable& units,
           const SensitivityBounds& bounds)
        : base_(base, sliced(base, goal)), goal_(goal), units_(units), bounds_(bounds) {}

    Result<Sensitivity> run() {
        DICTUM_TRY(out_.rows, solve(goal_, base_));
        scale_ = scale_of(out_.rows, goal_.columns, base_.values());
        DICTUM_CHECK(find_tuples());
        for (ClaimEffect& effect : out_.effects) DICTUM_CHECK(try_tuple(effect));
        rank();
        DICTUM_CHECK(find_flips());
        return std::move(out_);
    }

  private:
    static Scenario sliced(const Model& base, const CheckedGoal& goal) {
        Scenario scenario = base.scenario();
        scenario.slice = std::make_shared<Slice>(base.program(), goal);
        return scenario;
    }

    // ---- scenarios -------------------------------------------------------------------------

    Scenario without(std::span<const SupportId> claims) const {
        Scenario scenario = base_.scenario();
        scenario.without_supports.resize(base_.support_table().size(), 0);
        for (const SupportId claim : claims) scenario.without_supports[index_of(claim)] = 1;
        return scenario;
    }

    Result<AnswerRows> rows_under(Scenario scenario) {
        ++out_.evaluations;
        Model model(base_, std::move(scenario));
        return solve(goal_, model);
    }

    bool may_evaluate() const { return out_.evaluations < bounds_.evaluations_max; }

    // ---- claims of the cone, and their ends ------------------------------------------------

    Status find_tuples() {
        std::set<std::pair<RelationId, RowId>> seen;
        const std::size_t rows = std::min(out_.rows.size(), bounds_.rows_max);
        out_.effects_bounded = rows < out_.rows.size();
        for (std::size_t i = 0; i < rows; ++i) {
            DICTUM_TRY(const Cone cone, cone_of(base_, goal_, out_.rows[i], ConeDepth::All));
            out_.effects_bounded = out_.effects_bounded || cone.bounded;
            for (const ConeNode& node : cone.nodes) {
                if (node.kind != ConeNode::Kind::Tuple) continue;
                const auto supports = base_.supports(node.relation, node.row);
                if (supports.empty() || !seen.emplace(node.relation, node.row).second) continue;
                if (out_.effects.size() == bounds_.tuples_max) {
                    out_.effects_bounded = true;
                    return {};
                }
                const auto words = base_.tuples(node.relation)[node.row];
                ClaimEffect effect;
                effect.relation = node.relation;
                effect.tuple.assign(words.begin(), words.end());
                effect.supports.assign(supports.begin(), supports.end());
                out_.effects.push_back(std::move(effect));
            }
        }
        return {};
    }

    Status try_tuple(ClaimEffect& effect) {
        if (!may_evaluate()) {
            out_.effects_bounded = true;
            return {};
        }
        DICTUM_TRY(effect.removed, rows_under(without(effect.supports)));
        effect.removal_flips = effect.removed != out_.rows;
        const auto& columns = base_.program().relations[effect.relation].columns;
        for (std::uint32_t i = 0; i < columns.size(); ++i) {
            const Type& type = columns[i].type;
            if (type.base != BaseType::Quantity) continue;
            if (is_period(type)) continue;
            const Interval interval = base_.values().interval(effect.tuple[i]);
            if (!interval.is_point()) DICTUM_CHECK(try_ends(effect, i, interval));
        }
        return {};
    }

    Status try_ends(ClaimEffect& effect, std::uint32_t column, const Interval& interval) {
        ClaimEffect::Variation variation;
        variation.column = column;
        DICTUM_CHECK(try_end(effect, column, interval.lo, variation.lo, variation.at_lo));
        DICTUM_CHECK(try_end(effect, column, interval.hi, variation.hi, variation.at_hi));
        const AnswerRows& at_lo = variation.lo ? variation.at_lo : out_.rows;
        const AnswerRows& at_hi = variation.hi ? variation.at_hi : out_.rows;
        const AnswerMove move = answer_move(at_lo, at_hi, goal_.columns, scale_, base_.values());
        variation.moved = move.moved;
        variation.other_rows = move.other_rows || differs_in_kind(at_lo) || differs_in_kind(at_hi);
        effect.variations.push_back(std::move(variation));
        return {};
    }

    bool differs_in_kind(const AnswerRows& rows) const {
        return answer_move(out_.rows, rows, goal_.columns, scale_, base_.values()).other_rows;
    }

    Status try_end(const ClaimEffect& effect, std::uint32_t column,
                   const std::optional<Decimal>& end, std::optional<Word>& value,
                   AnswerRows& rows) {
        if (!end || !may_evaluate()) {
            out_.effects_bounded = out_.effects_bounded || end;
            return {};
        }
        value = base_.values().quantity(Interval::point(*end));
        Scenario scenario = without(effect.supports);
        for (const SupportId support : effect.supports) {
            Assumption set{effect.relation, effect.tuple, support, false};
            set.tuple[column] = *value;
            scenario.assumptions.push_back(std::move(set));
        }
        DICTUM_TRY(rows, rows_under(std::move(scenario)));
        return {};
    }

    // What changes rows first, then what moves the answer farthest, then what it can't do without.
    void rank() {
        std::ranges::stable_sort(out_.effects, [](const ClaimEffect& a, const ClaimEffect& b) {
            if (a.other_rows() != b.other_rows()) return a.other_rows();
            if (a.moved() != b.moved()) return a.moved() > b.moved();
            return a.removal_flips && !b.removal_flips;
        });
    }

    // ---- flip sets -------------------------------------------------------------------------

    Status find_flips() {
        std::vector<Claims> level{{}};
        std::set<Claims> known{{}};
        for (std::size_t size = 0; !level.empty() && out_.flips.empty(); ++size) {
            std::vector<Claims> next;
            for (const Claims& claims : level) {
                if (!may_evaluate()) {
                    out_.flips_bounded = true;
                    return {};
                }
                DICTUM_CHECK(look_at(claims, size < bounds_.set_size_max, known, next));
            }
            std::ranges::sort(next);
            level = std::move(next);
        }
        if (out_.flips.empty() && cut_) out_.flips_bounded = true;
        return {};
    }

    // Either the claims flip the answer, or the sets that go on from a proof that still stands.
    Status look_at(const Claims& claims, bool grows, std::set<Claims>& known,
                   std::vector<Claims>& next) {
        ++out_.evaluations;
        Model model(base_, without(claims));
        DICTUM_TRY(const AnswerRows rows, solve(goal_, model));
        if (rows != out_.rows) {
            out_.flips.push_back(claims);
            return {};
        }
        const std::size_t looked_at = std::min(rows.size(), bounds_.rows_max);
        out_.flips_bounded = out_.flips_bounded || looked_at < rows.size();
        for (std::size_t i = 0; i < looked_at; ++i) {
            DICTUM_TRY(const Proof proof, prove(model, goal_, rows[i], units_));
            for (const ProofNode& node : proof.nodes) {
                for (const SupportId support : node.supports) {
                    Claims larger = claims;
                    larger.insert(std::ranges::upper_bound(larger, support), support);
                    if (!grows) {
                        cut_ = true;
                    } else if (known.insert(larger).second) {
                        next.push_back(std::move(larger));
                    }
                }
            }
        }
        return {};
    }

    Model base_;  // of what the goal can look at
    const CheckedGoal& goal_;
    const UnitTable& units_;
    SensitivityBounds bounds_;
    Sensitivity out_;
    std::vector<double> scale_;  // of the answer's columns
    bool cut_ = false;           // a set that does not flip the answer was not grown any more
};

}  // namespace

double ClaimEffect::moved() const {
    double farthest = 0;
    for (const Variation& variation : variations) farthest = std::max(farthest, variation.moved);
    return farthest;
}

bool ClaimEffect::other_rows() const {
    return std::ranges::any_of(variations, &Variation::other_rows);
}

Result<Sensitivity> sensitivity(const Model& base, const CheckedGoal& goal, const UnitTable& units,
                                const SensitivityBounds& bounds) {
    return Search(base, goal, units, bounds).run();
}

}  // namespace dictum
