#include "ask/question_spans.h"

#include <algorithm>

#include "ask/spoken_number.h"

namespace dictum {

namespace {

struct Stretch {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

class SpanFinder {
  public:
    SpanFinder(const WordLexicon& lexicon, QuestionSpans& spans)
        : lexicon_(lexicon), spans_(spans) {}

    void find() {
        for (std::uint32_t at = 0; at < spans_.text.size(); ++at)
            if (spans_.text.is_boundary(at)) find_at(at);
        keep_whole_words();
    }

  private:
    void add(std::uint32_t begin, std::uint32_t end, TileKind kind, std::size_t index,
             std::uint8_t weight = 0) {
        spans_.tiles.push_back({begin, end, kind, static_cast<std::uint32_t>(index), weight});
    }

    void find_at(std::uint32_t at) {
        questions_.clear();
        lexicon_.phrases.at(spans_.text.text, at, [&](std::size_t length, Meaning meaning) {
            const auto end = at + static_cast<std::uint32_t>(length);
            if (spans_.text.is_boundary(end)) add_meaning(at, end, meaning);
        });
        for (const Tile& question : questions_)
            if (question.end == questions_.back().end)
                add_question(question.begin, question.end, question.index);
        if (auto number = number_at(lexicon_, spans_.text, at)) {
            add(at, number->end, TileKind::Number, spans_.numbers.size(), kWeightMax);
            spans_.numbers.push_back(std::move(number->number));
        }
    }

    void add_meaning(std::uint32_t begin, std::uint32_t end, Meaning meaning) {
        switch (meaning.kind) {
            case MeaningKind::Entity:
                return add(begin, end, TileKind::Entity, meaning.index, kWeightName);
            case MeaningKind::Relation:
                return add(begin, end, TileKind::Relation, meaning.index, meaning.weight);
            case MeaningKind::Support:
                return add(begin, end, TileKind::Support, meaning.index, meaning.weight);
            case MeaningKind::Topic:
                return add_topic(begin, end, meaning.index);
            case MeaningKind::Function:
                return add(begin, end, TileKind::Function, 0);
            case MeaningKind::Present:
                return add(begin, end, TileKind::Present, 0);
            case MeaningKind::Question:
                questions_.push_back({begin, end, TileKind::Question, meaning.index});
                return;
            case MeaningKind::Whole:
                whole_.push_back({begin, end});
                return;
            case MeaningKind::Unit:
            case MeaningKind::Scale:
                return;
        }
    }

    // What a relation is about names it only where it is the whole question or a heading of it
    // (`price of a cup: longjing?`): elsewhere it would swallow the names inside it.
    void add_topic(std::uint32_t begin, std::uint32_t end, std::uint32_t index) {
        const bool closed =
            end == spans_.text.size() || spans_.text.classes[end] == CharClass::Punctuation;
        if (begin == 0 && closed) add(begin, end, TileKind::Relation, index, kWeightMax);
    }

    // A question word, and the same with the unit behind it: 多少元, how many servers. A count
    // needs what it counts, so a bare `几` or `how many` means nothing before another word.
    void add_question(std::uint32_t begin, std::uint32_t end, std::uint32_t index) {
        const QuestionMeaning& asked = lexicon_.questions[index];
        add(begin, end, TileKind::Question, spans_.asked.size());
        spans_.asked.push_back(asked);
        if (asked.kind != QuestionKind::Quantity || asked.measure) return;
        const auto unit = unit_at(lexicon_, spans_.text, end);
        if (!unit) return;
        add(begin, unit->end, TileKind::Question, spans_.asked.size());
        QuestionMeaning measured = asked;
        if (unit->unit) measured.measure = lexicon_.vocabulary->units[*unit->unit].measure;
        spans_.asked.push_back(std::move(measured));
    }

    // Function and question words inside a word that may not be taken apart are dropped.
    void keep_whole_words() {
        const auto broken = [&](const Tile& tile) {
            if (tile.kind != TileKind::Function && tile.kind != TileKind::Present &&
                tile.kind != TileKind::Question)
                return false;
            return std::any_of(whole_.begin(), whole_.end(), [&](const Stretch& whole) {
                const bool apart = tile.end <= whole.begin || whole.end <= tile.begin;
                const bool covers = tile.begin <= whole.begin && whole.end <= tile.end;
                return !apart && !covers;
            });
        };
        if (!whole_.empty()) std::erase_if(spans_.tiles, broken);
    }

    const WordLexicon& lexicon_;
    QuestionSpans& spans_;
    std::vector<Stretch> whole_;
    std::vector<Tile> questions_;  // that begin at one place, shortest first; the longest counts
};

bool opens_with(const QuestionSpans& spans, const std::vector<std::u32string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::u32string& word) {
        return spans.text.text.starts_with(word) && spans.text.is_boundary(word.size());
    });
}

}  // namespace

std::string QuestionSpans::original(std::string_view question, std::uint32_t begin,
                                    std::uint32_t end) const {
    const std::uint32_t from = text.origins[begin].begin;
    return std::string(question.substr(from, text.origins[end - 1].end - from));
}

std::uint32_t QuestionSpans::content(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t count = 0;
    for (std::uint32_t i = begin; i < end; ++i) count += text.is_content(i) ? 1U : 0U;
    return count;
}

QuestionSpans find_spans(const WordLexicon& lexicon, std::string_view question) {
    QuestionSpans spans;
    spans.text = canonical_text(question);
    SpanFinder(lexicon, spans).find();
    spans.opens_with_auxiliary = opens_with(spans, lexicon.leading_yes_no);
    return spans;
}

}  // namespace dictum
