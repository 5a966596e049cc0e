#include "engine/explain/why_not_effects.h"

#include <algorithm>

#include "engine/check/stratify.h"
#include "engine/explain/why_not.h"

namespace dictum {

Effects::Effects(const Model::State& state, std::span<const RelationId> reads) : state_(state) {
    const auto& relations = state.program.relations;
    readers_.resize(relations.size());
    reads_.resize(relations.size());
    partial_.assign(relations.size(), 0);
    for (std::size_t i = 0; i < state.program.rules.size(); ++i) {
        const auto id = id_at<RuleId>(i);
        if (!state.scenario.leaves_out(id)) read_rule(state.program.rules[id]);
    }
    for (std::size_t i = 0; i < relations.size(); ++i) {
        const auto& resolution = relations[id_at<RelationId>(i)].resolution;
        if (!resolution) continue;
        // A policy may let a new row win over one that stood; a demand only lets more rows in.
        readers_[index_of(resolution->from)].push_back(
            {id_at<RelationId>(i), !resolution->at_least});
        reads_[i].push_back(resolution->from);
    }
    needed_.assign(relations.size(), 0);
    std::vector<RelationId> open(reads.begin(), reads.end());
    while (!open.empty()) {
        const RelationId relation = open.back();
        open.pop_back();
        if (needed_[index_of(relation)]) continue;
        needed_[index_of(relation)] = 1;
        const auto& below = reads_[index_of(relation)];
        open.insert(open.end(), below.begin(), below.end());
    }
    std::vector<RelationId> asked;
    asked_.assign(relations.size(), 0);
    for (std::size_t i = 0; i < relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        const Relation& relation = relations[id];
        const RelationId holder = state.program.holder_of(id);
        const bool given = !relation.derived ||
                           (state.is_complete(holder) && state.relations[holder].base_rows > 0);
        if (!given || relation.complete || is_hidden(relation) || relation.unavailable) continue;
        asked_[i] = 1;
        asked.push_back(id);
        if (holder != id) asked.push_back(holder);
    }
    grows_ = closure(std::move(asked));
}

void Effects::read_rule(const Rule& rule) {
    visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool strict) {
        readers_[index_of(atom.relation)].push_back({rule.head, strict});
        reads_[index_of(rule.head)].push_back(atom.relation);
    });
    for (std::size_t i = 0; i < rule.exprs.size(); ++i) {
        const auto id = id_at<ExprId>(i);
        const bool call = std::holds_alternative<FunctorExpr>(rule.exprs[id].node);
        if (call && is_partial(rule, id)) partial_[index_of(rule.head)] = 1;
    }
}

std::vector<char> Effects::closure(std::vector<RelationId> from) const {
    std::vector<char> reached(readers_.size(), 0);
    for (const RelationId relation : from) reached[index_of(relation)] = 1;
    while (!from.empty()) {
        const RelationId relation = from.back();
        from.pop_back();
        for (const Reader& reader : readers_[index_of(relation)]) {
            if (reached[index_of(reader.head)]) continue;
            reached[index_of(reader.head)] = 1;
            from.push_back(reader.head);
        }
    }
    return reached;
}

const Effects::Reach& Effects::of(std::vector<RelationId> added) {
    std::sort(added.begin(), added.end());
    added.erase(std::unique(added.begin(), added.end()), added.end());
    const auto [at, fresh] = reaches_.try_emplace(added);
    if (!fresh) return at->second;
    Reach& reach = at->second;
    for (RelationId& relation : added) relation = state_.program.holder_of(relation);
    reach.changed = closure(added);
    std::vector<RelationId> shaken;
    for (std::size_t i = 0; i < readers_.size(); ++i) {
        if (!reach.changed[i]) continue;
        for (const Reader& reader : readers_[i]) {
            if (reader.strict) shaken.push_back(reader.head);
        }
    }
    reach.shaken = closure(std::move(shaken));
    for (std::size_t i = 0; i < readers_.size(); ++i) {
        reach.risky = reach.risky || (reach.changed[i] && needed_[i] && partial_[i]);
    }
    return reach;
}

}  // namespace dictum
