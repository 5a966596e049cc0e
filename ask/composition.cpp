#include "ask/composition.h"

#include <algorithm>

#include "ask/verdict.h"

namespace dictum {

namespace {

std::optional<std::size_t> measured_column(const AskableRelation& relation) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        if (relation.columns[i].type.base != BaseType::Quantity) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

class Composition {
  public:
    Composition(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
                const std::vector<Tile>& tiles, const FilledGoal& filled)
        : lexicon_(lexicon),
          relation_(relation),
          asked_(lexicon.relations[relation]),
          spans_(spans),
          tiles_(tiles),
          filled_(filled),
          measured_(*measured_column(asked_)),
          counted_(counted_things(lexicon, asked_)),
          used_(tiles.size()) {}

    std::optional<Composed> run() {
        if (!find_subjects()) return std::nullopt;
        find_numbers();
        const std::string goal = asks_changed() ? changed()
                                 : budget_      ? bought()
                                 : is_mixed()   ? mixed()
                                 : pair_        ? compared()
                                 : count_       ? multiplied()
                                                : std::string();
        if (goal.empty()) return std::nullopt;
        return Composed{goal, left_over(), std::move(whether_)};
    }

  private:
    const AskableColumn& measured() const { return asked_.columns[measured_]; }

    // All columns but the measured one are filled; one of them may have two names.
    bool find_subjects() {
        for (std::size_t i = 0; i < asked_.columns.size(); ++i) {
            const FilledColumn& column = filled_.columns[i];
            if (i == measured_) {
                if (!column.literal.empty()) return false;
            } else if (!column.within.empty()) {
                if (pair_ || column.within.size() != 2) return false;
                pair_ = i;
            } else if (column.literal.empty()) {
                return false;
            }
        }
        return true;
    }

    bool has(Operation operation) const {
        return std::any_of(tiles_.begin(), tiles_.end(), [&](const Tile& tile) {
            return tile.kind == TileKind::Operation && Operation{tile.index} == operation;
        });
    }

    std::u32string_view text(std::uint32_t begin, std::uint32_t end) const {
        return std::u32string_view(spans_.text.text).substr(begin, end - begin);
    }

    bool is_counted(std::u32string_view thing) const {
        return std::find(counted_.begin(), counted_.end(), thing) != counted_.end();
    }

    // The unit behind a number that fits the values (3台), or the noun that follows it in the
    // plural (ten A100 *servers*); empty when the number counts something else, as in `a four-card
    // server`.
    std::u32string_view counted_word(std::uint32_t unit, std::uint32_t end) const {
        if (unit < end) return is_counted(text(unit, end)) ? text(unit, end) : U"";
        if (speaks_of_things(end)) return thing_named();
        std::uint32_t at = end;
        for (const Tile& tile : tiles_) {
            if (tile.begin < at) continue;
            if (tile.begin != at + (spans_.text.is_space(at) ? 1U : 0U)) break;
            const auto found = last_counted(tile.begin, tile.end);
            if (!found.empty()) return is_plural(tile.end) ? found : U"";
            if (tile.kind != TileKind::Entity && !begins_with_number(tile)) break;
            at = tile.end;
        }
        return {};
    }

    // `30 of them`, of what the question names elsewhere.
    bool speaks_of_things(std::uint32_t at) const {
        const auto size = static_cast<std::uint32_t>(spans_.text.size());
        const auto rest = text(at + (spans_.text.is_space(at) ? 1U : 0U), size);
        return std::any_of(lexicon_.things_words.begin(), lexicon_.things_words.end(),
                           [&](const std::u32string& word) { return rest.starts_with(word); });
    }

    std::u32string_view thing_named() const {
        for (const Tile& tile : tiles_)
            if (const auto found = last_counted(tile.begin, tile.end); !found.empty()) return found;
        return {};
    }

