#include "tests/oracle/naive_strength.h"

#include <algorithm>

namespace dictum::test {
namespace {

using Key = std::pair<RelationId, Tuple>;

// A way to a tuple: what it rests on, and how many steps lie between (an aggregate is one more).
struct Instance {
    Key head;
    Strength own;
    std::vector<std::pair<Key, std::uint32_t>> premises;
    std::uint32_t least_height = 0;
};

class Standing {
  public:
    Standing(const Naive& naive, const CheckedProgram& program, const Values& values)
        : naive_(naive), program_(program), values_(values) {}

    Status collect(const SupportTable& supports) {
        for (const Fact& fact : program_.facts) {
            const Strength own = fact.support ? supports[*fact.support].strength : Strength{};
            instances_.push_back({{fact.relation, fact.tuple}, own, {}, 0});
        }
        for (const Rule& rule : program_.rules) {
            DICTUM_TRY(const auto matches, naive_.matches(rule));
            for (const NaiveMatch& match : matches) DICTUM_CHECK(add(rule, match));
        }
        return {};
    }

    Standings run() const {
        std::set<Modality> modalities;
        std::set<double> confidences;
        for (const Instance& instance : instances_) {
            modalities.insert(instance.own.modality);
            confidences.insert(instance.own.confidence);
        }
        Standings standings;
        for (const Modality modality : modalities) {
            for (auto confidence = confidences.rbegin(); confidence != confidences.rend();
                 ++confidence) {
                const Strength floor{modality, *confidence};
                for (const auto& [key, height] : heights(floor)) {
                    standings.try_emplace(key, NaiveStanding{floor, height});
                }
            }
        }
        return standings;
    }

  private:
    Status add(const Rule& rule, const NaiveMatch& match) {
        DICTUM_TRY(const Tuple head, naive_.head(rule, match));
        Instance instance{{rule.head, head}, rule.strength, {}, 1};
        for (const LiteralId id : rule.body) {
            const auto& node = rule.literals[id].node;
            if (const auto* atom = std::get_if<AtomLiteral>(&node); atom && !atom->negated) {
                instance.premises.push_back({{atom->relation, match.tuples.at(id)}, 1});
            } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
                DICTUM_CHECK(add_contributors(rule, *aggregate, match, instance));
            }
        }
        instances_.push_back(std::move(instance));
        return {};
    }

    Status add_contributors(const Rule& rule, const AggregateLiteral& literal,
                            const NaiveMatch& match, Instance& instance) const {
        DICTUM_TRY(const NaiveAggregate found, naive_.aggregate(rule, literal, match.bindings));
        const bool extreme =
            literal.kind == AggregateKind::Min || literal.kind == AggregateKind::Max;
        for (const NaiveMatch& inner : found.matches) {
            if (extreme) {
                DICTUM_TRY(const Word target, naive_.target(rule, literal, inner));
                if (!carries(literal, target, *found.value)) continue;
            }
            for (const auto& [id, tuple] : inner.tuples) {
                const RelationId relation = std::get<AtomLiteral>(rule.literals[id].node).relation;
                instance.premises.push_back({{relation, tuple}, 2});
            }
        }
        instance.least_height = 2;
        return {};
    }

    // Is the target the least (greatest) value, or one of its ends?
    bool carries(const AggregateLiteral& literal, Word target, Word value) const {
        if (literal.operands != BaseType::Quantity) return target == value;
        const Interval& own = values_.interval(target);
        const Interval& whole = values_.interval(value);
        return (own.lo == whole.lo && own.lo_open == whole.lo_open) ||
               (own.hi == whole.hi && own.hi_open == whole.hi_open);
    }

    // Of what can be proved from links that reach the floor.
    std::map<Key, std::uint32_t> heights(Strength floor) const {
        std::map<Key, std::uint32_t> least;
        for (bool changed = true; changed;) {
            changed = false;
            for (const Instance& instance : instances_) {
                if (instance.own.modality > floor.modality) continue;
                if (instance.own.confidence < floor.confidence) continue;
                std::uint32_t height = instance.least_height;
                const bool proved =
                    std::ranges::all_of(instance.premises, [&](const auto& premise) {
                        const auto below = least.find(premise.first);
                        if (below == least.end()) return false;
                        height = std::max(height, below->second + premise.second);
                        return true;
                    });
                if (!proved) continue;
                const auto [known, is_new] = least.emplace(instance.head, height);
                changed = changed || is_new || height < known->second;
                known->second = std::min(known->second, height);
            }
        }
        return least;
    }

    const Naive& naive_;
    const CheckedProgram& program_;
    const Values& values_;
    std::vector<Instance> instances_;
};

}  // namespace

Result<Standings> naive_standings(const Naive& naive, const CheckedProgram& program,
                                  const SupportTable& supports, const Values& values) {
    Standing standing(naive, program, values);
    DICTUM_CHECK(standing.collect(supports));
    return standing.run();
}

}  // namespace dictum::test
