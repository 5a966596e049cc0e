#include "engine/explain/why_not_witness.h"

#include <algorithm>

#include "engine/check/stratify.h"
#include "engine/explain/why_not_words.h"
#include "engine/plan/body_literals.h"

namespace dictum {
namespace {

constexpr std::size_t kTriesMax = 400;
constexpr std::size_t kWordsOfColumn = 6;
constexpr std::size_t kCandidatesMax = 40;

void make_distinct(std::vector<Word>& words) {
    std::vector<Word> distinct;
    for (const Word word : words) {
        if (distinct.size() == kCandidatesMax) break;
        if (std::ranges::find(distinct, word) == distinct.end()) distinct.push_back(word);
    }
    words = std::move(distinct);
}

}  // namespace

Witness::Witness(PartialProof proof, Model& model, const ConditionReader& reader, Effects& effects,
                 const UnitTable& units, WhyNotBound& bound)
    : model_(model), reader_(reader), effects_(effects), units_(units), bound_(bound) {
    if (!propagate(proof)) return;
    determined_ = proof;
    stack_.push_back(std::move(proof));
}

std::optional<PartialProof> Witness::next() {
    while (!stack_.empty() && tries_ < kTriesMax && bound_.may_go_on()) {
        PartialProof proof = std::move(stack_.back());
        stack_.pop_back();
        RelationId relation{};
        std::size_t column = 0;
        const std::optional<ProofTerm> open = first_open(proof, relation, column);
        if (!open) return proof;
        const std::vector<Word> words = candidates(proof, *open, relation, column);
        for (std::size_t i = words.size(); i-- > 0;) {
            ++tries_;
            PartialProof chosen = proof;
            if (chosen.unify(*open, ProofTerm::of(words[i])) && propagate(chosen)) {
                stack_.push_back(std::move(chosen));
            }
        }
    }
    return std::nullopt;
}

// Tests what can be tested and calculates what follows, until nothing more does.
bool Witness::propagate(PartialProof& proof) {
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < proof.uses.size(); ++i) {
            if (proof.uses[i].pending.empty()) continue;
            if (!run_pending(proof, i, changed)) return false;
        }
    }
    return true;
}

bool Witness::run_pending(PartialProof& proof, std::size_t index, bool& changed) {
    const RuleUse use = proof.uses[index];
    const std::vector<char> left_aside = aside(proof, use);
    Words variables(use.rule->variables.size());
    for (std::size_t i = 0; i < variables.size(); ++i) {
        if (use.variables[i]) variables[i] = proof.word(*use.variables[i]);
    }
    PartialRule part(model_.state(), *use.rule, bound_);
    part.compile(left_aside, proof.words(use.head), variables);
    std::vector<std::uint32_t> pending = part.pending();
    for (const std::uint32_t condition : use.pending) {
        if (left_aside[condition]) pending.push_back(condition);
    }
    if (pending.size() == use.pending.size()) return true;
    const std::vector<PartialRule::Match> matches = part.matches(1);
    if (matches.empty()) return false;
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const std::optional<Word>& word = matches.front().variables[i];
        if (!use.variables[i] || !word) continue;
        if (!proof.unify(*use.variables[i], ProofTerm::of(*word))) return false;
    }
    std::sort(pending.begin(), pending.end());
    proof.uses[index].pending = std::move(pending);
    changed = true;
    return true;
}

// All but the pending conditions; and of these, what the assumed facts themselves could change, and
// head columns that are still open.
std::vector<char> Witness::aside(const PartialProof& proof, const RuleUse& use) const {
    const Rule& rule = *use.rule;
    std::vector<RelationId> added;
    for (const AssumedFact& fact : proof.assumed) added.push_back(fact.relation);
    const Effects::Reach& reach = effects_.of(std::move(added));
    std::vector<char> aside(rule.body.size() + rule.head_args.size(), 1);
    for (const std::uint32_t condition : use.pending) {
        if (condition >= rule.body.size()) {
            const ProofTerm term = use.head[condition - rule.body.size()];
            aside[condition] = proof.word(term) ? 0 : 1;
            continue;
        }
        const auto& node = rule.literals[rule.body[condition]].node;
        bool changes = false;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            changes = reach.changed[index_of(atom->relation)] || proof.uncertain;
        } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
            for (const LiteralId id : aggregate->body) {
                const auto* inner = std::get_if<AtomLiteral>(&rule.literals[id].node);
                changes = changes || !inner || reach.changed[index_of(inner->relation)];
            }
        }
        aside[condition] = changes ? 1 : 0;
    }
    return aside;
}

