#include "ask/verdict.h"

#include <algorithm>

namespace dictum {

namespace {

constexpr char32_t kApostrophe = 0x27;
constexpr const char* kSupposed = "_supposed";  // the variable of the column in question

std::string opposite(const std::string& sign) {
    if (sign == ">") return "<=";
    if (sign == "<") return ">=";
    if (sign == ">=") return "<";
    return ">";
}

class WhetherGoals {
  public:
    WhetherGoals(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
                 const std::vector<FilledColumn>& filled)
        : lexicon_(lexicon),
          relation_(relation),
          asked_(lexicon.relations[relation]),
          spans_(spans),
          filled_(filled) {}

    Whether run() const {
        for (std::size_t i = 0; i < filled_.size(); ++i)
            if (!filled_[i].supposed.empty()) return supposed(i);
        for (std::size_t i = 0; i < filled_.size(); ++i)
            if (filled_[i].literal.empty() && asked_.columns[i].type.base == BaseType::Bool)
                return {atom(i, "true"), {atom(i, "false")}};
        for (std::size_t i = filled_.size(); i-- > 0;)
            if (is_open(i)) return said_of(i);
        return {goal_text(lexicon_, relation_, filled_), {}};
    }

  private:
    bool is_open(std::size_t column) const {
        return filled_[column].literal.empty() && asked_.columns[column].is_entity;
    }

    std::string atom(std::size_t column, const std::string& literal) const {
        std::vector<FilledColumn> columns = filled_;
        columns[column] = {};
        columns[column].literal = literal;
        return goal_text(lexicon_, relation_, columns);
    }

    std::string compared(std::size_t column, const std::string& comparison) const {
        return atom(column, kSupposed) + ", " + comparison;
    }

    Whether supposed(std::size_t column) const {
        const std::string& value = filled_[column].supposed;
        const std::string& sign = filled_[column].comparison;
        const auto is = [&](const std::string& comparison) {
            return compared(column, std::string(kSupposed) + " " + comparison + " " + value);
        };
        if (!sign.empty()) return {is(sign), {is(opposite(sign))}};
        const bool measured = asked_.columns[column].type.base == BaseType::Quantity;
        const bool decided = asked_.keyed && !asked_.columns[column].is_key;
        Whether result{measured ? is("=") : atom(column, value), {}};
        if (decided && measured) result.no = {is("<"), is(">")};
        if (decided && !measured) result.no = {is("!=")};
        return result;
    }

    // `Can supply meet demand?` of a relation that says of supply "cannot meet demand": a value
    // whose name the question says answers it, with no where just one of the two is negated.
    Whether said_of(std::size_t column) const {
        std::vector<std::uint32_t> same;
        std::vector<std::uint32_t> denied;
        const bool negated = has_negation(spans_.text.text);
        const std::vector<std::u32string> question = terms_of(spans_.text);
        const std::vector<Entity>& entities = lexicon_.vocabulary->entities();
        for (std::uint32_t i = 0; i < entities.size(); ++i) {
            if (!asked_.knows(entities[i].id) || asked_.mentions.empty() ||
                !lexicon_.fits(i, asked_.columns[column]))
                continue;
            for (const std::string& name : entities[i].names) {
                const auto said = is_said(canonical_text(name), question);
                if (!said) continue;
                (*said == negated ? same : denied).push_back(i);
                break;
            }
        }
        Whether result{confined_to(column, same), {}};
        if (!denied.empty()) result.no = {confined_to(column, denied)};
        return result;
    }

    std::string confined_to(std::size_t column, const std::vector<std::uint32_t>& entities) const {
        if (entities.empty()) return {};
        return compared(column, confined(lexicon_, entities, kSupposed));
    }

    bool has_negation(std::u32string_view text) const {
        return std::any_of(
            lexicon_.negations.begin(), lexicon_.negations.end(),
            [&](const std::u32string& word) { return negates(text, word) != kNone; });
    }

    static constexpr std::size_t kNone = std::u32string_view::npos;

    // Where the word stands, as a word of its own.
    static std::size_t negates(std::u32string_view text, const std::u32string& word) {
        const auto is_letter = [](char32_t c) {
            return (c >= U'a' && c <= U'z') || c == kApostrophe;
        };
        for (std::size_t at = text.find(word); at != kNone; at = text.find(word, at + 1)) {
            const bool begins = at == 0 || !is_letter(text[at - 1]) || !is_letter(word.front());
            const std::size_t end = at + word.size();
            const bool ends =
                end == text.size() || !is_letter(text[end]) || !is_letter(word.back());
            if (begins && ends) return at;
        }
        return kNone;
    }

    // Whether the name is negated, where the question says all else of it.
    std::optional<bool> is_said(CanonicalText name,
                                const std::vector<std::u32string>& question) const {
        bool negated = false;
        for (const std::u32string& word : lexicon_.negations) {
            const std::size_t at = negates(name.text, word);
            if (at == kNone) continue;
            negated = true;
            name.text.erase(at, word.size());
            name.classes.erase(
                name.classes.begin() + static_cast<std::ptrdiff_t>(at),
                name.classes.begin() + static_cast<std::ptrdiff_t>(at + word.size()));
            break;
        }
        const std::vector<std::u32string> terms = terms_of(name);
        if (terms.empty() ||
            !std::includes(question.begin(), question.end(), terms.begin(), terms.end()))
            return std::nullopt;
        return negated;
    }

    const WordLexicon& lexicon_;
    std::uint32_t relation_;
    const AskableRelation& asked_;
    const QuestionSpans& spans_;
    const std::vector<FilledColumn>& filled_;
};

}  // namespace

Whether whether(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
                const std::vector<FilledColumn>& filled) {
    return WhetherGoals(lexicon, relation, spans, filled).run();
}

bool asks_whether(const QuestionSpans& spans, const std::vector<Tile>& tiles) {
    bool asked = spans.opens_with_auxiliary;
    for (const Tile& tile : tiles) {
        if (tile.kind != TileKind::Question) continue;
        if (spans.asked[tile.index].kind != QuestionKind::YesNo) return false;
        asked = true;
    }
    if (asked) return true;
    // `是否` may stand inside a word of the relation; the `么` of `什么` is no word.
    const auto asks = [&](const Tile& tile, bool whether) {
        return tile.kind == TileKind::Question &&
               (spans.asked[tile.index].kind == QuestionKind::YesNo) == whether;
    };
    return std::any_of(spans.tiles.begin(), spans.tiles.end(), [&](const Tile& tile) {
        return asks(tile, true) &&
               std::none_of(spans.tiles.begin(), spans.tiles.end(), [&](const Tile& other) {
                   return asks(other, false) && other.begin <= tile.begin && tile.end <= other.end;
               });
    });
}

}  // namespace dictum
