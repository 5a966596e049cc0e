#include "engine/explain/why_not_steps.h"

#include <algorithm>

#include "engine/explain/why_not_near.h"
#include "engine/explain/why_not_questions.h"

namespace dictum {
namespace {

constexpr std::size_t kRowsTried = 8;           // that stand, for one task
constexpr std::size_t kDerivationsRefuted = 4;  // of one tuple
constexpr std::size_t kPresentRefuted = 4;      // tuples that one absence forbids
constexpr std::size_t kWaysOfRefuting = 16;
constexpr std::size_t kGrowthMax = 3;  // new matches of one aggregate

}  // namespace

std::vector<PartialProof> ProofSteps::begin(const CheckedGoal& goal) {
    made_.clear();
    if (const std::optional<Pattern> pattern = pattern_of(goal, reader_)) {
        PartialProof proof;
        const auto& atom = std::get<AtomLiteral>(goal.rule.literals[goal.rule.body[0]].node);
        ProofTask task;
        task.relation = atom.relation;
        task.above = kNothingAbove;
        const auto& columns = model_.program().relations[atom.relation].columns;
        for (std::size_t i = 0; i < atom.args.size(); ++i) {
            const auto* variable = std::get_if<VariableExpr>(&goal.rule.exprs[atom.args[i]].node);
            task.args.push_back(
                pattern->words[i]
                    ? ProofTerm::of(*pattern->words[i])
                    : proof.fresh(variable ? goal.rule.variables[variable->variable].name : "",
                                  columns[i].type));
        }
        proof.rows_of.insert(atom.relation);
        proof.tasks.push_back(std::move(task));
        made_.push_back(std::move(proof));
    } else {
        by_rule(PartialProof(), goal.rule, {}, {}, kNothingAbove);
    }
    return std::move(made_);
}

Result<std::vector<PartialProof>> ProofSteps::expand(PartialProof proof) {
    made_.clear();
    const ProofTask task = std::move(proof.tasks.back());
    proof.tasks.pop_back();
    if (task.kind == ProofTask::Kind::Refute) {
        DICTUM_CHECK(refute(proof, task));
        return std::move(made_);
    }
    const Pattern pattern{task.relation, proof.words(task.args)};
    by_rows(proof, task, pattern);
    by_assumption(proof, task, pattern);
    if (model_.program().relations[task.relation].derived && effects_.may_grow(task.relation) &&
        !is_above(pattern, task.above)) {
        by_rules(proof, task, pattern);
    }
    by_resolution(std::move(proof), task);
    return std::move(made_);
}

// What stands, and what was assumed before.
void ProofSteps::by_rows(const PartialProof& proof, const ProofTask& task, const Pattern& pattern) {
    const auto take = [&](auto words) {
        PartialProof next = proof;
        for (std::size_t i = 0; i < task.args.size(); ++i) {
            if (!next.unify(task.args[i], words(i))) return;
        }
        made_.push_back(std::move(next));
    };
    for (const AssumedFact& fact : proof.assumed) {
        if (fact.relation != task.relation) continue;
        take([&](std::size_t i) { return fact.args[i]; });
    }
    for (const RowId row : reader_.rows(pattern, kRowsTried)) {
        const auto tuple = model_.tuples(task.relation)[row];
        take([&](std::size_t i) { return ProofTerm::of(tuple[i]); });
    }
}

void ProofSteps::by_assumption(const PartialProof& proof, const ProofTask& task,
                               const Pattern& pattern) {
    if (!effects_.may_be_asked(task.relation)) return;
    PartialProof next = proof;
    AssumedFact fact{task.relation, task.args, false};
    const Relation& relation = model_.program().relations[task.relation];
    Pattern key{task.relation, Words(pattern.words.size())};
    bool known = !relation.key.empty() && relation.key.size() < pattern.words.size();
    for (const std::uint32_t column : relation.key) {
        key.words[column] = pattern.words[column];
        known = known && pattern.words[column];
    }
    fact.contradicts = known && !reader_.rows(key, 1).empty();
    next.cost += fact.contradicts ? 2 : 1;
    next.assumed.push_back(std::move(fact));
    made_.push_back(std::move(next));
}

// What it is chosen from may hold it; evaluation says whether it is chosen.
void ProofSteps::by_resolution(PartialProof proof, ProofTask task) {
    const auto& resolution = model_.program().relations[task.relation].resolution;
    if (!resolution || !effects_.may_grow(task.relation)) return;
    task.relation = resolution->from;
    proof.uncertain = true;
    proof.rows_of.insert(task.relation);
    proof.tasks.push_back(std::move(task));
    made_.push_back(std::move(proof));
}

void ProofSteps::by_rules(const PartialProof& proof, const ProofTask& task,
                          const Pattern& pattern) {
    const std::uint32_t above = note(pattern, task.above);
    const Model::State& state = model_.state();
    for (const RuleId id : state.rules_of[index_of(task.relation)]) {
        const Rule& rule = state.program.rules[id];
        bound_.charge(1 + rule.head_args.size());
        if (!bound_.may_go_on()) return;
        if (!head_fits(rule, pattern.words) || state.scenario.leaves_out(id)) continue;
        by_rule(proof, rule, task.args, pattern.words, above);
    }
}

void ProofSteps::by_rule(const PartialProof& proof, const Rule& rule,
                         const std::vector<ProofTerm>& head, const Words& words,
                         std::uint32_t above) {
    NearMatchOptions options;
    options.sets_max = 6;
    options.matches_max = 4;
    options.sizes_beyond = 1;
    options.least_cost_only = false;
    // Open columns: tuples that there are need not be those that fit.
    options.another = std::ranges::any_of(words, [](const auto& word) { return !word; });
    options.may_fail = [&](std::uint32_t condition) { return may_fail(rule, condition); };
    PartialRule part(model_.state(), rule, bound_);
    const NearMatches found = near_matches(part, words, {}, options, bound_);
    for (const NearMatch& near : found.items) {
        PartialProof next = proof;
        ++next.depth;
        next.note_rule(rule);
        RuleUse use{&rule, {}, head, near.pending};
        use.variables.resize(rule.variables.size());
        if (!use_head(next, use, near) || !add_failing(next, use, near, above)) continue;
        add_terms(next, use, near);
        next.uses.push_back(std::move(use));
        std::vector<PartialProof> proofs(1, std::move(next));
        for (const std::uint32_t condition : near.failing) {
            const LiteralId literal = rule.body[condition];
            if (!std::holds_alternative<AggregateLiteral>(rule.literals[literal].node)) continue;
            std::vector<PartialProof> larger;
            for (const PartialProof& each : proofs) {
                for (PartialProof& one : grown(each, rule, near, literal, above)) {
                    larger.push_back(std::move(one));
                }
            }
            proofs = std::move(larger);
        }
        for (PartialProof& made : proofs) made_.push_back(std::move(made));
    }
}

// Could facts that are added make the condition hold?
bool ProofSteps::may_fail(const Rule& rule, std::uint32_t condition) const {
    if (condition >= rule.body.size()) return false;
    const auto& node = rule.literals[rule.body[condition]].node;
    if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
        return atom->negated ? model_.program().relations[atom->relation].derived
                             : effects_.may_grow(atom->relation);
    }
    const auto* aggregate = std::get_if<AggregateLiteral>(&node);
    return aggregate && std::ranges::any_of(aggregate->body, [&](LiteralId id) {
               const auto* atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
               return atom && !atom->negated && effects_.may_grow(atom->relation);
           });
}

