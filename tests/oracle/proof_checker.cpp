#include "tests/oracle/proof_checker.h"

#include <algorithm>

#include "engine/check/record_patterns.h"

namespace dictum::test {
namespace {

bool is_tuple(const ProofNode& node) {
    return node.kind == StepKind::Claim || node.kind == StepKind::Rule;
}

struct Facts : FactSink {
    RelationId relation{};
    std::map<std::pair<RelationId, Tuple>, std::set<SupportId>>* into = nullptr;
    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        auto& supports = (*into)[{relation, Tuple(tuple.begin(), tuple.end())}];
        if (support) supports.insert(*support);
        return {};
    }
};

}  // namespace

ProofChecker::ProofChecker(const CheckedProgram& program, Values& values,
                           const SupportTable& supports, FactSource* source)
    : program_(program), values_(values), supports_(supports), naive_(program, values, &supports) {
    const Status ran = naive_.run(source);
    if (!ran) failure_ = "the naive evaluator ends in an error: " + ran.error().message;
    Facts facts;
    facts.into = &facts_;
    for (const Fact& fact : program.facts) {
        facts.relation = fact.relation;
        static_cast<void>(facts.fact(fact.tuple, fact.support));
    }
    for (std::size_t i = 0; source && i < program.relations.size(); ++i) {
        facts.relation = id_at<RelationId>(i);
        const Relation& relation = program.relations[facts.relation];
        if (relation.has_data && !source->read(relation.schema(), values, facts)) failure_ = "data";
    }
}

std::optional<std::string> ProofChecker::check(const Proof& proof, const CheckedGoal* goal,
                                               std::span<const Word> row) const {
    if (failure_) return failure_;
    if (proof.nodes.empty()) return "it has no node";
    // Where demands of strength differ, a tuple may be proved in several ways.
    std::set<std::pair<Leaf, std::pair<std::optional<RuleId>, std::vector<ProofId>>>> met;
    for (std::size_t i = 0; i < proof.nodes.size(); ++i) {
        const ProofNode& node = proof.nodes[i];
        const auto wrong = [&](const std::string& what) {
            return "node " + std::to_string(i) + " `" + node.text + "`: " + what;
        };
        for (const ProofId premise : node.premises) {
            if (static_cast<std::size_t>(premise) >= i) return wrong("a premise stands behind it");
        }
        const std::pair way(node.rule, node.premises);
        if (is_tuple(node) && !met.emplace(Leaf(node.relation, node.tuple), way).second) {
            return wrong("its tuple appears twice");
        }
        if (auto problem = check_node(proof, node, goal, row)) return wrong(*problem);
        if (auto problem = check_derived_members(proof, node)) return wrong(*problem);
    }
    if (goal && proof.root().kind != StepKind::Goal) {
        // Then the goal is one atom, and its tuple is the root.
        const auto found = naive_.matches(goal->rule, {{goal->rule.body[0], proof.root().tuple}});
        if (!found || found->size() != 1) return "the root is no answer of the goal";
        const auto head = naive_.head(goal->rule, found->front());
        if (!head || !std::ranges::equal(*head, row)) return "the root answers another row";
    }
    return std::nullopt;
}

ProofChecker::Problem ProofChecker::check_node(const Proof& proof, const ProofNode& node,
                                               const CheckedGoal* goal,
                                               std::span<const Word> row) const {
    switch (node.kind) {
        case StepKind::Claim:
            return check_claim(node);
        case StepKind::Rule: {
            const Rule& rule = program_.rules[*node.rule];
            if (!stands_as(rule.head, node.relation, node.tuple)) {
                return "its rule concludes another relation, or is overridden";
            }
            if (rule.made == Made::Consensus) return check_agreement(proof, node);
            return check_instance(proof, node, rule, node.tuple);
        }
        case StepKind::Goal:
            if (!goal) return std::nullopt;
            return check_instance(proof, node, goal->rule, Tuple(row.begin(), row.end()));
        case StepKind::Absence:
            if (!node.premises.empty()) return "an absence has premises";
            if (naive_.matches_pattern(node.absent.relation, node.absent.pattern)) {
                return "it is not absent";
            }
            return std::nullopt;
        default:
            return std::nullopt;  // checked with the rule that uses them
    }
}

ProofChecker::Problem ProofChecker::check_claim(const ProofNode& node) const {
    if (!node.premises.empty()) return "a claim has premises";
    // Raw rows of a relation with a policy or with subsumption are its facts.
    RelationId relation = node.relation;
    if (const auto whole = program_.facts_of(relation)) relation = *whole;
    const auto fact = facts_.find({relation, node.tuple});
    if (fact == facts_.end()) return "it is not a fact";
    if (!std::ranges::equal(std::set(node.supports.begin(), node.supports.end()), fact->second)) {
        return "its supports are not those of the fact";
    }
    if (node.supports.empty() || supports_.empty()) return std::nullopt;
    for (std::size_t i = 1; i < node.supports.size(); ++i) {
        if (stronger(supports_[node.supports[i]].strength,
                     supports_[node.supports[i - 1]].strength)) {
            return "its supports are not sorted";
        }
    }
    const bool known = std::ranges::any_of(node.supports, [&](SupportId support) {
        return supports_[support].strength == node.strength;
    });
    return known ? std::nullopt : Problem("no support has its strength");
}

