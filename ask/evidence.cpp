#include "ask/evidence.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace dictum {

namespace {

constexpr std::size_t kEvidenceMax =
    1 << 16;                         // bytes of evidence a relation: enough to know its words
constexpr const char* kBreak = ";";  // no word goes across it

// The ids that a fact mentions: its string literals.
template <class Visit>
void each_quoted(std::string_view fact, Visit visit) {
    for (std::size_t open = fact.find('"'); open != fact.npos; open = fact.find('"', open + 1)) {
        const std::size_t close = fact.find('"', open + 1);
        if (close == fact.npos) return;
        visit(fact.substr(open + 1, close - open - 1));
        open = close;
    }
}

struct Claimed {
    std::string text;              // quotes, and the names of what is mentioned
    std::vector<std::string> ids;  // mentioned
};
using ClaimedByName = std::map<std::string, Claimed, std::less<>>;

ClaimedByName claimed_by_relation(const WordLexicon& lexicon) {
    ClaimedByName result;
    for (const Claim& claim : lexicon.knowledge->claims) {
        Claimed& claimed = result[claim.fact.text.substr(0, claim.fact.text.find('('))];
        const bool full = claimed.text.size() > kEvidenceMax;
        for (const Citation& cited : claim.citations)
            if (!full) claimed.text += cited.quote + kBreak;
        each_quoted(claim.fact.text, [&](std::string_view id) {
            claimed.ids.emplace_back(id);
            const Entity* entity = full ? nullptr : lexicon.vocabulary->find(id);
            if (!entity) return;
            for (const std::string& name : entity->names) claimed.text += name + kBreak;
        });
    }
    return result;
}

using Reads = IdMap<RelationId, std::vector<RelationId>>;

// What the rules of each relation read.
Reads relations_read(const CheckedProgram& program) {
    Reads reads;
    for (std::size_t i = 0; i < program.relations.size(); ++i) reads.push({});
    for (const Rule& rule : program.rules)
        for (const Literal& literal : rule.literals)
            if (const auto* atom = std::get_if<AtomLiteral>(&literal.node))
                reads[rule.head].push_back(atom->relation);
    return reads;
}

// The relations that a relation is concluded from, itself first.
std::vector<RelationId> sources_of(const Reads& reads, RelationId relation) {
    std::vector<RelationId> found = {relation};
    std::set<RelationId> seen = {relation};
    for (std::size_t next = 0; next < found.size(); ++next)
        for (const RelationId read : reads[found[next]])
            if (seen.insert(read).second) found.push_back(read);
    return found;
}

// `{share} of the market` without its column.
std::string without_columns(std::string text) {
    for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open)) {
        const std::size_t close = text.find('}', open);
        if (close == text.npos) break;
        text.replace(open, close + 1 - open, kBreak);
    }
    return text;
}

std::string described(const CheckedProgram& program, const AskableRelation& relation) {
    std::string text;
    for (const auto& [language, about] : relation.declaration->about) text += about + kBreak;
    for (const auto& [language, says] : relation.declaration->says)
        text += without_columns(says) + kBreak;
    for (const std::string& word : relation.declaration->asks)
        text += std::string(bare_word(word)) + kBreak;
    for (const AskableColumn& column : relation.columns) {
        text += column.name + kBreak;
        if (column.is_entity) text += program.types[*column.type.named].name + kBreak;
    }
    return text;
}

}  // namespace

bool Evidence::holds(std::u32string_view term) const {
    if (!terms_) terms_ = terms_of(canonical_text(said_));
    return std::binary_search(terms_->begin(), terms_->end(), term);
}

bool Evidence::holds_all(const std::u32string& phrase) const {
    CanonicalText text;
    text.text = phrase;
    for (const char32_t c : phrase) text.classes.push_back(class_of(c));
    const std::vector<std::u32string> terms = terms_of(text);
    return !terms.empty() && std::all_of(terms.begin(), terms.end(),
                                         [&](const std::u32string& term) { return holds(term); });
}

void add_evidence(WordLexicon& lexicon) {
    const CheckedProgram& program = *lexicon.program;
    const ClaimedByName claims = claimed_by_relation(lexicon);
    const Reads reads = relations_read(program);
    for (AskableRelation& relation : lexicon.relations) {
        std::string text = described(program, relation);
        std::vector<std::string>& ids = relation.mentions;
        if (const auto id = program.find(relation.declaration->name))
            for (const RelationId source : sources_of(reads, *id))
                if (const auto claimed = claims.find(program.relations[source].name);
                    claimed != claims.end()) {
                    text += claimed->second.text;
                    ids.insert(ids.end(), claimed->second.ids.begin(), claimed->second.ids.end());
                }
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        relation.evidence = Evidence(std::move(text));
    }
}

}  // namespace dictum
