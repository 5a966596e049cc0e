#include "ask/sentences.h"

#include <algorithm>
#include <map>

#include "ask/language.h"
#include "engine/check/check.h"

namespace dictum {

namespace {

std::string joined(const std::vector<std::string>& items, std::size_t items_max,
                   const Language& language) {
    const std::size_t shown = std::min(items.size(), items_max);
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += language.phrase(i + 1 == items.size() ? "list_last" : "list");
        text += items[i];
    }
    if (shown == items.size()) return text;
    const std::string count =
        std::to_string(language.id == "zh" ? items.size() : items.size() - shown);
    return text + fill(language.phrase("more_items"), {{"count", count}});
}

// The distinct values of a column, in order of appearance.
std::vector<std::string> column_values(const WordingContext& context, const Column& column,
                                       const std::vector<std::vector<Word>>& tuples,
                                       std::size_t index, std::string_view language) {
    std::vector<std::string> values;
    for (const std::vector<Word>& tuple : tuples) {
        std::string text = show_value(context, {}, tuple[index], column.type, language).text;
        if (std::find(values.begin(), values.end(), text) == values.end())
            values.push_back(std::move(text));
    }
    return values;
}

// `{allowed:allows|forbids}`: what a bool column says.
std::string chosen(std::string_view both, bool holds) {
    const std::size_t bar = both.find('|');
    if (holds) return std::string(both.substr(0, bar));
    return bar == both.npos ? std::string() : std::string(both.substr(bar + 1));
}

}  // namespace

Sentence sentence_with_lists(const WordingContext& context, RelationId relation,
                             const std::vector<std::vector<Word>>& tuples,
                             std::string_view language, std::size_t items_max) {
    const Relation& schema = context.program.relations[relation];
    const RelationDeclaration* declaration =
        context.knowledge.relation(context.program.shown_name(relation));
    const Language& words = language_data(language);
    Sentence result;
    const auto says =
        declaration ? declaration->says.find(std::string(language)) : Localized::const_iterator{};
    if (!declaration || says == declaration->says.end()) {
        std::vector<std::string> facts;
        for (const std::vector<Word>& tuple : tuples)
            facts.push_back(print_fact(context.program, relation, tuple, context.values,
                                       context.vocabulary.units));
        result.text = joined(facts, items_max, words);
        result.items_left_out = facts.size() - std::min(facts.size(), items_max);
        return result;
    }
    std::string pattern = says->second;
    for (std::size_t at = pattern.find('{'); at != std::string::npos;) {
        const std::size_t close = pattern.find('}', at);
        if (close == std::string::npos) break;
        const std::string_view inside = std::string_view(pattern).substr(at + 1, close - at - 1);
        const std::string_view name = inside.substr(0, inside.find(':'));
        const auto column = std::find_if(schema.columns.begin(), schema.columns.end(),
                                         [&](const Column& c) { return c.name == name; });
        std::size_t next = close + 1;
        if (column != schema.columns.end()) {
            const auto index = static_cast<std::size_t>(column - schema.columns.begin());
            auto values = column_values(context, *column, tuples, index, language);
            if (name.size() < inside.size())
                values = {chosen(inside.substr(name.size() + 1), tuples.front()[index] != 0)};
            const std::string text = joined(values, items_max, words);
            result.items_left_out += values.size() - std::min(values.size(), items_max);
            pattern.replace(at, close + 1 - at, text);
            next = at + text.size();
        }
        at = pattern.find('{', next);
    }
    result.text = std::move(pattern);
    return result;
}

std::vector<std::vector<std::size_t>> group_by_column(
    const std::vector<const std::vector<Word>*>& tuples, std::size_t column_min) {
    std::vector<std::vector<std::size_t>> best;
    const std::size_t columns = tuples.empty() ? 0 : tuples.front()->size();
    for (std::size_t column = column_min; column < columns; ++column) {
        std::vector<std::vector<std::size_t>> groups;
        std::map<std::vector<Word>, std::size_t> group_of;
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            std::vector<Word> rest = *tuples[i];
            rest[column] = 0;
            const auto [entry, added] = group_of.emplace(std::move(rest), groups.size());
            if (added) groups.emplace_back();
            groups[entry->second].push_back(i);
        }
        if (best.empty() || groups.size() <= best.size()) best = std::move(groups);
    }
    if (best.empty())
        for (std::size_t i = 0; i < tuples.size(); ++i) best.push_back({i});
    return best;
}

std::string capitalised(std::string text) {
    const std::size_t word =
        text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    const bool is_fact = word != std::string::npos && text[word] == '(';
    if (!is_fact && !text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

}  // namespace dictum