// Is the tuple, as a conclusion of one relation, a row of the other by way of made rules and
// policies alone?
bool ProofChecker::stands_as(RelationId from, RelationId to, const Tuple& tuple) const {
    if (!naive_.model().at(from).contains(tuple)) return false;
    if (from == to) return true;
    for (const Rule& rule : program_.rules) {
        if (rule.made != Made::Copy) continue;
        const auto& atom = std::get<AtomLiteral>(rule.literals[rule.body[0]].node);
        if (atom.relation == from && stands_as(rule.head, to, tuple)) return true;
    }
    for (std::size_t i = 0; i < program_.relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        const auto& resolution = program_.relations[id].resolution;
        if (resolution && resolution->from == from && stands_as(id, to, tuple)) return true;
    }
    return false;
}

// Rows that are chosen by their strength are shown as those that they are.
RelationId ProofChecker::known_as(RelationId relation) const {
    const auto& resolution = program_.relations[relation].resolution;
    return resolution && resolution->at_least ? resolution->from : relation;
}

bool ProofChecker::is_too_weak(RelationId read, const ProofNode& premise) const {
    const auto& resolution = program_.relations[read].resolution;
    return resolution && resolution->at_least && premise.strength.modality > *resolution->at_least;
}

// What agrees holds the point in common, and is a raw row each.
ProofChecker::Problem ProofChecker::check_agreement(const Proof& proof,
                                                    const ProofNode& node) const {
    if (node.premises.size() < 2) return "fewer than two rows agree";
    const Relation& relation = program_.relations[node.relation];
    for (const ProofId id : node.premises) {
        const ProofNode& premise = proof[id];
        if (!is_tuple(premise) || premise.relation != relation.resolution->from) {
            return "what agrees is no raw row";
        }
        for (std::size_t i = 0; i < node.tuple.size(); ++i) {
            const bool same = node.tuple[i] == premise.tuple[i];
            if (same || relation.columns[i].type.base != BaseType::Quantity) {
                if (!same) return "what agrees says something else";
                continue;
            }
            const Interval& common = values_.interval(node.tuple[i]);
            const auto both = intersection(common, values_.interval(premise.tuple[i]));
            if (!both || *both != common) return "what agrees does not hold the agreement";
        }
    }
    return std::nullopt;
}

ProofChecker::Problem ProofChecker::check_instance(const Proof& proof, const ProofNode& node,
                                                   const Rule& rule, const Tuple& head) const {
    const std::vector<LiteralId> shown = shown_literals(rule);
    if (shown.size() != node.premises.size()) return "it has not one premise a literal";
    std::map<LiteralId, Tuple> given;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto* const atom = std::get_if<AtomLiteral>(&rule.literals[shown[i]].node);
        if (!atom || atom->negated) continue;
        const ProofNode& premise = proof[node.premises[i]];
        if (!is_tuple(premise) || premise.relation != known_as(atom->relation)) {
            return "premise " + std::to_string(i) + " is not of the literal's relation";
        }
        if (is_too_weak(atom->relation, premise)) {
            return "premise " + std::to_string(i) + " is weaker than its rule demands";
        }
        given[shown[i]] = premise.tuple;
    }
    const auto found = naive_.matches(rule, given);
    if (!found) return "its rule fails: " + found.error().message;
    // What is not shown may hold in several ways, and a range counts through all its numbers.
    const bool counts = std::ranges::any_of(rule.exprs, [](const Expr& expr) {
        const auto* const call = std::get_if<FunctorExpr>(&expr.node);
        return call && call->functor == Functor::Range;
    });
    const bool whole = !counts && shown.size() == rule.body.size();
    if (found->empty() || (whole && found->size() > 1)) {
        return "its premises are no instance of the rule";
    }
    const auto match = std::ranges::find_if(*found, [&](const NaiveMatch& each) {
        const auto concluded = naive_.head(rule, each);
        return concluded && *concluded == head;
    });
    if (match == found->end()) return "the instance concludes something else";
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const ProofNode& premise = proof[node.premises[i]];
        if (auto problem = check_premise(rule, rule.literals[shown[i]], *match, proof, premise)) {
            return "premise " + std::to_string(i) + ": " + *problem;
        }
    }
    return std::nullopt;
}

