#include "engine/explain/why_not_missing.h"

#include <algorithm>
#include <queue>
#include <set>

#include "engine/check/check.h"
#include "engine/explain/why_not_check.h"
#include "engine/explain/why_not_steps.h"
#include "engine/explain/why_not_witness.h"

namespace dictum {
namespace {

constexpr std::size_t kChecksOfAProof = 6;
// What making a partial proof costs, in steps of a run.
constexpr std::uint64_t kStepsAProof = 60;

class MissingSearch {
  public:
    MissingSearch(const CheckedGoal& goal, Model& model, const ConditionReader& reader,
                  const UnitTable& units, std::size_t sets_max, WhyNotBound& bound)
        : goal_(goal),
          model_(model),
          reader_(reader),
          units_(units),
          sets_max_(sets_max),
          bound_(bound),
          effects_(model.state(), goal.reads),
          steps_(model, reader, effects_, bound),
          check_(goal, model, effects_, bound) {
        bound.charge(model.program().rules.size());
    }

    Result<MissingSets> run() {
        for (PartialProof& proof : steps_.begin(goal_)) push(std::move(proof));
        while (result_.sets.size() < sets_max_ && bound_.may_go_on()) {
            std::optional<PartialProof> proof = pop();
            if (!proof) break;
            if (proof->tasks.empty()) {
                DICTUM_CHECK(finish(*proof));
                continue;
            }
            take_most_known(*proof);
            auto made = steps_.expand(*std::move(proof));
            if (bound_.stopped()) return *bound_.stopped();
            if (!made) {
                if (bound_.reached()) break;
                return made.error();
            }
            for (PartialProof& each : *made) push(std::move(each));
        }
        if (bound_.stopped()) return *bound_.stopped();
        const bool all_taken = std::ranges::none_of(
            proofs_, [](const std::optional<PartialProof>& proof) { return proof.has_value(); });
        result_.whole = all_taken || result_.sets.size() == sets_max_;
        return std::move(result_);
    }

  private:
    // Fewest facts first, then fewest tasks; of equal ones those of few rules and those of many in
    // turn, so that neither a deep proof nor an endless one keeps the other waiting.
    struct Open {
        std::size_t cost = 0;  // what was assumed, and one for each task
        std::size_t tasks = 0;
        std::size_t depth = 0;
        std::size_t proof = 0;

        bool operator>(const Open& other) const {
            return std::tuple(cost, tasks, depth, proof) >
                   std::tuple(other.cost, other.tasks, other.depth, other.proof);
        }
    };
    using Queue = std::priority_queue<Open, std::vector<Open>, std::greater<>>;

    void push(PartialProof proof) {
        bound_.charge(kStepsAProof + 4 * (proof.uses.size() + proof.tasks.size()));
        Open open{proof.cost + proof.tasks.size(), proof.tasks.size(), proof.depth, proofs_.size()};
        shallow_.push(open);
        open.depth = SIZE_MAX - open.depth;
        deep_.push(open);
        proofs_.emplace_back(std::move(proof));
    }

    std::optional<PartialProof> pop() {
        deep_is_next_ = !deep_is_next_;
        Queue& queue = deep_is_next_ ? deep_ : shallow_;
        std::optional<PartialProof> proof;
        while (!queue.empty() && !proof) {
            proof = std::exchange(proofs_[queue.top().proof], std::nullopt);
            queue.pop();
        }
        return proof;
    }

    // The task with the fewest open columns is done next: its rows and rules are the fewest.
    static void take_most_known(PartialProof& proof) {
        const auto open_columns = [&](const ProofTask& task) {
            return std::ranges::count_if(
                task.args, [&](ProofTerm term) { return proof.resolve(term).is_open(); });
        };
        const auto best = std::ranges::min_element(proof.tasks, {}, open_columns);
        std::rotate(best, best + 1, proof.tasks.end());
    }

    // A proof without tasks: words for what is open, checked.
    Status finish(const PartialProof& proof) {
        if (proof.assumed.empty() || is_superset(proof)) return {};
        Witness witness(proof, model_, reader_, effects_, units_, bound_);
        for (std::size_t i = 0; i < kChecksOfAProof; ++i) {
            const std::optional<PartialProof> chosen = witness.next();
            if (!chosen) return {};
            if (is_superset(*chosen)) continue;
            DICTUM_TRY(const bool holds, check_.holds(*chosen));
            if (!holds) continue;
            add(*witness.determined(), *chosen);
            return {};
        }
        return {};
    }

    // Does a smaller set, found before, do?
    bool is_superset(const PartialProof& proof) const {
        const std::set<std::string> own = texts(proof);
        return std::ranges::any_of(found_, [&](const std::set<std::string>& other) {
            return std::ranges::includes(own, other);
        });
    }

