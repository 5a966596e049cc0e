// Derivations: the matches of a rule's body when its head is given, with what each literal rests
// on.
#include <algorithm>
#include <limits>

#include "engine/eval/executor.h"
#include "engine/eval/solve.h"
#include "engine/eval/state.h"

namespace dictum {
namespace {

class Collector {
  public:
    Collector(const Model::State& state, const Rule& rule, std::optional<RuleId> id,
              const Plan& plan, Derivations& found)
        : state_(state),
          rule_(rule),
          id_(id),
          plan_(plan),
          found_(found),
          executor_(plan, state, true) {}

    Status run(std::span<const Word> head) {
        executor_.start(head);
        for (;;) {
            DICTUM_TRY(std::optional<Derivation> next, next_derivation());
            if (!next) return {};
            if (found_.items.size() >= state_.limits.proof_nodes_max) {
                found_.truncated = true;
                return {};
            }
            found_.items.push_back(*std::move(next));
        }
    }

    // Stops at the first one that the test accepts.
    template <class Accepts>
    Status run_until(std::span<const Word> head, Accepts accepts) {
        executor_.start(head);
        for (;;) {
            DICTUM_TRY(std::optional<Derivation> next, next_derivation());
            if (!next) return {};
            if (!accepts(*next)) continue;
            found_.items.push_back(*std::move(next));
            return {};
        }
    }

  private:
    Result<std::optional<Derivation>> next_derivation() {
        const Executor::Outcome outcome = executor_.next();
        if (outcome == Executor::Outcome::Done) return std::optional<Derivation>();
        if (outcome == Executor::Outcome::Failed) return failure();
        return std::optional<Derivation>(derivation());
    }

    Error failure() const {
        if (state_.meter.stopped()) return state_.meter.error();
        return in_rule(executor_.error(), rule_);
    }

    Derivation derivation() {
        Derivation result;
        result.rule = id_;
        result.bindings.assign(rule_.variables.size(), 0);
        for (const std::uint32_t variable : plan_.bound) {
            result.bindings[variable] = executor_.slot(variable);
        }
        for (std::size_t i = 0; i < rule_.body.size(); ++i) {
            result.premises.push_back(premise(rule_.body[i], plan_.position_of_body[i]));
        }
        return result;
    }

    Premise premise(LiteralId literal, std::size_t position) {
        const auto& node = plan_.operators[position].node;
        if (const auto* match = std::get_if<MatchOperator>(&node)) {
            return TuplePremise{match->relation, executor_.row(position)};
        }
        if (const auto* absence = std::get_if<AntiJoinOperator>(&node)) {
            return absent(*absence);
        }
        if (const auto* aggregate = std::get_if<AggregateOperator>(&node)) {
            const Aggregator& value = executor_.aggregate(aggregate->ordinal);
            return AggregatePremise{literal, executor_.slot(aggregate->slot), value.contributors(),
                                    value.matches(), value.disputed()};
        }
        return CalculationPremise{literal};
    }

    AbsencePremise absent(const AntiJoinOperator& absence) {
        AbsencePremise result;
        result.relation = absence.relation;
        result.pattern.resize(state_.program.relations[absence.relation].columns.size());
        std::vector<Word> keys;
        executor_.keys_of(absence.keys, keys);
        for (std::size_t i = 0; i < keys.size(); ++i) result.pattern[absence.columns[i]] = keys[i];
        return result;
    }

