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
    std::optional<Date> date = {};  // of the claim, or of what the rule cites
    bool given = false;
    std::set<std::string> sources = {};  // of the claim
};

class Standing {
  public:
    Standing(const Naive& naive, const CheckedProgram& program, const Values& values)
        : naive_(naive), program_(program), values_(values) {}

    // Of relations before `end`; the model above need not be known.
    Status collect(const SupportTable& supports, std::optional<StratumId> end) {
        const auto is_known = [&](RelationId id) {
            return !end || program_.relations[id].stratum < *end;
        };
        for (const auto& [relation, tuples] : naive_.data()) {
            for (const Tuple& tuple : tuples) given({relation, tuple}, nullptr);
        }
        for (const Fact& fact : program_.facts) {
            if (!fact.support) continue;
            const auto& resolution = program_.relations[fact.relation].resolution;
            given({resolution ? resolution->from : fact.relation, fact.tuple},
                  &supports[*fact.support]);
        }
        for (const Rule& rule : program_.rules) {
            if (!is_known(rule.head) || rule.made == Made::Consensus) continue;
            DICTUM_TRY(const auto matches, naive_.matches(rule));
            for (const NaiveMatch& match : matches) DICTUM_CHECK(add(rule, match));
        }
        for (std::size_t i = 0; i < program_.relations.size(); ++i) {
            const auto id = id_at<RelationId>(i);
            if (program_.relations[id].resolution && is_known(id)) chosen(id);
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

    // A proof is as old as its oldest source, and a tuple as new as its newest proof.
    std::map<Key, Date> dates() const {
        std::set<std::int32_t> days;
        for (const Instance& instance : instances_) {
            if (instance.date) days.insert(instance.date->days);
        }
        std::map<Key, Date> newest;
        for (auto day = days.rbegin(); day != days.rend(); ++day) {
            const auto counts = [&](const Instance& instance) {
                return !instance.date || instance.date->days >= *day;
            };
            for (const auto& [key, height] : heights_of(counts)) {
                newest.try_emplace(key, Date{*day});
            }
        }
        return newest;
    }

    // Of a tuple that was given, those that say it; of another, all that it may rest on.
    std::map<Key, NaiveVoices> voices() const {
        std::map<Key, NaiveVoices> own;
        for (const Instance& instance : instances_) {
            if (!instance.given) continue;
            NaiveVoices& voices = own[instance.head];
            voices.given = true;
            voices.sources.insert(instance.sources.begin(), instance.sources.end());
        }
        std::map<Key, NaiveVoices> all = own;
        for (bool changed = true; changed;) {
            changed = false;
            for (const Instance& instance : instances_) {
                std::set<std::string>& heard = all[instance.head].sources;
                const std::size_t before = heard.size();
                for (const auto& [premise, height] : instance.premises) {
                    const std::set<std::string> below = all[premise].sources;
                    heard.insert(below.begin(), below.end());
                }
                changed = changed || heard.size() > before;
            }
        }
        for (auto& [key, voices] : own) all[key] = voices;
        return all;
    }

  private:
    void given(Key key, const Support* support) {
        Instance instance{std::move(key), {}, {}, 0};
        instance.given = true;
        if (support) {
            instance.own = support->strength;
            instance.date = support->date;
            instance.sources.insert(support->source);
            instance.sources.insert(support->other_sources.begin(), support->other_sources.end());
        }
        instances_.push_back(std::move(instance));
    }

    // A tuple that was chosen of another relation is as strong as it is there; one that several
    // agree on, and nobody says, rests on all of them.
    void chosen(RelationId relation) {
        const RelationId from = program_.relations[relation].resolution->from;
        for (const Tuple& tuple : naive_.model().at(relation)) {
            Instance instance{{relation, tuple}, {}, {}, 0};
            if (naive_.model().at(from).contains(tuple)) {
                instance.premises.push_back({{from, tuple}, 0});
            } else if (const auto* agreeing = naive_.agreeing(relation, tuple)) {
                for (const Tuple& each : *agreeing) instance.premises.push_back({{from, each}, 1});
            }
            instances_.push_back(std::move(instance));
        }
    }

    Status add(const Rule& rule, const NaiveMatch& match) {
        DICTUM_TRY(const Tuple head, naive_.head(rule, match));
        Instance instance{{rule.head, head}, rule.strength, {}, 1};
        instance.date = rule.date;
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
        return heights_of([&](const Instance& instance) {
            return instance.own.modality <= floor.modality &&
                   instance.own.confidence >= floor.confidence;
        });
    }

    // Of what can be proved from instances that count.
    template <class Counts>
    std::map<Key, std::uint32_t> heights_of(Counts counts) const {
        std::map<Key, std::uint32_t> least;
        for (bool changed = true; changed;) {
            changed = false;
            for (const Instance& instance : instances_) {
                if (!counts(instance)) continue;
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
    DICTUM_CHECK(standing.collect(supports, std::nullopt));
    return standing.run();
}

Result<NaiveWorth> naive_worth(const Naive& naive, const CheckedProgram& program,
                               const Values& values, StratumId end) {
    Standing standing(naive, program, values);
    DICTUM_CHECK(standing.collect(naive.supports(), end));
    return NaiveWorth{standing.run(), standing.dates(), standing.voices()};
}

}  // namespace dictum::test
