#include "ask/reader.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "ask/clauses.h"
#include "ask/composition.h"
#include "ask/filling.h"
#include "ask/joining.h"
#include "ask/per_unit.h"
#include "ask/question_pattern.h"
#include "ask/ranking.h"
#include "ask/segmentation.h"
#include "ask/suggestion.h"
#include "ask/unknown_words.h"
#include "ask/verdict.h"
#include "engine/value/utf8.h"

namespace dictum {

struct QuestionReader::Lexicon {
    WordLexicon words;
    std::vector<QuestionPatternForm> patterns;
};

namespace {

constexpr std::size_t kTwoQuestionsBytesMax = 1'000;
constexpr std::size_t kNameReadingsMax = 8;  // of names that several entities share

// How a relation comes to be read: by a word that names it, or by words that many relations share.
enum class Naming : std::uint8_t { Named, Shared };

// One way to read the question.
struct Candidate {
    std::string goal;
    std::vector<AskedEach> each;
    std::string relation;
    std::vector<Tile> tiles;
    std::vector<bool> explained;    // one a character; what says nothing counts as explained
    std::uint32_t unexplained = 0;  // characters
    std::uint32_t soft = 0;         // sizes (size_of) of soft words, and of what they lean on
    std::uint32_t firm = 0;
    std::uint32_t weight = 0;  // of names and relation words
    std::size_t columns_free = 0;
    std::uint32_t about_said = 0;  // in thousandths of what the relation is about
    bool named = true;             // by a word of its own
    bool claimed = true;           // or concluded by rules: may have an answer
    bool measures = false;         // tells a measure, and the question names one: `X's sales`
    bool special = false;          // what a rank describes, where the question has none
    bool per_one = false;          // tells the value of one thing, as the question asks
    bool keyed = false;
    bool derived = false;
    std::optional<Whether> whether;
    bool size_unsaid = false;

