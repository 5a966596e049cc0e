#include "ask/clauses.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "ask/question_spans.h"
#include "ask/segmentation.h"

namespace dictum {

namespace {

std::vector<Tile> cut_with(const QuestionSpans& spans, bool (*allowed)(const Tile&)) {
    std::vector<Tile> tiles;
    std::copy_if(spans.tiles.begin(), spans.tiles.end(), std::back_inserter(tiles), allowed);
    return segment(spans.text, tiles, false).tiles;
}

// Where a question begins behind a word that joins: `and what`, 以及谁.
std::vector<std::uint32_t> joined_questions(const QuestionSpans& spans) {
    std::vector<std::uint32_t> begins;
    for (const Tile& tile : spans.tiles) {
        if (tile.kind != TileKind::Question || tile.begin == 0) continue;
        const std::uint32_t before = tile.begin - (spans.text.is_space(tile.begin - 1) ? 1U : 0U);
        if (before > 0 && spans.joining[before - 1] && !spans.joining[tile.begin])
            begins.push_back(tile.begin);
    }
    return begins;
}

bool is_variable_start(char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// visit(begin, end) for each variable of a goal's text.
template <class Visit>
void each_variable(const std::string& goal, Visit visit) {
    bool quoted = false;
    for (std::size_t i = 0; i < goal.size(); ++i) {
        if (goal[i] == '"' && (i == 0 || goal[i - 1] != '\\')) quoted = !quoted;
        const bool behind_word = i > 0 && is_word(goal[i - 1]);
        if (quoted || behind_word || !is_variable_start(goal[i])) continue;
        std::size_t end = i;
        while (end < goal.size() && is_word(goal[end])) ++end;
        const std::size_t next = goal.find_first_not_of(' ', end);
        const bool called = next != goal.npos && (goal[next] == '(' || goal[next] == ':');
        const std::string_view word = std::string_view(goal).substr(i, end - i);
        if (!called && word != "true" && word != "false") visit(i, end);
        i = end - 1;
    }
}

}  // namespace

std::vector<std::string_view> clauses_of(const WordLexicon& lexicon, std::string_view question) {
    const QuestionSpans spans = find_spans(lexicon, question);
    std::vector<std::uint32_t> cuts = joined_questions(spans);
    for (std::uint32_t i = 0; i < spans.text.size(); ++i) {
        constexpr std::u32string_view kInside = U"、.·'\"“”‘’:()（）《》-";
        const bool mark = spans.text.classes[i] == CharClass::Punctuation;
        if (mark && kInside.find(spans.text.text[i]) == kInside.npos) cuts.push_back(i + 1);
    }
    cuts.push_back(static_cast<std::uint32_t>(spans.text.size()));
    std::sort(cuts.begin(), cuts.end());
    std::vector<std::string_view> clauses;
    std::uint32_t begin = 0;
    for (const std::uint32_t end : cuts) {
        if (spans.content(begin, end) == 0) continue;
        const std::size_t from = spans.text.origins[begin].begin;
        clauses.push_back(question.substr(from, spans.text.origins[end - 1].end - from));
        begin = end;
        if (clauses.size() > kClausesMax) return {};
    }
    return clauses;
}

bool is_idle(const WordLexicon& lexicon, std::string_view clause) {
    const QuestionSpans spans = find_spans(lexicon, clause);
    std::vector<bool> said(spans.text.size());
    const auto idle = [](const Tile& tile) {
        return tile.kind == TileKind::Function || tile.kind == TileKind::Consistency ||
               tile.kind == TileKind::Present || tile.kind == TileKind::Question;
    };
    bool consistency = false;
    bool asks = false;
    for (const Tile& tile : cut_with(spans, idle)) {
        std::fill(said.begin() + tile.begin, said.begin() + tile.end, true);
        consistency = consistency || tile.kind == TileKind::Consistency;
        asks = asks || (tile.kind == TileKind::Question &&
                        spans.asked[tile.index].kind != QuestionKind::YesNo);
    }
    for (std::uint32_t i = 0; i < spans.text.size(); ++i)
        if (spans.text.is_content(i) && !said[i]) return false;
    return !asks && (consistency || !spans.opens_with_auxiliary);
}

bool asks_something(const WordLexicon& lexicon, std::string_view clause) {
    const QuestionSpans spans = find_spans(lexicon, clause);
    return spans.opens_with_auxiliary ||
           std::any_of(spans.tiles.begin(), spans.tiles.end(),
                       [](const Tile& tile) { return tile.kind == TileKind::Question; });
}

std::vector<std::string> names_in(const WordLexicon& lexicon, std::string_view clause) {
    const QuestionSpans spans = find_spans(lexicon, clause);
    std::vector<std::string> names;
    for (const Tile& tile :
         cut_with(spans, [](const Tile& t) { return t.kind == TileKind::Entity; }))
        names.push_back(spans.original(clause, tile.begin, tile.end));
    return names;
}

std::vector<std::string> with_names_changed(const WordLexicon& lexicon, std::string_view previous,
                                            std::string_view question) {
    const auto is_name = [](const Tile& tile) { return tile.kind == TileKind::Entity; };
    const auto says_nothing_else = [](const Tile& tile) {
        return tile.kind == TileKind::Entity || tile.kind == TileKind::Function ||
               tile.kind == TileKind::Present;
    };
    const QuestionSpans now = find_spans(lexicon, question);
    std::uint32_t covered = 0;
    for (const Tile& tile : cut_with(now, says_nothing_else))
        covered += now.content(tile.begin, tile.end);
    if (covered != now.content(0, static_cast<std::uint32_t>(now.text.size()))) return {};
    const QuestionSpans before = find_spans(lexicon, previous);
    const auto same_type = [&](const Tile& a, const Tile& b) {
        const std::vector<TypeId>& types = lexicon.entity_types[b.index];
        return std::any_of(lexicon.entity_types[a.index].begin(),
                           lexicon.entity_types[a.index].end(), [&](TypeId type) {
                               return std::find(types.begin(), types.end(), type) != types.end();
                           });
    };
    std::vector<std::string> changed;
    for (const Tile& name : cut_with(now, is_name))
        for (const Tile& old : cut_with(before, is_name)) {
            if (!same_type(name, old)) continue;
            const std::size_t begin = before.text.origins[old.begin].begin;
            const std::size_t end = before.text.origins[old.end - 1].end;
            changed.push_back(std::string(previous.substr(0, begin)) +
                              now.original(question, name.begin, name.end) +
                              std::string(previous.substr(end)));
        }
    return changed;
}

std::string joined_goals(const std::string& first, const std::string& second) {
    std::set<std::string, std::less<>> taken;
    each_variable(first, [&](std::size_t begin, std::size_t end) {
        taken.insert(first.substr(begin, end - begin));
    });
    std::string renamed;
    std::size_t at = 0;
    each_variable(second, [&](std::size_t begin, std::size_t end) {
        renamed += second.substr(at, end - at);
        if (taken.contains(second.substr(begin, end - begin))) renamed += "_2";
        at = end;
    });
    return first + ", " + renamed + second.substr(at);
}

}  // namespace dictum