// What the rule concludes is what is to be proved.
bool ProofSteps::use_head(PartialProof& proof, RuleUse& use, const NearMatch& near) const {
    const Rule& rule = *use.rule;
    for (std::uint32_t i = 0; i < use.head.size(); ++i) {
        const ExprId arg = rule.head_args[i];
        const std::optional<Word> word = reader_.value(rule, arg, near.match.variables);
        if (word) {
            if (!proof.unify(use.head[i], ProofTerm::of(*word))) return false;
        } else if (const auto* variable = std::get_if<VariableExpr>(&rule.exprs[arg].node)) {
            std::optional<ProofTerm>& own = use.variables[variable->variable];
            if (own && !proof.unify(*own, use.head[i])) return false;
            own = use.head[i];
        } else {
            const auto condition = static_cast<std::uint32_t>(rule.body.size() + i);
            if (std::ranges::find(use.pending, condition) == use.pending.end()) {
                use.pending.push_back(condition);
            }
        }
    }
    return true;
}

bool ProofSteps::add_failing(PartialProof& proof, RuleUse& use, const NearMatch& near,
                             std::uint32_t above) const {
    const Rule& rule = *use.rule;
    for (const std::uint32_t condition : near.failing) {
        const auto* atom = std::get_if<AtomLiteral>(&rule.literals[rule.body[condition]].node);
        if (!atom) continue;
        const bool added =
            atom->negated
                ? add_refutations(proof, reader_.pattern(rule, *atom, near.match.variables), above)
                : add_atom(proof, use, near, *atom, above);
        if (!added) return false;
    }
    return true;
}