    // Soft words may support a reading that a word names, and not carry it; without such a word all
    // that identifies the answer must be there.
    bool complete() const {
        return unexplained == 0 && (named ? soft <= firm : soft == 0 && columns_free <= 1);
    }
    // Without a word that names either, the better covered of two is no better; what a source says
    // is better than what is calculated.
    bool rivals(const Candidate& best) const {
        if (!best.outranks(*this) && !outranks(best)) return true;
        return !best.named && complete() && claimed == best.claimed && derived == best.derived &&
               columns_free <= best.columns_free;
    }
    // The better covered, then that with fewer soft words, then what can have an answer, then the
    // general before the special, then the more specific, then the value of one thing where that is
    // asked, then what tells a measure where the question names one, then the one whose description
    // the question holds more of; then the relation that knows what contradicts itself, then what a
    // source says before what is calculated.
    bool outranks(const Candidate& other) const {
        if (unexplained != other.unexplained) return unexplained < other.unexplained;
        if (soft != other.soft) return soft < other.soft;
        if (claimed != other.claimed) return claimed;
        if (special != other.special) return !special;
        if (!named && derived != other.derived) return !derived;
        if (weight != other.weight) return weight > other.weight;
        if (per_one != other.per_one) return per_one;
        if (measures != other.measures) return measures;
        if (columns_free != other.columns_free) return columns_free < other.columns_free;
        if (about_said != other.about_said) return about_said > other.about_said;
        if (keyed != other.keyed) return keyed;
        return !derived && other.derived;
    }
};

// Of a stretch, in Han characters; a Latin word counts as two.
std::uint32_t size_of(const QuestionSpans& spans, const Tile& tile) {
    std::uint32_t size = 0;
    for (std::uint32_t i = tile.begin; i < tile.end; ++i) {
        if (spans.text.classes[i] == CharClass::Han) ++size;
        if (spans.text.classes[i] == CharClass::Letter && spans.text.is_boundary(i)) size += 2;
    }
    return size;
}

bool is_firm(const Tile& tile) {
    return tile.kind == TileKind::Entity || tile.kind == TileKind::Relation ||
           tile.kind == TileKind::Support || tile.kind == TileKind::Number;
}

void count_coverage(const QuestionSpans& spans, const std::vector<Tile>& left_over,
                    Candidate& candidate) {
    const auto is_left_over = [&](const Tile& tile) {
        return std::any_of(left_over.begin(), left_over.end(), [&](const Tile& other) {
            return other.begin == tile.begin && other.kind == tile.kind;
        });
    };
    candidate.explained.assign(spans.text.size(), false);
    candidate.unexplained = candidate.soft = candidate.firm = candidate.weight = 0;
    for (const Tile& tile : candidate.tiles) {
        if (is_left_over(tile)) continue;
        if (tile.kind == TileKind::Soft) candidate.soft += size_of(spans, tile);
        if (is_firm(tile)) candidate.firm += size_of(spans, tile);
        candidate.weight += tile.weight * spans.content(tile.begin, tile.end);
        std::fill(candidate.explained.begin() + tile.begin, candidate.explained.begin() + tile.end,
                  true);
    }
    for (std::size_t i = 0; i < spans.text.size(); ++i) {
        if (!spans.text.is_content(i)) candidate.explained[i] = true;
        if (!candidate.explained[i]) ++candidate.unexplained;
    }
}

// How much of a relation's description the question holds, in the language where it is most.
std::uint32_t about_said(const AskableRelation& relation,
                         const std::vector<std::u32string>& question) {
    std::uint32_t best = 0;
    for (const auto& [language, text] : relation.declaration->about) {
        const std::vector<std::u32string> about = terms_of(canonical_text(text));
        std::vector<std::u32string> common;
        std::set_intersection(about.begin(), about.end(), question.begin(), question.end(),
                              std::back_inserter(common));
        if (!about.empty())
            best = std::max(best, static_cast<std::uint32_t>(1000 * common.size() / about.size()));
    }
    return best;
}

// A name that several entities share gives a reading for each (up to a bound).
std::vector<std::vector<Tile>> name_readings(const std::vector<Tile>& allowed,
                                             const std::vector<Tile>& tiles) {
    std::vector<std::vector<Tile>> readings = {tiles};
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (tiles[i].kind != TileKind::Entity) continue;
        const std::size_t count = readings.size();
        for (const Tile& other : allowed) {
            if (other.kind != TileKind::Entity || other.begin != tiles[i].begin ||
                other.end != tiles[i].end || other.index == tiles[i].index)
                continue;
            for (std::size_t k = 0; k < count && readings.size() < kNameReadingsMax; ++k) {
                readings.push_back(readings[k]);
                readings.back()[i] = other;
            }
        }
    }
    return readings;
}

template <class Allowed>
std::vector<Tile> tiles_where(const QuestionSpans& spans, Allowed allowed) {
    std::vector<Tile> tiles;
    std::copy_if(spans.tiles.begin(), spans.tiles.end(), std::back_inserter(tiles), allowed);
    return tiles;
}

// The tiles that may mean something in a question about the relation.
std::vector<Tile> tiles_for(const WordLexicon& lexicon, const QuestionSpans& spans,
                            std::uint32_t relation, bool calculating) {
    const std::vector<Tile> suited = tiles_where(spans, [&](const Tile& tile) {
        const bool calculates = tile.kind == TileKind::Operation || tile.kind == TileKind::Number ||
                                tile.kind == TileKind::Question || tile.kind == TileKind::Condition;
        return (calculating && calculates) || tile_suits(lexicon, relation, spans, tile);
    });
    const std::vector<Tile> soft = soft_tiles(lexicon, relation, spans);
    std::vector<Tile> tiles;
    std::merge(suited.begin(), suited.end(), soft.begin(), soft.end(), std::back_inserter(tiles),
               [](const Tile& a, const Tile& b) { return a.begin < b.begin; });
    return tiles;
}

// Whether a measured column is left to be told.
bool measures(const AskableRelation& relation, const std::vector<FilledColumn>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].literal.empty() && relation.columns[i].type.base != BaseType::Symbol)
            return true;
    return false;
}