    std::u32string_view last_counted(std::uint32_t begin, std::uint32_t end) const {
        for (std::uint32_t word = begin; word < end; ++word)
            if (spans_.text.is_boundary(word) && is_counted(text(word, end)))
                return text(word, end);
        return {};
    }

    // Of the word that ends there; the ending is not part of the canonical text.
    bool is_plural(std::uint32_t end) const {
        const auto& last = spans_.text.origins[end - 1];
        return spans_.text.classes[end - 1] != CharClass::Letter || last.end > last.begin + 1;
    }

    // eight-card
    bool begins_with_number(const Tile& tile) const {
        return std::any_of(spans_.tiles.begin(), spans_.tiles.end(), [&](const Tile& other) {
            return other.kind == TileKind::Number && other.begin == tile.begin &&
                   other.end < tile.end;
        });
    }

    void find_numbers() {
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            const Tile& tile = tiles_[i];
            if (tile.kind != TileKind::Number) continue;
            const SpokenNumber& number = spans_.numbers[tile.index];
            if (is_amount(number) && !budget_) {
                budget_ = number.literal + unit_name(number);
                used_[i] = true;
            } else if (is_count(tile, number) && counts_.size() < 2) {
                counts_.push_back(i);
                used_[i] = true;
            }
        }
        if (counts_.empty()) return;
        count_ = literal_of(counts_.front());
        if (literal_of(counts_.back()) == *count_ || is_mixed()) return;
        used_[counts_.back()] = false;  // two numbers of one thing
        counts_.pop_back();
    }

    const std::string& literal_of(std::size_t tile) const {
        return spans_.numbers[tiles_[tile].index].literal;
    }

    // `6 A100 servers and 4 domestic ones together`
    bool is_mixed() const { return counts_.size() == 2 && pair_ && has(Operation::Total); }

    std::string mixed() {
        if (is_fraction() || is_per_unit()) return {};
        const auto first = counted_name(counts_[0]);
        const auto second = counted_name(counts_[1]);
        if (!first || !second || *first == *second) return {};
        ask_for([&](const Tile&, const QuestionMeaning& asked) { return asks_amount(asked); });
        use({Operation::Buy, Operation::Total});
        return atom_of("_first", *first) + ", " + atom_of("_second", *second) +
               ", total = " + literal_of(counts_[0]) + " * _first + " + literal_of(counts_[1]) +
               " * _second";
    }

    // Which of the two names a number counts: the next one behind it.
    std::optional<std::size_t> counted_name(std::size_t count) const {
        const std::vector<std::uint32_t>& names = filled_.columns[*pair_].within;
        for (std::size_t i = count + 1; i < tiles_.size(); ++i) {
            if (tiles_[i].kind == TileKind::Number) return std::nullopt;
            if (tiles_[i].kind != TileKind::Entity) continue;
            const auto found = std::find(names.begin(), names.end(), tiles_[i].index);
            if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
        }
        return std::nullopt;
    }

    bool is_count(const Tile& tile, const SpokenNumber& number) const {
        if (number.literal.find('.') != std::string::npos) return false;
        const bool whole = number.kind == NumberKind::Plain || number.kind == NumberKind::Quantity;
        return whole && !counted_word(number.unit_begin, tile.end).empty();
    }

    // Yuan a card is of cards in a server: times three may be of either.
    bool is_per_unit() const {
        const std::vector<Measure::Power>& powers = measured().type.measure.powers;
        return std::any_of(powers.begin(), powers.end(),
                           [](const Measure::Power& power) { return power.exponent < 0; });
    }

    bool is_amount(const SpokenNumber& number) const {
        if (number.kind == NumberKind::Scaled)
            return measured().type.measure.fraction == Fraction::None;
        return number.kind == NumberKind::Quantity &&
               compatible(number.measure, measured().type.measure);
    }

    std::string unit_name(const SpokenNumber& number) const {
        const UnitId unit = number.unit ? *number.unit : measured().type.unit;
        return lexicon_.vocabulary->units[unit].name;
    }