std::optional<ProofTerm> Witness::first_open(const PartialProof& proof, RelationId& relation,
                                             std::size_t& column) const {
    for (const AssumedFact& fact : proof.assumed) {
        for (std::size_t i = 0; i < fact.args.size(); ++i) {
            const ProofTerm term = proof.resolve(fact.args[i]);
            if (!term.is_open()) continue;
            relation = fact.relation;
            column = i;
            return term;
        }
    }
    return std::nullopt;
}

std::vector<Word> Witness::candidates(const PartialProof& proof, ProofTerm term,
                                      RelationId relation, std::size_t column) const {
    std::vector<Word> words;
    const Type& type = model_.program().relations[relation].columns[column].type;
    add_compared(proof, term, type, words);
    const Tuples& tuples = model_.tuples(relation);
    std::vector<Word> held;
    for (std::size_t row = 0; row < tuples.size() && row < 4 * kWordsOfColumn; ++row) {
        held.push_back(tuples[id_at<RowId>(row)][column]);
    }
    make_distinct(held);
    if (held.size() > kWordsOfColumn) held.resize(kWordsOfColumn);
    if (words.empty()) add_usual(type, model_.values(), units_, words);
    words.insert(words.end(), held.begin(), held.end());
    for (const Word word : held) add_beside(word, type, model_.values(), units_, words);
    add_usual(type, model_.values(), units_, words);
    // A name that nothing else has, where the column names no entities.
    if (type.base == BaseType::Symbol) {
        const auto& types = model_.program().types;
        if (!type.named || !types[*type.named].entity || words.empty()) {
            words.push_back(word_of(model_.values().symbol("?")));
        }
    }
    make_distinct(words);
    return words;
}

// Words that stand in the conditions of the proof, and those beside them.
void Witness::add_compared(const PartialProof& proof, ProofTerm term, const Type& type,
                           std::vector<Word>& words) const {
    for (const RuleUse& use : proof.uses) {
        for (const std::uint32_t condition : use.pending) {
            if (condition >= use.rule->body.size()) continue;
            const auto& node = use.rule->literals[use.rule->body[condition]].node;
            if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
                add_sides(proof, use, *compare, term, type, words);
            }
        }
    }
    if (!proof.uncertain && words.empty()) return;
    // What an aggregate is compared with stands in its rule.
    for (const RuleUse& use : proof.uses) {
        for (const Expr& expr : use.rule->exprs) {
            const auto* constant = std::get_if<ConstantExpr>(&expr.node);
            if (constant && expr.type.base == type.base) {
                add_beside(constant->value, type, model_.values(), units_, words);
            }
        }
        for (std::size_t i = 0; i < use.head.size(); ++i) {
            const std::optional<Word> word = proof.word(use.head[i]);
            const Type& known = use.rule->exprs[use.rule->head_args[i]].type;
            if (word && known.base == type.base) {
                add_beside(*word, type, model_.values(), units_, words);
            }
        }
    }
}

void Witness::add_sides(const PartialProof& proof, const RuleUse& use,
                        const CompareLiteral& compare, ProofTerm term, const Type& type,
                        std::vector<Word>& words) const {
    const Rule& rule = *use.rule;
    if (compare.operands != type.base) return;
    Words variables(rule.variables.size());
    bool reads = false;
    std::vector<std::uint32_t> read;
    add_variables(rule, compare.lhs, read);
    add_variables(rule, compare.rhs, read);
    for (const std::uint32_t variable : read) {
        const std::optional<ProofTerm>& own = use.variables[variable];
        if (!own) continue;
        variables[variable] = proof.word(*own);
        const ProofTerm is = proof.resolve(*own);
        reads = reads || (is.is_open() && is.variable == proof.resolve(term).variable);
    }
    if (!reads) return;
    for (const ExprId side : {compare.lhs, compare.rhs}) {
        const std::optional<Word> word = reader_.value(rule, side, variables);
        if (word) add_beside(*word, type, model_.values(), units_, words);
    }
}

}  // namespace dictum