std::vector<AskedEach> asked_each(const WordLexicon& lexicon, const AskableRelation& relation,
                                  const std::vector<FilledColumn>& columns) {
    std::vector<AskedEach> each;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].within.empty() || columns[i].offered) continue;
        each.push_back({relation.columns[i].name, {}});
        for (const std::uint32_t entity : columns[i].within)
            each.back().ids.push_back(lexicon.vocabulary->entities()[entity].id);
    }
    return each;
}

Candidate candidate_of(const WordLexicon& lexicon, const QuestionSpans& spans,
                       std::uint32_t relation, const FilledGoal& filled, std::vector<Tile> tiles,
                       Naming naming) {
    const AskableRelation& asked = lexicon.relations[relation];
    Candidate candidate;
    candidate.goal = telling_goal_text(lexicon, relation, filled.columns);
    candidate.each = asked_each(lexicon, asked, filled.columns);
    if (asks_whether(spans, tiles))
        candidate.whether = whether(lexicon, relation, spans, filled.columns);
    candidate.relation = asked.declaration->name;
    candidate.measures = spans.names_measure && measures(asked, filled.columns);
    candidate.tiles = std::move(tiles);
    candidate.named = naming == Naming::Named;
    candidate.columns_free = asked.columns.size() - filled.columns_filled;
    candidate.claimed = claims_fit(lexicon, asked, filled.columns);
    candidate.size_unsaid = filled.size_unsaid;
    candidate.special = asked.ranked && !has_word(spans.text, lexicon.ranks);
    candidate.per_one = asks_for_each(lexicon, asked, spans);
    candidate.keyed = asked.keyed;
    candidate.derived = asked.derived;
    count_coverage(spans, filled.left_over, candidate);
    return candidate;
}

// The relations with such a word in the question.
std::vector<std::uint32_t> relations_with(const WordLexicon& lexicon, const QuestionSpans& spans,
                                          Naming naming) {
    const std::uint8_t weight_min = naming == Naming::Named ? kWeightNaming : kWeightShared;
    std::vector<bool> named(lexicon.relations.size());
    for (const Tile& tile : spans.tiles)
        if (tile.kind == TileKind::Relation && tile.weight >= weight_min) named[tile.index] = true;
    std::vector<std::uint32_t> relations;
    for (std::uint32_t i = 0; i < named.size(); ++i)
        if (named[i]) relations.push_back(i);
    return relations;
}

// Whether a word says what the relation is of: a bare `why` or `how` does not, `how much` does.
bool says_more_than_why(const QuestionSpans& spans, std::uint32_t relation) {
    const auto is_bare = [](QuestionKind kind) {
        return kind == QuestionKind::Why || kind == QuestionKind::Any ||
               kind == QuestionKind::Text || kind == QuestionKind::Name;
    };
    const auto asks = [&](const Tile& tile) {
        return std::any_of(spans.tiles.begin(), spans.tiles.end(), [&](const Tile& other) {
            return other.kind == TileKind::Question && other.begin == tile.begin &&
                   other.end == tile.end && is_bare(spans.asked[other.index].kind);
        });
    };
    return std::any_of(spans.tiles.begin(), spans.tiles.end(), [&](const Tile& tile) {
        return tile.kind == TileKind::Relation && tile.index == relation && !asks(tile);
    });
}

std::vector<Candidate> relation_candidates(const WordLexicon& lexicon, const QuestionSpans& spans,
                                           Naming naming) {
    const std::vector<std::u32string> terms = terms_of(spans.text);
    std::vector<Candidate> candidates;
    for (const std::uint32_t relation : relations_with(lexicon, spans, naming)) {
        if (!says_more_than_why(spans, relation)) continue;
        const std::vector<Tile> allowed = tiles_for(lexicon, spans, relation, false);
        const Segmentation cut = segment(spans.text, allowed, naming == Naming::Named);
        if (naming == Naming::Named && !cut.names_relation) continue;
        for (std::vector<Tile>& tiles : name_readings(allowed, cut.tiles)) {
            const FilledGoal filled = fill_goal(lexicon, relation, spans, tiles);
            candidates.push_back(
                candidate_of(lexicon, spans, relation, filled, std::move(tiles), naming));
            if (candidates.back().complete())
                candidates.back().about_said = about_said(lexicon.relations[relation], terms);
        }
    }
    return candidates;
}