    // Whether the question asks so, even inside a word of the relation; those words are used.
    template <class Fits>
    bool ask_for(Fits fits) {
        bool found = false;
        for (const Tile& tile : spans_.tiles)
            found =
                found || (tile.kind == TileKind::Question && fits(tile, spans_.asked[tile.index]));
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            if (tiles_[i].kind != TileKind::Question) continue;
            const QuestionMeaning& asked = spans_.asked[tiles_[i].index];
            used_[i] = used_[i] || asked.kind == QuestionKind::YesNo ||
                       asked.kind == QuestionKind::Choice || fits(tiles_[i], asked);
        }
        return found;
    }

    void use(std::initializer_list<Operation> operations) {
        for (std::size_t i = 0; i < tiles_.size(); ++i)
            used_[i] = used_[i] || (tiles_[i].kind == TileKind::Operation &&
                                    std::find(operations.begin(), operations.end(),
                                              Operation{tiles_[i].index}) != operations.end());
    }

    // The atom with variables for the measured column and for the two names.
    std::string atom(const std::string& value, const std::string& name = {}) const {
        std::vector<FilledColumn> columns = filled_.columns;
        columns[measured_].literal = value;
        for (FilledColumn& column : columns) column.offered = false;
        if (pair_ && !name.empty()) columns[*pair_] = {name, {}, false};
        return goal_text(lexicon_, relation_, columns);
    }
    std::string atom_of(const std::string& value, std::size_t which) const {
        const Entity& entity =
            lexicon_.vocabulary->entities()[filled_.columns[*pair_].within[which]];
        return atom(value, quoted_literal(entity.id));
    }

    std::string bought() {
        std::u32string_view counted;
        const auto fits = [&](const Tile& tile, const QuestionMeaning& asked) {
            if (asked.kind != QuestionKind::Quantity) return false;
            counted = last_counted(tile.begin + 1, tile.end);
            if (counted.empty()) counted = counted_word(tile.end, tile.end);
            return !counted.empty();
        };
        if (asks_whether(spans_, tiles_)) return afforded();
        if (count_ || !ask_for(fits)) return {};
        use({Operation::Buy, Operation::Most, Operation::Least, Operation::AtMost,
             Operation::AtLeast});
        return atom("_value") + ", quantity = floor(" + *budget_ + " / _value)" + times(counted);
    }

    // `Can 2 million yuan buy one?`: yes where it certainly costs no more, no where it does.
    std::string afforded() {
        const auto asks_value = [](const Tile&, const QuestionMeaning& asked) {
            return asked.kind != QuestionKind::YesNo && asked.kind != QuestionKind::Choice;
        };
        if (!has(Operation::Buy) || ask_for(asks_value)) return {};
        use({Operation::Buy, Operation::AtLeast});
        const std::string cost = count_ ? *count_ + " * _value" : "_value";
        whether_ = Whether{atom("_value") + ", " + cost + " <= " + *budget_,
                           {atom("_value") + ", " + cost + " > " + *budget_}};
        return atom("_value") + ", total = " + cost;
    }

    // ` * 1servers`, where what is counted is a unit.
    std::string times(std::u32string_view counted) const {
        std::string factor;
        lexicon_.phrases.at(counted, 0, [&](std::size_t length, Meaning meaning) {
            if (meaning.kind == MeaningKind::Unit && length == counted.size())
                factor = " * 1" + lexicon_.vocabulary->units[id_at<UnitId>(meaning.index)].name;
        });
        return factor;
    }

    // `if it rises by 10 %, what is the new price?`
    bool asks_changed() const {
        return spans_.conditional && has(Operation::Raised) != has(Operation::Lowered) && !pair_;
    }

