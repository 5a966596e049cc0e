#include "ask/unknown_words.h"

#include <algorithm>

#include "ask/segmentation.h"

namespace dictum {

namespace {

enum class Known : std::uint8_t {
    No,
    Particle,  // a single Han character that is never part of a word
    Single,    // another one that is a word of the language
    SingleOfRelation,
    Yes
};

class UnknownWords {
  public:
    UnknownWords(const WordLexicon& lexicon, const QuestionSpans& spans)
        : lexicon_(lexicon), text_(spans.text), known_(spans.text.size(), Known::No) {
        std::vector<Tile> tiles;
        for (const Tile& tile : spans.tiles)
            if (tile.kind != TileKind::Operation) tiles.push_back(tile);
        for (const Tile& tile : segment(text_, tiles, false).tiles)
            std::fill(known_.begin() + tile.begin, known_.begin() + tile.end, how_known(tile));
        for (const Stretch& word : spans.light)
            std::fill(known_.begin() + word.begin, known_.begin() + word.end, Known::Yes);
        for (std::uint32_t i = 0; i < known_.size(); ++i)
            if (!text_.is_content(i)) known_[i] = Known::Yes;
    }

    // The characters of unknown words.
    std::vector<bool> find() {
        std::vector<bool> unknown(known_.size());
        for (std::uint32_t i = 0; i < known_.size(); ++i) unknown[i] = known_[i] == Known::No;
        take_neighbours(unknown);
        for (std::uint32_t i = 0; i < unknown.size();) {
            std::uint32_t end = i;
            while (end < unknown.size() && unknown[end]) ++end;
            if (end == i + 1 && is_han(i)) complete_word(unknown, i);
            i = std::max(end, i + 1);
        }
        return unknown;
    }

  private:
    bool is_han(std::uint32_t i) const {
        return i < text_.size() && text_.classes[i] == CharClass::Han;
    }

    Known how_known(const Tile& tile) const {
        if (tile.end - tile.begin > 1 || !is_han(tile.begin)) return Known::Yes;
        if (lexicon_.particles.find(text_.text[tile.begin]) != lexicon_.particles.npos)
            return Known::Particle;
        return tile.kind == TileKind::Relation ? Known::SingleOfRelation : Known::Single;
    }

    // Known characters between unknown ones, and words of relations beside them.
    void take_neighbours(std::vector<bool>& unknown) const {
        const std::vector<bool> before = unknown;
        for (std::uint32_t i = 0; i < known_.size(); ++i) {
            if (known_[i] == Known::No || known_[i] == Known::Yes) continue;
            const bool left = i > 0 && before[i - 1] && is_han(i - 1);
            const bool right = i + 1 < before.size() && before[i + 1] && is_han(i + 1);
            unknown[i] =
                (left && right) || ((left || right) && known_[i] == Known::SingleOfRelation);
        }
    }

    void complete_word(std::vector<bool>& unknown, std::uint32_t at) const {
        if (is_han(at + 1) && known_[at + 1] == Known::Single)
            unknown[at + 1] = true;
        else if (at > 0 && is_han(at - 1) && known_[at - 1] == Known::Single)
            unknown[at - 1] = true;
    }

    const WordLexicon& lexicon_;
    const CanonicalText& text_;
    std::vector<Known> known_;
};

// Each unused character with the longest word that has it.
std::vector<bool> whole_words(const QuestionSpans& spans, const std::vector<bool>& unused) {
    std::vector<const Tile*> longest(unused.size());
    for (const Tile& tile : spans.tiles)
        for (std::uint32_t i = tile.begin; i < tile.end && i < unused.size(); ++i)
            if (tile.kind != TileKind::Function &&
                (!longest[i] || tile.end - tile.begin > longest[i]->end - longest[i]->begin))
                longest[i] = &tile;
    std::vector<bool> words = unused;
    for (std::uint32_t i = 0; i < unused.size(); ++i)
        if (unused[i] && longest[i])
            std::fill(words.begin() + longest[i]->begin, words.begin() + longest[i]->end, true);
    return words;
}

// The stretches of the question; spaces and points inside them belong to them.
std::vector<std::string> stretches(const QuestionSpans& spans, std::string_view question,
                                   const std::vector<bool>& chosen) {
    std::vector<std::string> words;
    for (std::uint32_t i = 0; i < chosen.size(); ++i) {
        if (!chosen[i]) continue;
        std::uint32_t end = i + 1;
        for (std::uint32_t k = end; k < chosen.size(); ++k) {
            if (spans.text.is_content(k) && !chosen[k]) break;
            if (spans.text.classes[k] == CharClass::Punctuation && spans.text.text[k] != U'.')
                break;
            if (chosen[k]) end = k + 1;
        }
        words.push_back(spans.original(question, i, end));
        i = end;
    }
    return words;
}

// Whether each of the characters stands in a name or a word of some relation.
bool are_of_knowledge(const QuestionSpans& spans, const std::vector<bool>& chosen) {
    std::vector<bool> left = chosen;
    for (const Tile& tile : spans.tiles)
        if (tile.kind == TileKind::Entity || tile.kind == TileKind::Relation ||
            tile.kind == TileKind::Support)
            for (std::uint32_t i = tile.begin; i < tile.end && i < left.size(); ++i)
                left[i] = false;
    return std::find(left.begin(), left.end(), true) == left.end();
}

}  // namespace

UnusedWords unknown_words(const WordLexicon& lexicon, const QuestionSpans& spans,
                          std::string_view question, const std::vector<bool>& unused) {
    const std::vector<bool> unknown = UnknownWords(lexicon, spans).find();
    if (std::find(unknown.begin(), unknown.end(), true) != unknown.end())
        return {stretches(spans, question, unknown), false};
    return {stretches(spans, question, whole_words(spans, unused)),
            are_of_knowledge(spans, unused)};
}

}  // namespace dictum