// Readings that no word names but two names that the relation knows together: `Cambricon: training
// or inference?`
std::vector<Candidate> name_candidates(const WordLexicon& lexicon, const QuestionSpans& spans) {
    std::vector<Candidate> candidates;
    for (std::uint32_t relation = 0; relation < lexicon.relations.size(); ++relation) {
        const std::vector<Tile> allowed = tiles_for(lexicon, spans, relation, false);
        const Segmentation cut = segment(spans.text, allowed, false);
        const auto is_name = [](const Tile& tile) { return tile.kind == TileKind::Entity; };
        if (std::count_if(cut.tiles.begin(), cut.tiles.end(), is_name) < 2) continue;
        const FilledGoal filled = fill_goal(lexicon, relation, spans, cut.tiles);
        Candidate candidate =
            candidate_of(lexicon, spans, relation, filled, cut.tiles, Naming::Shared);
        // Names that are offered stand for a column as well as one that is known.
        candidate.columns_free = static_cast<std::size_t>(std::count_if(
            filled.columns.begin(), filled.columns.end(), [](const FilledColumn& column) {
                return column.literal.empty() && column.within.empty() && !column.offered;
            }));
        if (candidate.complete() && candidate.claimed) candidates.push_back(std::move(candidate));
    }
    return candidates;
}

// The prices: what an amount of money may buy at, where the question speaks of buying.
std::vector<std::uint32_t> bought_relations(const WordLexicon& lexicon,
                                            const QuestionSpans& spans) {
    std::vector<std::uint32_t> relations;
    if (std::none_of(spans.tiles.begin(), spans.tiles.end(), [](const Tile& tile) {
            return tile.kind == TileKind::Operation && Operation{tile.index} == Operation::Buy;
        }))
        return relations;
    const auto is_money = [&](const AskableColumn& column) {
        return lexicon.money && column.type.base == BaseType::Quantity &&
               holds(column.type.measure, *lexicon.money);
    };
    for (std::uint32_t i = 0; i < lexicon.relations.size(); ++i) {
        const auto& columns = lexicon.relations[i].columns;
        if (std::any_of(columns.begin(), columns.end(), is_money)) relations.push_back(i);
    }
    return relations;
}

// Readings that calculate with the values of a relation.
std::vector<Candidate> calculated_candidates(const WordLexicon& lexicon, const QuestionSpans& spans,
                                             Naming naming,
                                             const std::vector<std::uint32_t>& relations) {
    std::vector<Candidate> candidates;
    for (const std::uint32_t relation : relations) {
        const std::vector<Tile> allowed = tiles_for(lexicon, spans, relation, true);
        const Segmentation cut = segment(spans.text, allowed, naming == Naming::Named);
        if (naming == Naming::Named && !cut.names_relation) continue;
        const FilledGoal filled = fill_goal(lexicon, relation, spans, cut.tiles);
        auto composed = counted(lexicon, relation, spans, cut.tiles, filled);
        if (!composed) composed = ranked(lexicon, relation, spans, cut.tiles, filled);
        if (!composed && calculable(lexicon.relations[relation]))
            composed = compose(lexicon, relation, spans, cut.tiles, filled);
        if (!composed) continue;
        candidates.push_back(candidate_of(lexicon, spans, relation, filled, cut.tiles, naming));
        Candidate& candidate = candidates.back();
        candidate.goal = std::move(composed->goal);
        candidate.each.clear();
        candidate.whether = std::move(composed->whether);
        count_coverage(spans, composed->left_over, candidate);
    }
    return candidates;
}