    const Model::State& state_;
    const Rule& rule_;
    std::optional<RuleId> id_;
    const Plan& plan_;
    Derivations& found_;
    Executor executor_;
};

// By the premises, literal by literal; those of one rule are of one kind each.
bool less(const Premise& a, const Premise& b) {
    if (const auto* x = std::get_if<TuplePremise>(&a)) {
        return x->row < std::get<TuplePremise>(b).row;
    }
    if (const auto* x = std::get_if<AbsencePremise>(&a)) {
        return x->pattern < std::get<AbsencePremise>(b).pattern;
    }
    if (const auto* x = std::get_if<AggregatePremise>(&a)) {
        return x->result < std::get<AggregatePremise>(b).result;
    }
    return false;
}

bool comes_before(const Derivation& a, const Derivation& b) {
    for (std::size_t i = 0; i < a.premises.size(); ++i) {
        if (less(a.premises[i], b.premises[i])) return true;
        if (less(b.premises[i], a.premises[i])) return false;
    }
    return a.bindings < b.bindings;
}

void sort_from(std::vector<Derivation>& items, std::size_t first) {
    std::sort(items.begin() + static_cast<std::ptrdiff_t>(first), items.end(), comes_before);
}

// The round of the fixpoint that derived the row.
std::uint64_t round_of(const RelationState& relation, RowId row) {
    const auto round = std::ranges::upper_bound(relation.rounds, row, {},
                                                [](const auto& entry) { return entry.first; });
    return round->second;
}

bool rests_on_earlier_rows(const Model::State& state, RelationId relation, RowId row,
                           const Derivation& derivation) {
    const auto& relations = state.program.relations;
    const RelationState& own = state.relations[relation];
    return std::ranges::all_of(derivation.premises, [&](const Premise& premise) {
        const auto* const tuple = std::get_if<TuplePremise>(&premise);
        if (!tuple || relations[tuple->relation].stratum != relations[relation].stratum)
            return true;
        // Rows of one round don't rest on each other.
        if (own.rounds.empty()) return tuple->relation == relation && tuple->row < row;
        return round_of(state.relations[tuple->relation], tuple->row) < round_of(own, row);
    });
}

const Plan& plan_of(const Model::State& state, RuleId id) {
    std::unique_ptr<Plan>& plan = state.plans_given_head[index_of(id)];
    if (!plan) {
        plan =
            std::make_unique<Plan>(plan_given_head(state.plan_context(), state.program.rules[id]));
    }
    return *plan;
}

}  // namespace

Result<Derivations> derivations(const Model& model, RelationId relation, RowId row) {
    const Model::State& state = model.state();
    state.meter.restart();
    const std::span<const Word> tuple = state.relations[relation].tuples[row];
    const std::vector<Word> head(tuple.begin(), tuple.end());
    Derivations found;
    for (const RuleId id : state.rules_of[index_of(relation)]) {
        if (state.scenario.leaves_out(id)) continue;
        const std::size_t first = found.items.size();
        const Rule& rule = state.program.rules[id];
        DICTUM_CHECK(Collector(state, rule, id, plan_of(state, id), found).run(head));
        sort_from(found.items, first);
        if (found.truncated) break;
    }
    return found;
}

Result<std::optional<Derivation>> first_derivation(const Model& model, RelationId relation,
                                                   RowId row) {
    const Model::State& state = model.state();
    state.meter.restart();
    const std::span<const Word> tuple = state.relations[relation].tuples[row];
    const std::vector<Word> head(tuple.begin(), tuple.end());
    Derivations found;
    for (const RuleId id : state.rules_of[index_of(relation)]) {
        if (state.scenario.leaves_out(id)) continue;
        Collector collector(state, state.program.rules[id], id, plan_of(state, id), found);
        DICTUM_CHECK(collector.run_until(head, [&](const Derivation& derivation) {
            return rests_on_earlier_rows(state, relation, row, derivation);
        }));
        if (!found.items.empty()) return std::optional(std::move(found.items.front()));
    }
    return std::optional<Derivation>();
}

Result<Derivations> derivations(const Model& model, const CheckedGoal& goal,
                                std::span<const Word> row) {
    const Model::State& state = model.state();
    state.meter.restart();
    const Plan plan = plan_given_head(state.plan_context(), goal.rule);
    Derivations found;
    DICTUM_CHECK(Collector(state, goal.rule, std::nullopt, plan, found).run(row));
    sort_from(found.items, 0);
    return found;
}

}  // namespace dictum
