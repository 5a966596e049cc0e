#include "ask/suggestion.h"

#include <algorithm>
#include <map>

#include "ask/filling.h"
#include "ask/question_spans.h"
#include "ask/sentences.h"
#include "engine/value/utf8.h"

namespace dictum {

namespace {

// What the relation is about in the language, or the first of its words in it.
std::string topic(const RelationDeclaration& relation, std::string_view language) {
    if (const auto about = relation.about.find(std::string(language));
        about != relation.about.end())
        return about->second;
    for (const std::string& word : relation.asks)
        if (!is_support(word) && has_han(word) == (language == "zh")) return word;
    return {};
}

// Who sells what; in Chinese the question word stands where the answer would.
bool is_question(const WordLexicon& lexicon, const std::string& about) {
    const QuestionSpans spans = find_spans(lexicon, about);
    return std::any_of(spans.tiles.begin(), spans.tiles.end(), [&](const Tile& tile) {
        return tile.kind == TileKind::Question && (tile.begin == 0 || has_han(about));
    });
}

}  // namespace

Recognised recognise(const WordLexicon& lexicon, const std::vector<std::string>& words) {
    Recognised result;
    std::map<std::uint32_t, std::uint32_t> weights;
    for (const std::string& word : words) {
        const QuestionSpans spans = find_spans(lexicon, word);
        for (const Tile& tile : spans.tiles) {
            if (tile.kind == TileKind::Entity &&
                std::find(result.entities.begin(), result.entities.end(), tile.index) ==
                    result.entities.end())
                result.entities.push_back(tile.index);
            if (tile.kind == TileKind::Relation)
                weights[tile.index] += tile.weight * (tile.end - tile.begin);
        }
    }
    for (std::uint32_t i = 0; i < lexicon.relations.size(); ++i)
        for (const AskableColumn& column : lexicon.relations[i].columns)
            for (const std::uint32_t entity : result.entities)
                if (column.is_key && lexicon.fits(entity, column)) weights[i] += kWeightMax;
    for (const auto& [relation, weight] : weights) result.relations.push_back(relation);
    std::sort(result.relations.begin(), result.relations.end(),
              [&](std::uint32_t a, std::uint32_t b) {
                  return weights[a] != weights[b] ? weights[a] > weights[b] : a < b;
              });
    return result;
}

std::string suggestion(const WordLexicon& lexicon, std::uint32_t relation,
                       const std::vector<std::uint32_t>& entities, std::string_view language) {
    const AskableRelation& asked = lexicon.relations[relation];
    const Language& words = language_data(language);
    const std::string about = topic(*asked.declaration, language);
    if (about.empty()) return {};
    std::string names;
    std::vector<FilledColumn> columns(asked.columns.size());
    std::vector<bool> taken(entities.size());
    for (std::size_t c = 0; c < columns.size(); ++c)
        for (std::size_t i = 0; i < entities.size() && columns[c].literal.empty(); ++i) {
            const Entity& entity = lexicon.vocabulary->entities()[entities[i]];
            if (taken[i] || !asked.columns[c].is_key ||
                !lexicon.fits(entities[i], asked.columns[c]))
                continue;
            columns[c].literal = quoted_literal(entity.id);
            if (!claims_fit(lexicon, asked, columns)) {
                columns[c].literal.clear();
                continue;
            }
            taken[i] = true;
            if (!names.empty()) names += words.phrase("list");
            names += best_name(entity, language);
        }
    const std::string form = is_question(lexicon, about) ? "suggestion_asked" : "suggestion";
    if (names.empty()) return capitalised(fill(words.phrase(form + "_plain"), {{"about", about}}));
    return capitalised(fill(words.phrase(form), {{"about", about}, {"names", names}}));
}

const std::string& best_name(const Entity& entity, std::string_view language) {
    for (const std::string& name : entity.names)
        if (has_han(name) == (language == "zh")) return name;
    return entity.names.empty() ? entity.id : entity.names.front();
}

}  // namespace dictum