// Readings that go through a second relation.
std::vector<Candidate> joined_candidates(const WordLexicon& lexicon, const QuestionSpans& spans) {
    std::vector<Candidate> candidates;
    for (Joined& joined :
         joined_readings(lexicon, spans, relations_with(lexicon, spans, Naming::Named))) {
        Candidate& candidate = candidates.emplace_back();
        candidate.goal = std::move(joined.goal);
        candidate.relation = lexicon.relations[joined.told].declaration->name;
        candidate.tiles = std::move(joined.tiles);
        count_coverage(spans, joined.left_over, candidate);
        if (!candidate.complete()) candidates.pop_back();
    }
    return candidates;
}

bool explains_gap(const Tile& tile) {
    return tile.kind == TileKind::Function || tile.kind == TileKind::Present ||
           tile.kind == TileKind::Question;
}

// What a pattern matched stands; the rest must be function and question words.
std::vector<Candidate> pattern_candidates(const WordLexicon& lexicon,
                                          const std::vector<QuestionPatternForm>& patterns,
                                          const QuestionSpans& spans) {
    const std::vector<Tile> gap_tiles = tiles_where(spans, explains_gap);
    std::vector<Candidate> candidates;
    for (const QuestionPatternForm& form : patterns) {
        auto match = match_pattern(lexicon, form, spans);
        if (!match) continue;
        Candidate candidate;
        candidate.goal = std::move(match->goal);
        candidate.relation = candidate.goal.substr(0, candidate.goal.find('('));
        candidate.tiles = match->matched;
        for (const Tile& tile : segment(spans.text, gap_tiles, false).tiles)
            candidate.tiles.push_back(tile);
        count_coverage(spans, {}, candidate);
        if (candidate.complete()) candidates.push_back(std::move(candidate));
    }
    return candidates;
}

std::vector<std::string> mentioned_words(const QuestionSpans& spans, std::string_view question) {
    const auto allowed = [](const Tile& tile) {
        return tile.kind == TileKind::Entity || tile.kind == TileKind::Relation;
    };
    std::vector<std::string> words;
    for (const Tile& tile : segment(spans.text, tiles_where(spans, allowed), false).tiles) {
        std::string word = spans.original(question, tile.begin, tile.end);
        if (std::find(words.begin(), words.end(), word) == words.end())
            words.push_back(std::move(word));
    }
    return words;
}

void decide(const WordLexicon& lexicon, const QuestionSpans& spans, std::string_view question,
            const std::vector<Candidate>& candidates, Reading& reading) {
    const auto best =
        std::min_element(candidates.begin(), candidates.end(),
                         [](const Candidate& a, const Candidate& b) { return a.outranks(b); });
    if (!best->complete()) {
        reading.outcome = ReadingOutcome::Unexplained;
        reading.relation = best->relation;
        std::vector<bool> unused = best->explained;
        unused.flip();
        UnusedWords words = unknown_words(lexicon, spans, question, unused);
        reading.unexplained = std::move(words.words);
        reading.words_known = words.known;
        return;
    }
    for (const Candidate& candidate : candidates)
        if (candidate.rivals(*best) && std::find(reading.readings.begin(), reading.readings.end(),
                                                 candidate.goal) == reading.readings.end())
            reading.readings.push_back(candidate.goal);
    if (reading.readings.size() > 1) {
        reading.outcome = ReadingOutcome::Ambiguous;
        return;
    }
    reading.readings.clear();
    reading.outcome = ReadingOutcome::Read;
    for (const Tile& tile : best->tiles)
        if (tile.kind == TileKind::Question && spans.asked[tile.index].count)
            reading.count = spans.asked[tile.index].count;
    reading.goal = best->goal;
    reading.each = best->each;
    reading.whether = best->whether;
    reading.size_unsaid = best->size_unsaid;
    reading.relation = best->relation;
}

}  // namespace

QuestionReader::QuestionReader(std::unique_ptr<Lexicon> lexicon) : lexicon_(std::move(lexicon)) {}
QuestionReader::~QuestionReader() = default;
QuestionReader::QuestionReader(QuestionReader&&) noexcept = default;