// All but those of relations that were made to evaluate a table, and parts of records.
std::vector<LiteralId> ProofChecker::shown_literals(const Rule& rule) const {
    std::vector<LiteralId> shown;
    for (const LiteralId id : rule.body) {
        if (is_record_part(rule, id)) continue;
        const auto* const atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
        if (!atom || !program_.relations[atom->relation].hidden) shown.push_back(id);
    }
    return shown;
}

// The match has shown that the literal holds; is the premise the right word for it?
ProofChecker::Problem ProofChecker::check_premise(const Rule& rule, const Literal& literal,
                                                  const NaiveMatch& match, const Proof& proof,
                                                  const ProofNode& premise) const {
    if (const auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
        return atom->negated ? check_absence(rule, *atom, match, premise) : std::nullopt;
    }
    if (const auto* aggregate = std::get_if<AggregateLiteral>(&literal.node)) {
        return check_contributors(rule, *aggregate, match, proof, premise);
    }
    if (premise.kind != StepKind::Calculation) return "it is not a calculation";
    return premise.premises.empty() ? std::nullopt : Problem("a calculation has premises");
}

ProofChecker::Problem ProofChecker::check_absence(const Rule& rule, const AtomLiteral& atom,
                                                  const NaiveMatch& match,
                                                  const ProofNode& premise) const {
    if (premise.kind != StepKind::Absence) return "it is not an absence";
    const auto& pattern = premise.absent.pattern;
    if (premise.absent.relation != atom.relation || pattern.size() != atom.args.size()) {
        return "it is the absence of something else";
    }
    const NaiveExpressions expressions(rule, values_);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool free = std::holds_alternative<WildcardExpr>(rule.exprs[atom.args[i]].node);
        if (free != !pattern[i]) return "its pattern is not that of the literal";
        if (free) continue;
        const auto word = expressions.evaluate(atom.args[i], match.bindings);
        if (!word || *word != *pattern[i]) return "its pattern has another value";
    }
    return std::nullopt;
}

ProofChecker::Problem ProofChecker::check_contributors(const Rule& rule,
                                                       const AggregateLiteral& literal,
                                                       const NaiveMatch& match, const Proof& proof,
                                                       const ProofNode& premise) const {
    if (premise.kind != StepKind::Aggregate) return "it is not an aggregate";
    const auto again = naive_.aggregate(rule, literal, match.bindings);
    if (!again || !again->value) return "the aggregate has no value";
    std::set<Leaf> all;
    bool disputed = false;
    for (const NaiveMatch& inner : again->matches) {
        for (const auto& [id, tuple] : inner.tuples) {
            const RelationId relation = std::get<AtomLiteral>(rule.literals[id].node).relation;
            disputed = disputed || naive_.is_disputed(relation, tuple);
            all.emplace(known_as(relation), tuple);
        }
    }
    std::set<Leaf> listed;
    for (const ProofId id : premise.premises) {
        if (!is_tuple(proof[id])) return "a contributor is no tuple";
        listed.emplace(proof[id].relation, proof[id].tuple);
    }
    if (disputed != premise.disputed) return "it is marked wrongly as disputed or not";
    if (!std::ranges::includes(all, listed)) return "a contributor takes no part in it";
    const bool extreme = literal.kind == AggregateKind::Min || literal.kind == AggregateKind::Max;
    if (extreme && listed.empty()) return "nothing carries its value";
    if (!extreme && premise.folded == 0 && listed != all) return "a contributor is missing";
    return std::nullopt;
}

ProofChecker::Problem ProofChecker::check_derived_members(const Proof& proof,
                                                          const ProofNode& node) const {
    Strength strength = node.kind == StepKind::Claim  ? node.strength
                        : node.kind == StepKind::Rule ? program_.rules[*node.rule].strength
                                                      : Strength{};
    std::uint32_t height = node.kind == StepKind::Rule || node.kind == StepKind::Aggregate ||
                                   node.kind == StepKind::Goal
                               ? 1
                               : 0;
    bool leans = node.disputed;
    for (const ProofId id : node.premises) {
        strength = weakest(strength, proof[id].strength);
        height = std::max(height, proof[id].height + 1);
        leans = leans || proof[id].leans_on_dispute;
    }
    if (strength != node.strength) return "its strength is not that of its weakest link";
    if (height != node.height) return "its height is wrong";
    if (leans != node.leans_on_dispute) return "it leans on a dispute or not, and says otherwise";
    if (is_tuple(node) && naive_.is_disputed(node.relation, node.tuple) != node.disputed) {
        return "it is marked wrongly as disputed or not";
    }
    return std::nullopt;
}

std::optional<std::string> check_proof(const Proof& proof, const CheckedProgram& program,
                                       Values& values, const CheckedGoal* goal,
                                       std::span<const Word> row) {
    const SupportTable none;
    return ProofChecker(program, values, none, nullptr).check(proof, goal, row);
}

}  // namespace dictum::test