bool ProofSteps::add_atom(PartialProof& proof, RuleUse& use, const NearMatch& near,
                          const AtomLiteral& atom, std::uint32_t above) const {
    const Rule& rule = *use.rule;
    ProofTask task;
    task.relation = atom.relation;
    task.above = above;
    for (const ExprId arg : atom.args) {
        const auto& node = rule.exprs[arg].node;
        if (const auto* variable = std::get_if<VariableExpr>(&node)) {
            task.args.push_back(term_of(proof, use, near, variable->variable));
        } else if (std::holds_alternative<WildcardExpr>(node)) {
            task.args.push_back(proof.fresh("", rule.exprs[arg].type));
        } else {
            const std::optional<Word> word = reader_.value(rule, arg, near.match.variables);
            if (!word) return false;
            task.args.push_back(ProofTerm::of(*word));
        }
    }
    proof.tasks.push_back(std::move(task));
    return true;
}

// Everything that stands there must go.
bool ProofSteps::add_refutations(PartialProof& proof, const Pattern& present,
                                 std::uint32_t above) const {
    const std::vector<RowId> rows = reader_.rows(present, kPresentRefuted + 1);
    if (rows.size() > kPresentRefuted) return false;
    for (const RowId row : rows) {
        const TuplePremise tuple = known_as(model_, {present.relation, row});
        if (model_.is_base(tuple.relation, tuple.row)) return false;
        ProofTask task;
        task.kind = ProofTask::Kind::Refute;
        task.relation = tuple.relation;
        task.row = tuple.row;
        task.above = above;
        proof.tasks.push_back(std::move(task));
    }
    proof.uncertain = true;
    return true;
}

// Every open variable that a pending condition reads is one of the partial proof.
void ProofSteps::add_terms(PartialProof& proof, RuleUse& use, const NearMatch& near) const {
    const Rule& rule = *use.rule;
    std::vector<std::uint32_t> read;
    const auto add = [&](ExprId expr) {
        if (!std::holds_alternative<WildcardExpr>(rule.exprs[expr].node)) {
            add_variables(rule, expr, read);
        }
    };
    std::vector<std::uint32_t> conditions = use.pending;
    conditions.insert(conditions.end(), near.failing.begin(), near.failing.end());
    for (const std::uint32_t condition : conditions) {
        if (condition >= rule.body.size()) {
            add(rule.head_args[condition - rule.body.size()]);
            continue;
        }
        const auto& node = rule.literals[rule.body[condition]].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            for (const ExprId arg : atom->args) add(arg);
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            add(compare->lhs);
            add(compare->rhs);
        } else if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
            for (const ExprId arg : predicate->args) add(arg);
        } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
            read.insert(read.end(), aggregate->outer.begin(), aggregate->outer.end());
            read.push_back(aggregate->result);
        }
    }
    for (const std::uint32_t variable : read) {
        use.variables[variable] = term_of(proof, use, near, variable);
    }
}

ProofTerm ProofSteps::term_of(PartialProof& proof, RuleUse& use, const NearMatch& near,
                              std::uint32_t variable) const {
    std::optional<ProofTerm>& term = use.variables[variable];
    if (!term && near.match.variables[variable]) {
        term = ProofTerm::of(*near.match.variables[variable]);
    }
    if (!term) {
        const Variable& named = use.rule->variables[variable];
        term = proof.fresh(named.hidden ? "" : named.name, named.type);
    }
    return *term;
}