Result<QuestionReader> QuestionReader::make(const Knowledge& knowledge,
                                            const Vocabulary& vocabulary,
                                            const CheckedProgram& program) {
    auto lexicon = std::make_unique<Lexicon>();
    DICTUM_TRY(lexicon->words, build_lexicon(knowledge, vocabulary, program));
    DICTUM_TRY(lexicon->patterns, compile_patterns(lexicon->words));
    return QuestionReader(std::move(lexicon));
}

Reading QuestionReader::read(std::string_view question) const {
    if (question.size() > kQuestionBytesMax) {
        Reading refused;
        refused.language = language_of(question.substr(0, kQuestionBytesMax));
        refused.outcome = ReadingOutcome::TooLong;
        return refused;
    }
    Reading reading = read_one(question);
    if (reading.outcome == ReadingOutcome::Read || question.size() > kTwoQuestionsBytesMax)
        return reading;
    if (auto both = read_two(question)) {
        both->language = reading.language;
        both->mentioned = reading.mentioned;
        return *std::move(both);
    }
    if (auto mended = read_respelled(question, reading)) return *std::move(mended);
    return reading;
}

std::optional<Reading> QuestionReader::read_respelled(std::string_view question,
                                                      const Reading& failed) const {
    std::vector<Respelled> slips;
    for (const std::string& words : failed.unexplained)
        for (std::size_t begin = 0; begin < words.size();) {
            const std::size_t end = std::min(words.find(' ', begin), words.size());
            const std::string_view word = std::string_view(words).substr(begin, end - begin);
            if (auto slip = respelled(*lexicon_->words.vocabulary, word))
                slips.push_back(*std::move(slip));
            begin = end + 1;
        }
    if (slips.empty()) return std::nullopt;
    Reading reading = read_one(with_respelled(question, slips));
    if (reading.outcome != ReadingOutcome::Read) return std::nullopt;
    reading.respelled = std::move(slips);
    return reading;
}

std::optional<Reading> QuestionReader::read_two(std::string_view question) const {
    std::vector<std::string_view> clauses = clauses_of(lexicon_->words, question);
    const std::size_t count = clauses.size();
    std::erase_if(clauses,
                  [&](std::string_view clause) { return is_idle(lexicon_->words, clause); });
    if (clauses.empty()) return std::nullopt;
    const auto joined = [&](std::size_t begin, std::size_t end) {
        std::string text;
        for (std::size_t i = begin; i < end; ++i) text += std::string(clauses[i]) + " ";
        return text;
    };
    const auto read_part = [&](const std::string& part) -> std::optional<Reading> {
        Reading reading = read_one(part);
        if (reading.outcome != ReadingOutcome::Read) return std::nullopt;
        return reading;
    };
    if (clauses.size() < count)
        if (auto rest = read_part(joined(0, clauses.size()))) return rest;
    for (std::size_t cut = 1; cut < clauses.size(); ++cut) {
        const std::string first = joined(0, cut);
        if (!asks_something(lexicon_->words, first)) continue;
        auto reading = read_part(first);
        if (!reading) continue;
        auto second = read_after(first, joined(cut, clauses.size()));
        if (!second || second->goal == reading->goal) continue;
        reading->also = {*std::move(second)};
        return reading;
    }
    return std::nullopt;
}

std::optional<Reading> QuestionReader::read_after(std::string_view first,
                                                  std::string_view second) const {
    const std::string text(second);
    if (!asks_something(lexicon_->words, text)) return std::nullopt;
    std::vector<std::string> tried;
    if (!names_in(lexicon_->words, text).empty()) tried.push_back(text);
    const std::vector<std::string> names = names_in(lexicon_->words, first);
    std::string all = text;
    for (const std::string& name : names) all += " " + name;
    tried.push_back(all);
    for (const std::string& name : names) tried.push_back(text + " " + name);
    for (std::string_view clause : clauses_of(lexicon_->words, first))
        if (!asks_something(lexicon_->words, clause))
            tried.push_back(text + " " + std::string(clause));
    tried.push_back(text);
    for (const std::string& attempt : tried) {
        Reading reading = read_one(attempt);
        if (reading.outcome == ReadingOutcome::Read) return reading;
    }
    return std::nullopt;
}

