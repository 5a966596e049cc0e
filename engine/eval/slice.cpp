#include "engine/eval/slice.h"

#include <algorithm>
#include <optional>

namespace dictum {

// Restrictions grow from none at all ("nobody reads it") to sets of constants to everything.
class Slicer {
  public:
    Slicer(const CheckedProgram& program, const CheckedGoal& goal)
        : program_(program),
          rules_of_(program.relations.size()),
          demands_(program.relations.size()),
          waits_(program.relations.size(), 0) {
        for (std::size_t i = 0; i < program.rules.size(); ++i) {
            const RuleId rule = id_at<RuleId>(i);
            rules_of_[index_of(program.rules[rule].head)].push_back(rule);
        }
        read(goal.rule, nullptr);
        while (!pending_.empty()) {
            const RelationId relation = pending_.back();
            pending_.pop_back();
            waits_[index_of(relation)] = 0;
            for (const RuleId rule : rules_of_[index_of(relation)]) {
                read(program_.rules[rule], &demands_[index_of(relation)]);
            }
        }
    }

    void fill(Slice& slice) const {
        slice.columns_.resize(demands_.size());
        for (std::size_t i = 0; i < demands_.size(); ++i) {
            for (std::uint32_t column = 0; column < demands_[i].size(); ++column) {
                if (!demands_[i][column]) continue;
                slice.columns_[i].push_back({column, *demands_[i][column]});
            }
        }
    }

  private:
    // Of a column: the constants that it may hold; nothing: any value.
    using Constants = std::optional<std::vector<Word>>;
    using Demand = std::vector<Constants>;  // by column; empty: nobody reads the relation

    void read(const Rule& rule, const Demand* head_demand) {
        const Demand head = head_demand ? *head_demand : Demand(rule.head_args.size());
        for (const Literal& literal : rule.literals) {
            const auto* const atom = std::get_if<AtomLiteral>(&literal.node);
            if (!atom) continue;
            const std::vector<std::uint32_t>& key = program_.relations[atom->relation].key;
            const bool is_chosen = !program_.relations[atom->relation].choices.empty();
            Demand demand(atom->args.size());
            for (std::uint32_t i = 0; i < demand.size() && !is_chosen; ++i) {
                if (!key.empty() && !std::ranges::binary_search(key, i)) continue;
                demand[i] = constants_of(rule, atom->args[i], head);
            }
            add(atom->relation, demand);
        }
    }

    static Constants constants_of(const Rule& rule, ExprId arg, const Demand& head) {
        const auto& node = rule.exprs[arg].node;
        if (const auto* constant = std::get_if<ConstantExpr>(&node)) {
            return std::vector<Word>{constant->value};
        }
        const auto* const variable = std::get_if<VariableExpr>(&node);
        if (!variable) return std::nullopt;
        for (std::size_t i = 0; i < rule.head_args.size(); ++i) {
            const auto* const of_head =
                std::get_if<VariableExpr>(&rule.exprs[rule.head_args[i]].node);
            if (of_head && of_head->variable == variable->variable && head[i]) return head[i];
        }
        return std::nullopt;
    }

    void add(RelationId relation, const Demand& more) {
        Demand& demand = demands_[index_of(relation)];
        bool grew = demand.empty();
        if (demand.empty()) {
            demand = more;
        } else {
            for (std::size_t i = 0; i < demand.size(); ++i) grew = join(demand[i], more[i]) || grew;
        }
        if (!grew || waits_[index_of(relation)]) return;
        waits_[index_of(relation)] = 1;
        pending_.push_back(relation);
    }

    // Did `into` grow?
    static bool join(Constants& into, const Constants& more) {
        if (!into) return false;
        if (!more) {
            into.reset();
            return true;
        }
        const std::size_t before = into->size();
        for (const Word word : *more) {
            const auto at = std::ranges::lower_bound(*into, word);
            if (at == into->end() || *at != word) into->insert(at, word);
        }
        const bool grew = into->size() > before;
        if (into->size() > Slice::kConstantsMax) into.reset();
        return grew;
    }

    const CheckedProgram& program_;
    std::vector<std::vector<RuleId>> rules_of_;
    std::vector<Demand> demands_;
    std::vector<RelationId> pending_;
    std::vector<char> waits_;
};

Slice::Slice(const CheckedProgram& program, const CheckedGoal& goal) {
    Slicer(program, goal).fill(*this);
}

bool Slice::holds(RelationId relation, std::span<const Word> tuple) const {
    return std::ranges::all_of(columns_[index_of(relation)], [&](const Restricted& restricted) {
        return std::ranges::binary_search(restricted.words, tuple[restricted.column]);
    });
}

}  // namespace dictum
