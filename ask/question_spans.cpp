#include "ask/question_spans.h"

#include <algorithm>

#include "ask/spoken_number.h"

namespace dictum {

namespace {

// The tiles that begin there. Requires: ordered by their begin up to `end`.
template <class Tiles>
auto tiles_at(Tiles& tiles, std::size_t end, std::uint32_t at) {
    const auto last = tiles.begin() + static_cast<std::ptrdiff_t>(end);
    return std::equal_range(tiles.begin(), last, Tile{at, 0},
                            [](const Tile& a, const Tile& b) { return a.begin < b.begin; });
}

class SpanFinder {
  public:
    SpanFinder(const WordLexicon& lexicon, std::string_view question, QuestionSpans& spans)
        : lexicon_(lexicon), question_(question), spans_(spans) {}

    void find() {
        spans_.decisive.assign(spans_.text.size(), false);
        spans_.joining.assign(spans_.text.size(), false);
        mark_exact_words();
        for (std::uint32_t at = 0; at < spans_.text.size(); ++at)
            if (spans_.text.is_boundary(at)) find_at(at);
        drop_light_parts();
        keep_whole_words();
        name_by_columns();
        name_by_synonyms();
    }

  private:
    void mark_decisive(std::uint32_t begin, std::uint32_t end) {
        std::fill(spans_.decisive.begin() + begin, spans_.decisive.begin() + end, true);
        decisive_.push_back({begin, end});
    }