Reading QuestionReader::read_one(std::string_view question) const {
    Reading reading;
    reading.language = language_of(question);
    const QuestionSpans spans = find_spans(lexicon_->words, question);
    reading.mentioned = mentioned_words(spans, question);
    std::vector<Candidate> candidates = relation_candidates(lexicon_->words, spans, Naming::Named);
    const auto add_unless_read = [&](auto&& more) {
        if (std::none_of(candidates.begin(), candidates.end(),
                         [](const Candidate& candidate) { return candidate.complete(); }))
            for (Candidate& candidate : more()) candidates.push_back(std::move(candidate));
    };
    add_unless_read([&] { return pattern_candidates(lexicon_->words, lexicon_->patterns, spans); });
    for (const Naming naming : {Naming::Named, Naming::Shared}) {
        if (naming == Naming::Shared)
            add_unless_read([&] { return relation_candidates(lexicon_->words, spans, naming); });
        add_unless_read([&] {
            return calculated_candidates(lexicon_->words, spans, naming,
                                         relations_with(lexicon_->words, spans, naming));
        });
        if (naming == Naming::Named)
            add_unless_read([&] { return joined_candidates(lexicon_->words, spans); });
    }
    add_unless_read([&] { return name_candidates(lexicon_->words, spans); });
    add_unless_read([&] {
        return calculated_candidates(lexicon_->words, spans, Naming::Shared,
                                     bought_relations(lexicon_->words, spans));
    });
    if (!candidates.empty())
        decide(lexicon_->words, spans, question, candidates, reading);
    else
        reading.unexplained = unknown_words(lexicon_->words, spans, question, {}).words;
    return reading;
}

std::string QuestionReader::in_context(std::string_view previous, std::string_view question) const {
    std::string alone(question);
    if (previous.empty() || question.size() + previous.size() > kTwoQuestionsBytesMax) return alone;
    const auto is_read = [&](const std::string& text) {
        return read_one(text).outcome == ReadingOutcome::Read;
    };
    // What names nothing keeps the subject; what does may stand alone.
    if (!names_in(lexicon_->words, question).empty()) {
        if (is_read(alone)) return alone;
        for (std::string& text : with_names_changed(lexicon_->words, previous, question))
            if (is_read(text)) return std::move(text);
        return alone;
    }
    if (!asks_something(lexicon_->words, question)) return alone;
    const std::vector<std::string> names = names_in(lexicon_->words, previous);
    std::string all = alone;
    for (const std::string& name : names) all += " " + name;
    if (is_read(all)) return all;
    for (const std::string& name : names)
        if (is_read(alone + " " + name)) return alone + " " + name;
    return alone;
}

std::vector<std::string> QuestionReader::suggestions(const Reading& reading,
                                                     std::size_t count_max) const {
    const WordLexicon& words = lexicon_->words;
    const Recognised recognised = recognise(words, reading.mentioned);
    std::vector<std::string> found;
    for (const std::uint32_t relation : recognised.relations) {
        if (found.size() >= count_max) break;
        std::string text = suggestion(words, relation, recognised.entities, reading.language);
        if (text.empty() || std::find(found.begin(), found.end(), text) != found.end()) continue;
        const Reading again = read(text);
        if (again.outcome == ReadingOutcome::Read && again.goal != reading.goal)
            found.push_back(std::move(text));
    }
    return found;
}

std::string language_of(std::string_view text) {
    std::size_t han = 0;
    std::size_t latin_words = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        const bool letter = (point.value >= 'a' && point.value <= 'z') ||
                            (point.value >= 'A' && point.value <= 'Z');
        if (letter && !in_word) ++latin_words;
        in_word = letter;
        if (class_of(point.value) == CharClass::Han) ++han;
        at += point.length;
    }
    return han > 0 && han >= latin_words ? "zh" : "en";
}

}  // namespace dictum