// The aggregate gets up to so many more matches of its body; evaluation says what its value is.
std::vector<PartialProof> ProofSteps::grown(const PartialProof& proof, const Rule& rule,
                                            const NearMatch& near, LiteralId aggregate,
                                            std::uint32_t above) {
    const auto& literal = std::get<AggregateLiteral>(rule.literals[aggregate].node);
    Words outer(rule.variables.size());
    for (const std::uint32_t variable : literal.outer) {
        outer[variable] = near.match.variables[variable];
        if (!outer[variable]) return {};
    }
    const Rule& body = body_of(rule, aggregate);
    NearMatchOptions options;
    options.matches_max = 2;
    options.tries_max = 12;
    options.least_cost_only = false;
    options.another = true;
    options.may_fail = [&](std::uint32_t condition) {
        const auto* atom = std::get_if<AtomLiteral>(&body.literals[body.body[condition]].node);
        return atom && !atom->negated && effects_.may_grow(atom->relation);
    };
    PartialRule part(model_.state(), body, bound_);
    std::vector<PartialProof> proofs;
    for (const NearMatch& inner : near_matches(part, {}, outer, options, bound_).items) {
        PartialProof next = proof;
        next.uncertain = true;
        ++next.depth;
        for (std::size_t count = 0; count < kGrowthMax; ++count) {
            RuleUse use{&body, {}, {}, inner.pending};
            use.variables.resize(body.variables.size());
            if (!add_failing(next, use, inner, above)) break;
            add_terms(next, use, inner);
            next.uses.push_back(std::move(use));
            proofs.push_back(next);
        }
    }
    return proofs;
}

const Rule& ProofSteps::body_of(const Rule& rule, LiteralId aggregate) {
    const Rule*& known = body_of_[{&rule, aggregate}];
    if (known == nullptr) {
        bodies_.push_back(rule);
        bodies_.back().body = std::get<AggregateLiteral>(rule.literals[aggregate].node).body;
        bodies_.back().head_args.clear();
        known = &bodies_.back();
    }
    return *known;
}

// Every proof of the tuple must lose a premise: a tuple that is refuted in its turn, or an absence,
// when what was absent is proved.
Status ProofSteps::refute(const PartialProof& proof, const ProofTask& task) {
    if (model_.is_base(task.relation, task.row)) return {};
    DICTUM_TRY(const Derivations found, derivations(model_, task.relation, task.row));
    if (found.truncated || found.items.size() > kDerivationsRefuted) return {};
    std::vector<PartialProof> ways(1, proof);
    for (const Derivation& derivation : found.items) {
        std::vector<PartialProof> next;
        for (const PartialProof& way : ways) {
            for (const Premise& premise : derivation.premises) {
                if (next.size() >= kWaysOfRefuting) break;
                ProofTask denied;
                denied.above = task.above;
                PartialProof longer = way;
                if (const auto* absence = std::get_if<AbsencePremise>(&premise)) {
                    const auto& columns = model_.program().relations[absence->relation].columns;
                    denied.relation = absence->relation;
                    for (std::size_t i = 0; i < absence->pattern.size(); ++i) {
                        denied.args.push_back(absence->pattern[i]
                                                  ? ProofTerm::of(*absence->pattern[i])
                                                  : longer.fresh("", columns[i].type));
                    }
                } else if (const auto* tuple = std::get_if<TuplePremise>(&premise)) {
                    if (model_.is_base(tuple->relation, tuple->row)) continue;
                    denied.kind = ProofTask::Kind::Refute;
                    denied.relation = tuple->relation;
                    denied.row = tuple->row;
                } else {
                    continue;
                }
                longer.uncertain = true;
                longer.tasks.push_back(std::move(denied));
                next.push_back(std::move(longer));
            }
        }
        ways = std::move(next);
    }
    for (PartialProof& way : ways) {
        ++way.depth;
        made_.push_back(std::move(way));
    }
    return {};
}

std::uint32_t ProofSteps::note(const Pattern& pattern, std::uint32_t above) {
    aboves_.push_back({pattern, above});
    return static_cast<std::uint32_t>(aboves_.size() - 1);
}

bool ProofSteps::is_above(const Pattern& pattern, std::uint32_t above) const {
    for (; above != kNothingAbove; above = aboves_[above].above) {
        bound_.charge(1);
        if (aboves_[above].pattern == pattern) return true;
    }
    return false;
}

}  // namespace dictum