    // An everyday word may hold a shorter one that decides (最终, 一路), and none beside it.
    void drop_light_parts() {
        for (const Stretch& noun : light_nouns_)
            if (!is_asked(noun)) spans_.light.push_back(noun);
        singles_.assign(spans_.text.size() + 1, false);
        for (const Stretch& light : spans_.light)
            if (light.end - light.begin == 1) singles_[light.begin] = true;
        std::uint32_t longest = 0;
        for (const Stretch& word : decisive_) longest = std::max(longest, word.end - word.begin);
        const auto begins_before = [](const Stretch& word, std::uint32_t at) {
            return word.begin < at;
        };
        std::sort(decisive_.begin(), decisive_.end(),
                  [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
        std::erase_if(spans_.light, [&](const Stretch& light) {
            if (is_half(light)) return true;
            const std::uint32_t from = light.begin > longest ? light.begin - longest : 0;
            auto word = std::lower_bound(decisive_.begin(), decisive_.end(), from, begins_before);
            for (; word != decisive_.end() && word->begin < light.end; ++word) {
                const bool inside = light.begin <= word->begin && word->end <= light.end &&
                                    word->end - word->begin < light.end - light.begin;
                if (word->end > light.begin && !inside) return true;
            }
            return false;
        });
    }

    // `what place`, 什么公司, 公司有哪些: what stands beside the question word says what is asked
    // for.
    bool is_asked(const Stretch& noun) const {
        const auto follows = [&](std::uint32_t begin, std::uint32_t end) {
            return begin == end + (spans_.text.is_space(end) ? 1U : 0U);
        };
        return std::any_of(spans_.tiles.begin(), spans_.tiles.end(), [&](const Tile& tile) {
            if (tile.kind != TileKind::Question) return false;
            const QuestionKind kind = spans_.asked[tile.index].kind;
            if (kind != QuestionKind::Any && kind != QuestionKind::Name) return false;
            const bool han = spans_.text.classes[noun.begin] == CharClass::Han;
            const bool is = noun.end < spans_.text.size() && spans_.text.text[noun.end] == U'是';
            return (tile.end <= noun.begin && follows(noun.begin, tile.end)) ||
                   (han && tile.begin == noun.end + (is ? 1U : 0U));
        });
    }

    // Two single characters side by side may be one word: 款 and 项 say little, 款项 is a payment.
    bool is_half(const Stretch& light) const {
        if (light.end - light.begin > 1 || spans_.text.classes[light.begin] != CharClass::Han)
            return false;
        return singles_[light.begin + 1] || (light.begin > 0 && singles_[light.begin - 1]);
    }

    // Numerals, signs, and Latin words that are written as names: with a capital or a digit.
    void mark_exact_words() {
        constexpr std::u32string_view kNumerals =
            U"〇零一二三四五六七八九十百千万亿两半壹贰叁肆伍陆柒捌玖拾佰仟";
        const CanonicalText& text = spans_.text;
        for (std::uint32_t i = 0; i < text.size(); ++i) {
            if (text.classes[i] == CharClass::Punctuation) spans_.joining[i] = true;
            if (text.classes[i] == CharClass::Symbol ||
                kNumerals.find(text.text[i]) != kNumerals.npos)
                mark_decisive(i, i + 1);
            if (text.classes[i] != CharClass::Letter || !text.is_boundary(i)) continue;
            std::uint32_t end = i + 1;
            while (!text.is_boundary(end)) ++end;
            if (is_written_as_name(i, end)) mark_decisive(i, end);
        }
    }

    bool is_written_as_name(std::uint32_t begin, std::uint32_t end) const {
        const auto is_capital = [&](std::uint32_t i) {
            const char c = question_[spans_.text.origins[i].begin];
            return c >= 'A' && c <= 'Z';
        };
        for (std::uint32_t i = begin; i < end; ++i) {
            const char32_t c = spans_.text.text[i];
            if ((c >= U'0' && c <= U'9') || c > 0x7F) return true;
            if (is_capital(i) && (i > begin || begin > 0)) return true;
        }
        return false;
    }

    void add(std::uint32_t begin, std::uint32_t end, TileKind kind, std::size_t index,
             std::uint8_t weight = 0) {
        const bool amount =
            kind == TileKind::Question && spans_.asked[index].kind == QuestionKind::Quantity;
        if (kind == TileKind::Entity || kind == TileKind::Number || amount)
            mark_decisive(begin, end);
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
            case MeaningKind::Decisive:
                return mark_decisive(begin, end);
            case MeaningKind::Joining:
                std::fill(spans_.joining.begin() + begin, spans_.joining.begin() + end, true);
                return;
            case MeaningKind::Each:
                spans_.apart = true;
                return add(begin, end, TileKind::Each, 0);
            case MeaningKind::Light:
                (meaning.index == kLightNoun ? light_nouns_ : spans_.light).push_back({begin, end});
                return;
            case MeaningKind::Except:
                return add(begin, end, TileKind::Except, meaning.index);
            case MeaningKind::Head:
                if (begin == 0) head_end_ = end + (spans_.text.is_space(end) ? 1U : 0U);
                return;
            case MeaningKind::Condition:
                spans_.conditional = true;
                return add(begin, end, TileKind::Condition, 0);
            case MeaningKind::Consistency:
                return add(begin, end, TileKind::Consistency, 0);
            case MeaningKind::Synonym:
                spans_.synonyms.push_back({begin, end, meaning.index});
                return;
            case MeaningKind::Operation:
                return add(begin, end, TileKind::Operation, meaning.index);
            case MeaningKind::Role:
                spans_.roles.push_back({begin, end, meaning.index});
                return;
            case MeaningKind::Noun:
            case MeaningKind::Counter:
            case MeaningKind::Numeral:
            case MeaningKind::Unit:
            case MeaningKind::Scale:
                return;
        }
    }

    // What a relation is about names it only where it is the whole question or a heading of it
    // (`price of a cup: longjing?`), or follows `what is known of`: elsewhere it would swallow the
    // names inside it.
    void add_topic(std::uint32_t begin, std::uint32_t end, std::uint32_t index) {
        const bool closed =
            end == spans_.text.size() || spans_.text.classes[end] == CharClass::Punctuation;
        if (head_end_ > 0 && begin == head_end_ && closed) add(0, begin, TileKind::Function, 0);
        if ((begin == 0 || begin == head_end_) && closed)
            add(begin, end, TileKind::Relation, index, kWeightMax);
    }

    // A question word, and the same with the unit behind it: 多少元, how many servers. A count
    // needs what it counts, so a bare `几` or `how many` means nothing before another word.
    void add_question(std::uint32_t begin, std::uint32_t end, std::uint32_t index) {
        const QuestionMeaning& asked = lexicon_.questions[index];
        add_asked(begin, end, asked);
        if (asked.kind == QuestionKind::Quantity) amounts_.push_back({begin, end});
        if (asked.kind == QuestionKind::Name || asked.kind == QuestionKind::Any)
            add_counted(begin, end, asked);
        if (asked.kind != QuestionKind::Quantity || asked.measure) return;
        add_count(begin, end);
        const auto unit = unit_at(lexicon_, spans_.text, end);
        if (!unit) return;
        QuestionMeaning measured = asked;
        if (unit->unit) measured.measure = lexicon_.vocabulary->units[*unit->unit].measure;
        measured.scaled = !unit->unit;
        add_asked(begin, unit->end, std::move(measured));
    }

    // how many [kinds of] shops: what is counted must be named.
    void add_count(std::uint32_t begin, std::uint32_t end) {
        QuestionMeaning count;
        count.kind = QuestionKind::Count;
        const std::uint32_t at = end + (spans_.text.is_space(end) ? 1U : 0U);
        std::uint32_t behind = end;
        lexicon_.phrases.at(spans_.text.text, at, [&](std::size_t length, Meaning meaning) {
            const auto counter_end = at + static_cast<std::uint32_t>(length);
            if (meaning.kind == MeaningKind::Counter && spans_.text.is_boundary(counter_end))
                behind = counter_end;
        });
        add_nouns(begin, end, count);
        if (behind != end) add_nouns(begin, behind, count);
        add_counted_columns(begin, behind, count);
    }

    // What some column is called or holds: how many routes.
    void add_counted_columns(std::uint32_t begin, std::uint32_t end, const QuestionMeaning& count) {
        const std::uint32_t at = end + (spans_.text.is_space(end) ? 1U : 0U);
        lexicon_.phrases.at(spans_.text.text, at, [&](std::size_t length, Meaning meaning) {
            const auto noun_end = at + static_cast<std::uint32_t>(length);
            if (meaning.kind != MeaningKind::Support && meaning.kind != MeaningKind::Relation)
                return;
            if (!spans_.text.is_boundary(noun_end)) return;
            const auto word = std::u32string_view(spans_.text.text).substr(at, length);
            for (const AskableColumn& column : lexicon_.relations[meaning.index].columns) {
                if (!column.is_entity || column.word != word) continue;
                QuestionMeaning of_column = count;
                of_column.types = {column.name};
                return add_asked(begin, noun_end, std::move(of_column));
            }
        });
    }

    void add_asked(std::uint32_t begin, std::uint32_t end, QuestionMeaning asked) {
        spans_.asked.push_back(std::move(asked));
        add(begin, end, TileKind::Question, spans_.asked.size() - 1);
    }

    // which [three kinds of] company: the number that the question takes for granted, and the kind.
    void add_counted(std::uint32_t begin, std::uint32_t end, QuestionMeaning asked) {
        add_nouns(begin, end, asked);
        const auto count = count_at(lexicon_, spans_.text, end);
        if (!count) return;
        asked.kind = QuestionKind::Name;
        asked.count = count->value;
        add_asked(begin, count->end, asked);
        add_nouns(begin, count->end, asked);
    }

    void add_nouns(std::uint32_t begin, std::uint32_t end, const QuestionMeaning& asked) {
        const std::uint32_t at = end + (spans_.text.is_space(end) ? 1U : 0U);
        lexicon_.phrases.at(spans_.text.text, at, [&](std::size_t length, Meaning meaning) {
            const auto noun_end = at + static_cast<std::uint32_t>(length);
            if (meaning.kind != MeaningKind::Noun || !spans_.text.is_boundary(noun_end)) return;
            QuestionMeaning of_kind = asked;
            of_kind.types = lexicon_.nouns[meaning.index];
            add_asked(begin, noun_end, std::move(of_kind));
        });
    }

    // Function and question words inside a word that may not be taken apart are dropped; so are
    // words of relations inside `how many`, which always asks for a number.
    void keep_whole_words() {
        keep_amounts_whole();
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

    void keep_amounts_whole() {
        std::erase_if(spans_.tiles, [&](const Tile& tile) {
            if (tile.kind != TileKind::Relation && tile.kind != TileKind::Support) return false;
            return std::any_of(amounts_.begin(), amounts_.end(), [&](const Stretch& amount) {
                return amount.begin <= tile.begin && tile.end <= amount.end &&
                       tile.end - tile.begin < amount.end - amount.begin;
            });
        });
    }

    // `what share`: asking for a measured column by its name names its relation.
    void name_by_columns() {
        std::vector<bool> asked(spans_.text.size() + 1);
        for (const Tile& tile : spans_.tiles)
            if (tile.kind == TileKind::Question)
                asked[tile.end + (spans_.text.is_space(tile.end) ? 1U : 0U)] = true;
        for (Tile& tile : spans_.tiles) {
            if (tile.kind != TileKind::Relation && tile.kind != TileKind::Support) continue;
            const auto text =
                std::u32string_view(spans_.text.text).substr(tile.begin, tile.end - tile.begin);
            for (const AskableColumn& column : lexicon_.relations[tile.index].columns) {
                if (column.type.base == BaseType::Symbol || column.word != text) continue;
                spans_.names_measure = true;
                if (!asked[tile.begin]) continue;
                tile.kind = TileKind::Relation;
                tile.weight = kWeightMax;
            }
        }
    }

    // What the other words of a group name, this one names too, a little less: where few relations
    // have such a word; elsewhere it only goes with them.
    void name_by_synonyms() {
        const std::size_t own = spans_.tiles.size();
        for (const Synonym& word : spans_.synonyms)
            for (const std::u32string& other : lexicon_.synonyms[word.group])
                lexicon_.phrases.at(other, 0, [&](std::size_t length, Meaning meaning) {
                    if (length == other.size()) add_synonym(word, meaning, own);
                });
        std::stable_sort(spans_.tiles.begin(), spans_.tiles.end(),
                         [](const Tile& a, const Tile& b) { return a.begin < b.begin; });
    }

    void add_synonym(const Synonym& word, Meaning meaning, std::size_t own) {
        if (meaning.kind != MeaningKind::Relation && meaning.kind != MeaningKind::Support) return;
        const auto is_own = [&](const Tile& tile) {
            return tile.begin == word.begin && tile.end == word.end &&
                   tile.index == meaning.index &&
                   (tile.kind == TileKind::Relation || tile.kind == TileKind::Support);
        };
        const auto [first, last] = tiles_at(spans_.tiles, own, word.begin);
        if (std::any_of(first, last, is_own)) return;
        const bool names = meaning.kind == MeaningKind::Relation && meaning.weight > kWeightNaming;
        spans_.tiles.push_back({word.begin, word.end,
                                names ? TileKind::Relation : TileKind::Support, meaning.index,
                                names ? kWeightNaming : kWeightShared});
    }

    const WordLexicon& lexicon_;
    std::string_view question_;
    QuestionSpans& spans_;
    std::vector<Stretch> whole_;
    std::vector<Stretch> decisive_;
    std::vector<Stretch> light_nouns_;
    std::vector<bool> singles_;     // where idle words of one character stand
    std::uint32_t head_end_ = 0;    // of `what is known of`, before what a relation is about
    std::vector<Stretch> amounts_;  // how much, how many, without the unit behind
    std::vector<Tile> questions_;   // that begin at one place, shortest first; the longest counts
};

constexpr std::uint32_t kSoftWordMax = 6;  // Han characters

bool opens_with(const QuestionSpans& spans, const std::vector<std::u32string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::u32string& word) {
        return spans.text.text.starts_with(word) && spans.text.is_boundary(word.size());
    });
}

bool is_measured(const AskableRelation& relation) {
    return std::any_of(
        relation.columns.begin(), relation.columns.end(),
        [](const AskableColumn& column) { return column.type.base == BaseType::Quantity; });
}

// A word that decides what is asked is never soft; nor one that names another measure than the
// relation's own: a price is no cost.
bool may_be_soft(const WordLexicon& lexicon, const AskableRelation& relation,
                 const QuestionSpans& spans, const Synonym& word) {
    for (std::uint32_t i = word.begin; i < word.end; ++i)
        if (spans.decisive[i]) return false;
    const auto [first, last] = tiles_at(spans.tiles, spans.tiles.size(), word.begin);
    return std::none_of(first, last, [&](const Tile& tile) {
        return tile.kind == TileKind::Relation && tile.weight >= kWeightNaming &&
               tile.begin == word.begin && tile.end == word.end && is_measured(relation) &&
               is_measured(lexicon.relations[tile.index]);
    });
}

// Whether the relation is said in a word of the group.
bool stands(const WordLexicon& lexicon, const AskableRelation& relation, const Synonym& word) {
    const std::vector<std::u32string>& group = lexicon.synonyms[word.group];
    return std::any_of(group.begin(), group.end(), [&](const std::u32string& other) {
        return relation.evidence.holds_all(other);
    });
}

// Whether it tells something in words of somebody that is named: `the trend of a party`.
bool tells_a_state(const AskableRelation& relation) {
    return std::any_of(relation.columns.begin(), relation.columns.end(),
                       [](const AskableColumn& column) {
                           return column.type.base == BaseType::Symbol && !column.is_key;
                       });
}

// `do they suffer or thrive?`: what stands on both sides of `or` says what the answer may be, in
// whatever words. From the last name or word of a relation before it to the end of the clause.
std::vector<Stretch> offered_sides(const QuestionSpans& spans) {
    std::vector<Stretch> sides;
    const auto size = static_cast<std::uint32_t>(spans.text.size());
    for (const Tile& choice : spans.tiles) {
        if (choice.kind != TileKind::Question ||
            spans.asked[choice.index].kind != QuestionKind::Choice)
            continue;
        std::uint32_t begin = 0;
        for (const Tile& tile : spans.tiles)
            if (tile.end <= choice.begin &&
                (tile.kind == TileKind::Entity || tile.kind == TileKind::Relation))
                begin = std::max(begin, tile.end);
        std::uint32_t end = choice.end;
        while (end < size && spans.text.classes[end] != CharClass::Punctuation) ++end;
        sides.push_back({begin, choice.begin});
        sides.push_back({choice.end, end});
    }
    return sides;
}

// Names that are part of what the relation is about: `the price of an *eight-card server*`.
std::vector<Tile> described_names(const AskableRelation& relation, const QuestionSpans& spans) {
    std::vector<Tile> tiles;
    for (const Tile& tile : spans.tiles) {
        if (tile.kind != TileKind::Entity) continue;
        const auto name =
            std::u32string_view(spans.text.text).substr(tile.begin, tile.end - tile.begin);
        for (const std::u32string& about : relation.about)
            if (about.find(name) != about.npos)
                tiles.push_back({tile.begin, tile.end, TileKind::Soft, tile.index, 0});
    }
    return tiles;
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

std::vector<Tile> soft_tiles(const WordLexicon& lexicon, std::uint32_t relation,
                             const QuestionSpans& spans) {
    const AskableRelation& asked = lexicon.relations[relation];
    const CanonicalText& text = spans.text;
    std::vector<Tile> tiles = described_names(asked, spans);
    const auto known = [&](std::uint32_t begin, std::uint32_t end) {
        return asked.evidence.holds(std::u32string_view(text.text).substr(begin, end - begin));
    };
    const auto add = [&](std::uint32_t begin, std::uint32_t end) {
        tiles.push_back({begin, end, TileKind::Soft, relation, 0});
    };
    for (std::uint32_t i = 0; i < text.size(); ++i) {
        if (spans.decisive[i] || !text.is_boundary(i)) continue;
        std::uint32_t end = i + 1;
        if (text.classes[i] == CharClass::Letter) {
            while (!text.is_boundary(end)) ++end;
            if (known(i, end)) add(i, end);
            continue;
        }
        while (end < text.size() && end - i < kSoftWordMax && text.classes[end] == CharClass::Han &&
               !spans.decisive[end] && known(end - 1, end + 1))
            add(i, ++end);
    }
    for (const Stretch& word : spans.light) add(word.begin, word.end);
    for (const Stretch& side : offered_sides(spans)) {
        if (!tells_a_state(asked)) break;
        for (std::uint32_t i = side.begin; i < side.end; ++i) {
            if (spans.decisive[i] || !text.is_content(i) || !text.is_boundary(i)) continue;
            std::uint32_t end = i + 1;
            while (end < side.end && !text.is_boundary(end)) ++end;
            add(i, end);
        }
    }
    for (const Synonym& word : spans.synonyms)
        if (may_be_soft(lexicon, asked, spans, word) && stands(lexicon, asked, word))
            add(word.begin, word.end);
    std::stable_sort(tiles.begin(), tiles.end(),
                     [](const Tile& a, const Tile& b) { return a.begin < b.begin; });
    return tiles;
}

QuestionSpans find_spans(const WordLexicon& lexicon, std::string_view question) {
    QuestionSpans spans;
    spans.text = canonical_text(question);
    SpanFinder(lexicon, question, spans).find();
    spans.opens_with_auxiliary = opens_with(spans, lexicon.leading_yes_no);
    return spans;
}

}  // namespace dictum