    std::string changed() {
        const SpokenNumber* percent = nullptr;
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            if (tiles_[i].kind != TileKind::Number) continue;
            const SpokenNumber& number = spans_.numbers[tiles_[i].index];
            const bool fits =
                number.kind == NumberKind::Quantity && number.measure.fraction == Fraction::Percent;
            if (!fits || percent) continue;
            percent = &number;
            used_[i] = true;
        }
        if (!percent || is_fraction() || !has(Operation::Changed)) return {};
        if (!ask_for([&](const Tile&, const QuestionMeaning& asked) { return asks_amount(asked); }))
            return {};
        use({Operation::Raised, Operation::Lowered, Operation::Changed});
        for (std::size_t i = 0; i < tiles_.size(); ++i)
            used_[i] = used_[i] || tiles_[i].kind == TileKind::Condition;
        const std::string sign = has(Operation::Raised) ? " + " : " - ";
        return atom("_value") + ", changed = _value * (1" + sign + percent->literal +
               unit_name(*percent) + " / 100percent)";
    }

    bool is_money() const {
        return lexicon_.money && holds(measured().type.measure, *lexicon_.money);
    }
    bool is_fraction() const { return measured().type.measure.fraction != Fraction::None; }

    bool asks_amount(const QuestionMeaning& asked) const {
        if (asked.kind == QuestionKind::Any) return true;
        if (asked.kind != QuestionKind::Quantity) return false;
        const bool points = asked.measure && asked.measure->fraction == Fraction::Points;
        return answers(asked, measured()) || (points && is_fraction());
    }

    std::string multiplied() {
        if (is_fraction() || is_per_unit()) return {};
        ask_for([&](const Tile&, const QuestionMeaning& asked) { return asks_amount(asked); });
        use({Operation::Buy, Operation::Total});
        return atom("_value") + ", total = " + *count_ + " * _value";
    }

    std::string compared() {
        const bool smaller = has(Operation::Smaller) || (is_money() && has(Operation::Cheaper));
        const bool larger = has(Operation::Larger) || (is_money() && has(Operation::Dearer));
        if (smaller && larger) return {};
        if (!smaller && !larger && has(Operation::Ratio)) return ratio();
        if (!smaller && !larger && has(Operation::Total)) return sum();
        if (!smaller && !larger && !has(Operation::Difference)) return {};
        use({Operation::Smaller, Operation::Larger, Operation::Difference, Operation::Than,
             Operation::Against, Operation::Percent, Operation::Buy});
        if (is_money()) use({Operation::Cheaper, Operation::Dearer});
        const std::string sign = smaller ? "<" : larger ? ">" : "";
        if (asks_which() && !sign.empty() && !count_) return which(sign);
        const bool percent = asks_percent();
        const bool amount = ask_for([&](const Tile&, const QuestionMeaning& asked) {
            return percent ? asked.kind == QuestionKind::Quantity : asks_amount(asked);
        });
        if ((!amount && !has(Operation::Difference)) || (percent && sign.empty())) return {};
        return difference(sign, percent);
    }

    // `how many times what B costs is what A costs`: the base is B, behind.
    std::string ratio() {
        if (is_fraction()) return {};
        ask_for([](const Tile&, const QuestionMeaning& asked) {
            return asked.kind == QuestionKind::Quantity || asked.kind == QuestionKind::Any;
        });
        use({Operation::Ratio, Operation::Than, Operation::Against});
        const std::size_t second = base();
        return atom_of("_first", 1 - second) + ", " + atom_of("_second", second) +
               ", times = _first / _second";
    }

    std::string sum() {
        ask_for([&](const Tile&, const QuestionMeaning& asked) { return asks_amount(asked); });
        use({Operation::Total, Operation::Buy});
        return atom_of("_first", 0) + ", " + atom_of("_second", 1) + ", total = _first + _second";
    }

    bool asks_percent() const {
        if (is_fraction()) return false;
        if (has(Operation::Percent)) return true;
        return std::any_of(tiles_.begin(), tiles_.end(), [&](const Tile& tile) {
            return tile.kind == TileKind::Question && spans_.asked[tile.index].measure &&
                   spans_.asked[tile.index].measure->fraction == Fraction::Percent;
        });
    }

    bool asks_which() {
        return ask_for([&](const Tile&, const QuestionMeaning& asked) {
            const bool names = asked.kind == QuestionKind::Name || asked.kind == QuestionKind::Any;
            return names && answers(asked, asked_.columns[*pair_]);
        });
    }

    std::string which(const std::string& sign) const {
        const std::string& name = asked_.columns[*pair_].name;
        return atom("_value") + ", " + atom("_other", "_rival") + ", " +
               confined(lexicon_, filled_.columns[*pair_].within, "_rival") + ", " + name +
               " != _rival, " + "_value " + sign + " _other";
    }

    std::string difference(const std::string& sign, bool percent) const {
        const std::string less = sign == "<" ? "_second - _first" : "_first - _second";
        std::string value = sign.empty() ? "abs(_first - _second)" : less;
        if (percent) value = "0% + (" + less + ") / _second";
        if (count_) value = *count_ + " * (" + value + ")";
        const std::string name = percent ? "percent" : "difference";
        const std::string order = sign.empty() ? "" : ", _first " + sign + " _second";
        const std::size_t second = base();
        return atom_of("_first", 1 - second) + ", " + atom_of("_second", second) + ", " + name +
               " = " + value + order;
    }

    // The base is the name behind `than`; the one before `相比` (与A相比), or before any when none
    // follows; without such a word the second.
    std::size_t base() const {
        const std::vector<std::uint32_t>& names = filled_.columns[*pair_].within;
        std::optional<std::size_t> before;
        bool wanted = false;
        for (const Tile& tile : tiles_) {
            const bool compares =
                tile.kind == TileKind::Operation && (Operation{tile.index} == Operation::Than ||
                                                     Operation{tile.index} == Operation::Against);
            if (compares && before && Operation{tile.index} == Operation::Against) return *before;
            wanted = wanted || compares;
            if (tile.kind != TileKind::Entity) continue;
            const auto found = std::find(names.begin(), names.end(), tile.index);
            if (found == names.end()) continue;
            before = static_cast<std::size_t>(found - names.begin());
            if (wanted) return *before;
        }
        return wanted && before ? *before : 1;
    }

    std::vector<Tile> left_over() const {
        std::vector<Tile> left;
        for (std::size_t i = 0; i < tiles_.size(); ++i)
            if (!used_[i] &&
                (tiles_[i].kind == TileKind::Operation || tiles_[i].kind == TileKind::Number ||
                 tiles_[i].kind == TileKind::Question || tiles_[i].kind == TileKind::Condition))
                left.push_back(tiles_[i]);
        for (const Tile& tile : filled_.left_over)
            if (tile.kind != TileKind::Number && tile.kind != TileKind::Question &&
                tile.kind != TileKind::Condition && tile.kind != TileKind::Operation)
                left.push_back(tile);
        return left;
    }

    const WordLexicon& lexicon_;
    std::uint32_t relation_;
    const AskableRelation& asked_;
    const QuestionSpans& spans_;
    const std::vector<Tile>& tiles_;
    const FilledGoal& filled_;
    std::size_t measured_;
    std::optional<std::size_t> pair_;  // the column with two names
    std::vector<std::size_t> counts_;  // tiles of numbers of things: one, or one for each name
    std::optional<std::string> count_;
    std::optional<Whether> whether_;
    std::optional<std::string> budget_;
    std::vector<std::u32string> counted_;
    std::vector<bool> used_;  // of the tiles
};

}  // namespace

std::optional<Composed> compose(const WordLexicon& lexicon, std::uint32_t relation,
                                const QuestionSpans& spans, const std::vector<Tile>& tiles,
                                const FilledGoal& filled) {
    return Composition(lexicon, relation, spans, tiles, filled).run();
}

bool calculable(const AskableRelation& relation) {
    return relation.columns.size() > 1 && measured_column(relation).has_value();
}

}  // namespace dictum