    std::set<std::string> texts(const PartialProof& proof) const {
        std::set<std::string> texts;
        for (const AssumedFact& fact : proof.assumed) {
            texts.insert(reader_.text(Pattern{fact.relation, proof.words(fact.args)}));
        }
        return texts;
    }

    void add(const PartialProof& proof, const PartialProof& chosen) {
        if (is_superset(proof)) return;
        found_.push_back(texts(proof));
        MissingSet set;
        std::set<std::string> listed;
        for (std::size_t i = 0; i < proof.assumed.size(); ++i) {
            const AssumedFact& fact = proof.assumed[i];
            MissingFact missing;
            missing.relation = fact.relation;
            missing.text = text(proof, fact);
            missing.contradicts = fact.contradicts;
            for (const ProofTerm& term : chosen.assumed[i].args) {
                missing.example.push_back(*chosen.word(term));
            }
            missing.example_text = print_fact(model_.program(), fact.relation, missing.example,
                                              model_.values(), units_);
            if (listed.insert(missing.example_text).second) set.facts.push_back(std::move(missing));
        }
        add_conditions(proof, set);
        result_.sets.push_back(std::move(set));
    }

    std::string text(const PartialProof& proof, const AssumedFact& fact) const {
        const Relation& relation = model_.program().relations[fact.relation];
        std::string text = relation.name + "(";
        for (std::size_t i = 0; i < fact.args.size(); ++i) {
            if (i > 0) text += ", ";
            const ProofTerm term = proof.resolve(fact.args[i]);
            if (!term.is_open()) {
                text += model_.values().literal(term.word, relation.columns[i].type, units_);
            } else {
                text += uses_of(proof, term) > 1 ? proof.name(term) : "_";
            }
        }
        return text + ")";
    }

    // In how many places an open variable stands.
    static std::size_t uses_of(const PartialProof& proof, ProofTerm term) {
        std::size_t count = 0;
        const auto is_it = [&](ProofTerm other) {
            const ProofTerm is = proof.resolve(other);
            return is.is_open() && is.variable == term.variable;
        };
        for (const AssumedFact& fact : proof.assumed) {
            count += static_cast<std::size_t>(std::ranges::count_if(fact.args, is_it));
        }
        for (const RuleUse& use : proof.uses) {
            if (use.pending.empty()) continue;
            for (const std::optional<ProofTerm>& own : use.variables) {
                if (own && is_it(*own)) ++count;
            }
        }
        return count;
    }

    void add_conditions(const PartialProof& proof, MissingSet& set) const {
        for (const RuleUse& use : proof.uses) {
            Words words(use.rule->variables.size());
            std::vector<std::string> names(words.size());
            for (std::size_t i = 0; i < words.size(); ++i) {
                if (!use.variables[i]) continue;
                words[i] = proof.word(*use.variables[i]);
                if (!words[i]) names[i] = proof.name(*use.variables[i]);
            }
            for (const std::uint32_t condition : use.pending) {
                if (is_made(*use.rule, condition)) continue;
                std::string text =
                    reader_.text(*use.rule, condition, words, proof.words(use.head), names);
                const auto known = std::ranges::find(set.conditions, text);
                if (known == set.conditions.end()) set.conditions.push_back(std::move(text));
            }
        }
    }

    // Does it read what was made of a relation, or to evaluate a table? It was checked, and has no
    // words.
    bool is_made(const Rule& rule, std::uint32_t condition) const {
        if (condition >= rule.body.size()) return reader_.is_made(rule.head);
        const auto& node = rule.literals[rule.body[condition]].node;
        const auto reads_made = [&](LiteralId id) {
            const auto* atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
            return atom && reader_.is_made(atom->relation);
        };
        const auto* aggregate = std::get_if<AggregateLiteral>(&node);
        return reads_made(rule.body[condition]) ||
               (aggregate && std::ranges::any_of(aggregate->body, reads_made)) ||
               (names_aggregate(rule, condition) &&
                std::ranges::any_of(rule.body, [&](LiteralId id) {
                    const auto* named = std::get_if<AggregateLiteral>(&rule.literals[id].node);
                    return named && std::ranges::any_of(named->body, reads_made);
                }));
    }

    const CheckedGoal& goal_;
    Model& model_;
    const ConditionReader& reader_;
    const UnitTable& units_;
    std::size_t sets_max_;
    WhyNotBound& bound_;
    Effects effects_;
    ProofSteps steps_;
    ProofCheck check_;
    std::vector<std::optional<PartialProof>> proofs_;  // nothing: it was taken
    Queue shallow_;
    Queue deep_;
    bool deep_is_next_ = false;
    std::vector<std::set<std::string>> found_;
    MissingSets result_;
};

}  // namespace

Result<MissingSets> missing_sets(const CheckedGoal& goal, Model& model,
                                 const ConditionReader& reader, const UnitTable& units,
                                 std::size_t sets_max, WhyNotBound& bound) {
    return MissingSearch(goal, model, reader, units, sets_max, bound).run();
}

}  // namespace dictum
