// Derivations: the matches of a rule's body when its head is given, with what each literal rests
// on.
#include <algorithm>
#include <limits>

#include "engine/eval/executor.h"
#include "engine/eval/solve.h"
#include "engine/eval/state.h"

namespace dictum {
namespace {

TuplePremise known_in(const Model::State& state, TuplePremise tuple) {
    for (;;) {
        const auto& resolution = state.program.relations[tuple.relation].resolution;
        if (!resolution || !resolution->at_least) return tuple;
        const auto words = state.relations[tuple.relation].tuples[tuple.row];
        const RowId row = *state.relations[resolution->from].tuples.find(words);
        tuple = {resolution->from, row};
    }
}

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
            return known_in(state_, {match->relation, executor_.row(position)});
        }
        if (const auto* absence = std::get_if<AntiJoinOperator>(&node)) {
            return absent(*absence);
        }
        if (const auto* aggregate = std::get_if<AggregateOperator>(&node)) {
            const Aggregator& value = executor_.aggregate(aggregate->ordinal);
            auto contributors = value.contributors();
            for (std::vector<TuplePremise>& match : contributors) {
                for (TuplePremise& tuple : match) tuple = known_in(state_, tuple);
            }
            return AggregatePremise{literal, executor_.slot(aggregate->slot),
                                    std::move(contributors), value.matches(), value.disputed()};
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

// Where a tuple is concluded by rules that somebody wrote: as a row of the relation, and of those
// whose rows it holds as they are, by a rule that check made or by a policy.
struct Place {
    RelationId relation{};
    RowId row{};
};

std::vector<Place> places_of(const Model::State& state, RelationId relation, RowId row) {
    std::vector<Place> places{{relation, row}};
    const auto add = [&](RelationId from, const TupleView& tuple) {
        if (const auto same = state.relations[from].tuples.find(tuple)) {
            places.push_back({from, *same});
        }
    };
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Place place = places[i];
        const auto& resolution = state.program.relations[place.relation].resolution;
        const TupleView tuple = state.relations[place.relation].tuples[place.row];
        if (resolution) add(resolution->from, tuple);
        for (const RuleId id : state.rules_of[index_of(place.relation)]) {
            const Rule& rule = state.program.rules[id];
            if (rule.made != Made::Copy) continue;
            add(std::get<AtomLiteral>(rule.literals[rule.body[0]].node).relation, tuple);
        }
    }
    return places;
}

bool is_silent(const Model::State& state, RuleId id) {
    return state.program.rules[id].made == Made::Copy || state.scenario.leaves_out(id);
}

// A row that nobody claims or concludes as it is: what the rows that agree have in common.
std::optional<Derivation> agreed(const Model::State& state, RelationId relation, RowId row) {
    const Relation& declared = state.program.relations[relation];
    if (!declared.resolution || declared.conflict != ConflictPolicy::Consensus) return std::nullopt;
    const RelationState& rows = state.relations[relation];
    if (state.relations[declared.resolution->from].tuples.find(rows.tuples[row])) {
        return std::nullopt;
    }
    Derivation derivation;
    derivation.rule = state.program.consensus_of(relation);
    for (const RowId raw : rows.agreeing[index_of(row)]) {
        derivation.premises.push_back(TuplePremise{declared.resolution->from, raw});
    }
    return derivation;
}

}  // namespace

TuplePremise known_as(const Model& model, TuplePremise tuple) {
    return known_in(model.state(), tuple);
}

Result<Derivations> derivations(const Model& model, RelationId relation, RowId row) {
    const Model::State& state = model.state();
    state.meter.restart();
    Derivations found;
    if (auto agreement = agreed(state, relation, row)) found.items.push_back(*agreement);
    for (const Place& place : places_of(state, relation, row)) {
        const std::vector<Word> head = state.relations[place.relation].tuples[place.row].words();
        for (const RuleId id : state.rules_of[index_of(place.relation)]) {
            if (is_silent(state, id)) continue;
            const std::size_t first = found.items.size();
            const Rule& rule = state.program.rules[id];
            DICTUM_CHECK(Collector(state, rule, id, plan_of(state, id), found).run(head));
            sort_from(found.items, first);
            if (found.truncated) return found;
        }
    }
    std::stable_sort(found.items.begin(), found.items.end(),
                     [](const Derivation& a, const Derivation& b) { return a.rule < b.rule; });
    return found;
}

Result<std::optional<Derivation>> first_derivation(const Model& model, RelationId relation,
                                                   RowId row) {
    const Model::State& state = model.state();
    state.meter.restart();
    if (auto agreement = agreed(state, relation, row)) return agreement;
    Derivations found;
    for (const Place& place : places_of(state, relation, row)) {
        const std::vector<Word> head = state.relations[place.relation].tuples[place.row].words();
        for (const RuleId id : state.rules_of[index_of(place.relation)]) {
            if (is_silent(state, id)) continue;
            Collector collector(state, state.program.rules[id], id, plan_of(state, id), found);
            DICTUM_CHECK(collector.run_until(head, [&](const Derivation& derivation) {
                return rests_on_earlier_rows(state, place.relation, place.row, derivation);
            }));
            if (!found.items.empty()) return std::optional(std::move(found.items.front()));
        }
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
