#include "ask/filling.h"

#include <algorithm>
#include <optional>

namespace dictum {

namespace {

bool is_count(BaseType base) {
    return base == BaseType::Number || base == BaseType::Unsigned || base == BaseType::Float;
}

// Whether the column's entity type is one of those, or a word of it is: `device_field`, `field`.
bool is_of_types(const AskableColumn& column, const std::vector<std::string>& types) {
    const std::string name = "_" + column.type_name + "_";
    return std::any_of(types.begin(), types.end(), [&](const std::string& type) {
        return name.find("_" + type + "_") != name.npos;
    });
}

bool number_identifies(const SpokenNumber& number, const AskableColumn& column) {
    if (!column.is_key) return false;
    if (number.kind == NumberKind::Date) return column.type.base == BaseType::Date;
    const bool whole =
        number.kind == NumberKind::Plain && number.literal.find('.') == std::string::npos;
    return whole &&
           (column.type.base == BaseType::Number || column.type.base == BaseType::Unsigned);
}

// May the number be a value of a column that the key decides: "is it 1000T?"
bool number_offers(const SpokenNumber& number, const AskableColumn& column) {
    if (column.is_key) return false;
    switch (number.kind) {
        case NumberKind::Ratio:
            return column.type.base == BaseType::Ratio;
        case NumberKind::Quantity:
            return column.type.base == BaseType::Quantity &&
                   compatible(number.measure, column.type.measure);
        case NumberKind::Scaled:
            return column.type.base == BaseType::Quantity &&
                   column.type.measure.fraction == Fraction::None;
        case NumberKind::Plain:
        case NumberKind::Date:
            return false;
    }
    return false;
}

// The sign of a word that compares a value with a number; empty for any other.
std::string comparison_sign(const Tile& tile) {
    if (tile.kind != TileKind::Operation) return {};
    switch (Operation{tile.index}) {
        case Operation::Above:
            return ">";
        case Operation::Below:
            return "<";
        case Operation::AtLeast:
            return ">=";
        case Operation::AtMost:
            return "<=";
        default:
            return {};
    }
}

// `if it rises by 10 %`, of a relation that tells a direction and no size.
bool is_size_of_condition(const AskableRelation& relation, const QuestionSpans& spans,
                          const Tile& tile) {
    const SpokenNumber& number = spans.numbers[tile.index];
    const bool size = number.kind == NumberKind::Quantity || number.kind == NumberKind::Scaled;
    return size && spans.conditional &&
           std::none_of(relation.columns.begin(), relation.columns.end(),
                        [](const auto& column) { return column.type.base != BaseType::Symbol; });
}

bool may_ask_for_an_end(const Tile& tile) {
    return tile.kind == TileKind::Operation && (Operation{tile.index} == Operation::AtLeast ||
                                                Operation{tile.index} == Operation::AtMost);
}

bool are_beside(const QuestionSpans& spans, std::uint32_t end, std::uint32_t begin) {
    return begin == end || (begin == end + 1 && spans.text.is_space(end));
}

bool stands_by_number(const QuestionSpans& spans, const Tile& tile) {
    return std::any_of(spans.tiles.begin(), spans.tiles.end(), [&](const Tile& other) {
        return other.kind == TileKind::Number && (are_beside(spans, tile.end, other.begin) ||
                                                  are_beside(spans, other.end, tile.begin));
    });
}

// The work of fill_goal, a step a member.
class Filling {
  public:
    Filling(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
            const std::vector<Tile>& tiles)
        : lexicon_(lexicon),
          relation_(lexicon.relations[relation]),
          spans_(spans),
          tiles_(tiles),
          constants_(relation_.columns.size()),
          offered_(relation_.columns.size()),
          chosen_(relation_.columns.size()),
          supposed_(relation_.columns.size()),
          comparisons_(relation_.columns.size()),
          bounds_(relation_.columns.size()),
          excepted_(relation_.columns.size()),
          excepts_(some_column_holds_excepted()),
          alternatives_(relation_.columns.size()) {}

    FilledGoal run() {
        place_identifying_mentions();
        place_decided_mentions();
        place_numbers();
        check_comparisons();
        open_choice();
        check_question_words();
        check_present();
        check_cause();
        check_condition();
        check_apart();
        check_excepts();
        check_roles();
        check_known();
        return {columns(), std::move(left_over_), columns_filled(), size_unsaid_};
    }

  private:
    static constexpr std::uint32_t kNoEntity = ~std::uint32_t{0};
    struct Constant {
        std::string literal;
        std::uint32_t entity = kNoEntity;
    };

    // Whether anything in the question asks so, even inside a word of the relation.
    bool asks(QuestionKind kind) const {
        if (kind == QuestionKind::YesNo && spans_.opens_with_auxiliary) return true;
        return std::any_of(spans_.tiles.begin(), spans_.tiles.end(), [&](const Tile& tile) {
            return tile.kind == TileKind::Question && spans_.asked[tile.index].kind == kind;
        });
    }
    bool asks_for_value() const {
        return asks(QuestionKind::Any) || asks(QuestionKind::Name) ||
               asks(QuestionKind::Quantity) || asks(QuestionKind::Date) || asks(QuestionKind::Text);
    }

    bool is_filled_with(std::uint32_t entity) const {
        return std::any_of(constants_.begin(), constants_.end(), [&](const auto& constant) {
            return constant && constant->entity == entity;
        });
    }

    void fill(std::size_t column, std::uint32_t entity) {
        constants_[column] =
            Constant{quoted_literal(lexicon_.vocabulary->entities()[entity].id), entity};
    }

    // Of several the one where some claim has the entity, otherwise the first.
    std::optional<std::size_t> free_key_column(std::uint32_t entity) const {
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < relation_.columns.size(); ++i)
            if (relation_.columns[i].is_key && !constants_[i] &&
                lexicon_.fits(entity, relation_.columns[i]))
                free.push_back(i);
        if (free.empty()) return std::nullopt;
        const std::string& id = lexicon_.vocabulary->entities()[entity].id;
        for (const std::size_t column : free)
            if (free.size() > 1 && is_claimed(id, column)) return column;
        return free.front();
    }

    bool is_claimed(const std::string& entity, std::size_t column) const {
        std::vector<FilledColumn> columns(relation_.columns.size());
        columns[column].literal = quoted_literal(entity);
        return some_claim_fits(relation_, columns);
    }

    // An earlier mention gives its column up when it also fits another that is free.
    std::optional<std::size_t> vacated_column(std::uint32_t entity) {
        for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
            const AskableColumn& column = relation_.columns[i];
            if (!column.is_key || !constants_[i] || !lexicon_.fits(entity, column)) continue;
            const std::uint32_t other = constants_[i]->entity;
            if (const auto elsewhere = free_key_column(other)) {
                fill(*elsewhere, other);
                return i;
            }
        }
        return std::nullopt;
    }

    void place_identifying_mentions() {
        const bool rated =  // `A is how many times B` joins the two
            std::any_of(tiles_.begin(), tiles_.end(), [](const Tile& tile) {
                return tile.kind == TileKind::Operation &&
                       Operation{tile.index} == Operation::Ratio;
            });
        std::uint32_t earlier = ~std::uint32_t{0};  // where the mention before this one ends
        for (const Tile& tile : tiles_) {
            if (tile.kind != TileKind::Entity) continue;
            // `A and B`, `A, B`: a word that joins stands between.
            const bool joined =
                earlier < tile.begin && (spans_.joins(earlier, tile.begin) || rated);
            earlier = tile.end;
            if (is_filled_with(tile.index)) continue;
            if (is_excepted(tile)) {
                if (!except(tile)) left_over_.push_back(tile);
                continue;
            }
            auto column = free_key_column(tile.index);
            if (!column) column = vacated_column(tile.index);
            if (column)
                fill(*column, tile.index);
            else if (!fits_decided_column(tile.index) && joined)
                add_alternative(tile);
            else
                decided_.push_back(tile);
        }
        offer_alternatives();
    }

    // `besides A and B`, `A之外`: whether the name is one that the answer must not give.
    bool is_excepted(const Tile& name) const {
        std::uint32_t begin = name.begin;
        for (auto tile = tiles_.rbegin(); tile != tiles_.rend(); ++tile)
            if (tile->kind == TileKind::Entity && tile->end <= begin &&
                spans_.joins(tile->end, begin) && !holds_content(tile->end, begin))
                begin = tile->begin;
        return std::any_of(spans_.tiles.begin(), spans_.tiles.end(), [&](const Tile& word) {
            if (word.kind != TileKind::Except || (!excepts_ && !is_read(word))) return false;
            return word.index == kExceptBefore ? are_beside(spans_, word.end, begin)
                                               : are_beside(spans_, name.end, word.begin);
        });
    }

    // Whether the reading takes the word for what it is, and not for one of the relation's own.
    bool is_read(const Tile& word) const {
        return std::any_of(tiles_.begin(), tiles_.end(), [&](const Tile& tile) {
            return tile.kind == word.kind && tile.begin == word.begin;
        });
    }

    bool holds_excepted(std::size_t column) const {
        const std::vector<std::string>& names = lexicon_.except_columns;
        return std::find(names.begin(), names.end(), relation_.columns[column].name) != names.end();
    }

    bool some_column_holds_excepted() const {
        for (std::size_t i = 0; i < relation_.columns.size(); ++i)
            if (holds_excepted(i)) return true;
        return false;
    }

    // Whether anything but words that join stands there.
    bool holds_content(std::uint32_t begin, std::uint32_t end) const {
        for (std::uint32_t i = begin; i < end; ++i)
            if (spans_.text.is_content(i) && !spans_.joining[i]) return true;
        return false;
    }

    // A column of what is excepted holds it; else it is kept out of the column where it fits.
    bool except(const Tile& name) {
        const std::string& id = lexicon_.vocabulary->entities()[name.index].id;
        const auto may_hold = [&](std::size_t i) {
            return !constants_[i] && lexicon_.fits(name.index, relation_.columns[i]);
        };
        for (std::size_t i = 0; i < relation_.columns.size(); ++i)
            if (holds_excepted(i) && may_hold(i) && is_claimed(id, i)) {
                fill(i, name.index);
                return true;
            }
        for (std::size_t i = 0; i < relation_.columns.size(); ++i)
            if (!holds_excepted(i) && may_hold(i)) {
                excepted_[i].push_back(name.index);
                return true;
            }
        return false;
    }

    bool fits_decided_column(std::uint32_t entity) const {
        return std::any_of(relation_.columns.begin(), relation_.columns.end(),
                           [&](const AskableColumn& column) {
                               return !column.is_key && lexicon_.fits(entity, column);
                           });
    }

    void add_alternative(const Tile& tile) {
        for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
            if (!constants_[i] || !lexicon_.fits(tile.index, relation_.columns[i])) continue;
            if (constants_[i]->entity == kNoEntity) continue;
            std::vector<std::uint32_t>& entities = alternatives_[i];
            if (entities.empty()) entities.push_back(constants_[i]->entity);
            if (std::find(entities.begin(), entities.end(), tile.index) == entities.end())
                entities.push_back(tile.index);
            return;
        }
        decided_.push_back(tile);
    }

    // `is X for training or inference?` asks what X is for, where X is known.
    void offer_alternatives() {
        const auto is_single = [&](std::size_t i) {
            return constants_[i] && alternatives_[i].empty();
        };
        bool known = false;
        for (std::size_t i = 0; i < constants_.size(); ++i) known = known || is_single(i);
        for (std::size_t i = 0; i < constants_.size(); ++i)
            if (!alternatives_[i].empty()) offered_[i] = known && asks(QuestionKind::Choice);
    }

    bool identified() const {
        for (std::size_t i = 0; i < relation_.columns.size(); ++i)
            if (relation_.columns[i].is_key && !constants_[i]) return false;
        return true;
    }

    // Mentions of values of columns that the key decides: offered, or one that must hold.
    void place_decided_mentions() {
        std::vector<std::vector<Tile>> mentions(relation_.columns.size());
        for (const Tile& tile : decided_) {
            std::size_t column = 0;
            while (column < relation_.columns.size() &&
                   (relation_.columns[column].is_key ||
                    !lexicon_.fits(tile.index, relation_.columns[column])))
                ++column;
            if (column < relation_.columns.size())
                mentions[column].push_back(tile);
            else
                left_over_.push_back(tile);
        }
        for (std::size_t i = 0; i < mentions.size(); ++i) place_decided(i, mentions[i]);
    }

    void place_decided(std::size_t column, const std::vector<Tile>& mentions) {
        if (mentions.empty()) return;
        const bool several = std::any_of(mentions.begin(), mentions.end(), [&](const Tile& tile) {
            return tile.index != mentions.front().index;
        });
        const bool offered = several ? asks(QuestionKind::Choice) || asks(QuestionKind::Name) ||
                                           asks(QuestionKind::Any)
                                     : asks(QuestionKind::YesNo) && identified();
        if (offered) {
            offered_[column] = true;
            if (!several)
                supposed_[column] =
                    quoted_literal(lexicon_.vocabulary->entities()[mentions.front().index].id);
        } else if (!several)
            fill(column, mentions.front().index);
        else
            left_over_.insert(left_over_.end(), mentions.begin(), mentions.end());
    }

    // "is it entirely below, or ...?" asks for the last column and does not assume it.
    void open_choice() {
        const bool ground = std::all_of(constants_.begin(), constants_.end(),
                                        [](const auto& constant) { return constant.has_value(); });
        for (const auto& entities : alternatives_)
            if (!entities.empty()) return;
        if (ground && constants_.size() > 1 && asks(QuestionKind::Choice))
            constants_.back().reset();
    }

    void place_numbers() {
        for (const Tile& tile : tiles_)
            if (tile.kind != TileKind::Number || place_number(tile))
                continue;
            else if (is_size_of_condition(relation_, spans_, tile))
                size_unsaid_ = true;
            else
                left_over_.push_back(tile);
    }

    bool place_number(const Tile& tile) {
        const SpokenNumber& number = spans_.numbers[tile.index];
        for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
            if (constants_[i] || !number_identifies(number, relation_.columns[i])) continue;
            constants_[i] = Constant{number.literal, kNoEntity};
            return true;
        }
        if (relation_.causal && asks(QuestionKind::Why)) return confine(number);
        const bool choice = asks(QuestionKind::Choice);
        if (asks(QuestionKind::Name) && !choice) return bound(tile);
        if (!choice && !asks(QuestionKind::YesNo)) return false;
        if (asks_for_value() || !identified()) return false;
        for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
            if (constants_[i] || (offered_[i] && !choice)) continue;
            if (!number_offers(number, relation_.columns[i])) continue;
            if (!offered_[i]) {
                supposed_[i] = number_literal(lexicon_, number, relation_.columns[i]);
                comparisons_[i] = comparison_beside(tile);
            }
            offered_[i] = true;
            return true;
        }
        return false;
    }

    // `why is 1000T out of reach?`: the number must be what the relation tells.
    bool confine(const SpokenNumber& number) {
        for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
            if (constants_[i] || !number_offers(number, relation_.columns[i])) continue;
            constants_[i] =
                Constant{number_literal(lexicon_, number, relation_.columns[i]), kNoEntity};
            return true;
        }
        return false;
    }

    // `which company will sell for over 20 billion?`: what is told of the value, to find a name.
    bool bound(const Tile& tile) {
        const SpokenNumber& number = spans_.numbers[tile.index];
        for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
            if (constants_[i] || offered_[i] || !bounds_[i].empty()) continue;
            if (!number_offers(number, relation_.columns[i])) continue;
            const std::string sign = comparison_beside(tile);
            bounds_[i] = (sign.empty() ? " = " : " " + sign + " ") +
                         number_literal(lexicon_, number, relation_.columns[i]);
            return true;
        }
        return false;
    }

    // `over 10 %`, `10%以上`: the word that stands before or behind the number.
    std::string comparison_beside(const Tile& number) {
        for (const Tile& tile : tiles_) {
            const std::string sign = comparison_sign(tile);
            if (sign.empty()) continue;
            if (!are_beside(spans_, tile.end, number.begin) &&
                !are_beside(spans_, number.end, tile.begin))
                continue;
            compared_.push_back(tile.begin);
            return sign;
        }
        return {};
    }

    // A word that compares means something beside a number that is supposed, and nowhere else.
    void check_comparisons() {
        for (const Tile& tile : tiles_)
            if (!comparison_sign(tile).empty() && !asks_for_an_end(tile) &&
                std::find(compared_.begin(), compared_.end(), tile.begin) == compared_.end())
                left_over_.push_back(tile);
    }

    // `at most how much?` of one thing: its value is told with both ends.
    bool asks_for_an_end(const Tile& tile) const {
        return may_ask_for_an_end(tile) && asks(QuestionKind::Quantity) && identified();
    }

    // `which of A and B` asks for one of them, `what` never does.
    bool is_open(std::size_t column, const QuestionMeaning& asked) const {
        if (!bounds_[column].empty()) return false;
        return !constants_[column] ||
               (asked.kind == QuestionKind::Name && !alternatives_[column].empty());
    }

    // Who ... and who ...: each asks for a column of its own.
    void check_question_words() {
        std::vector<bool> taken(relation_.columns.size());
        for (const Tile& tile : tiles_) {
            if (tile.kind != TileKind::Question) continue;
            const QuestionMeaning& asked = spans_.asked[tile.index];
            if (asked.kind == QuestionKind::YesNo || asked.kind == QuestionKind::Choice) continue;
            const bool names = asked.kind == QuestionKind::Name;
            bool found = false;
            for (std::size_t i = 0; i < relation_.columns.size() && !found; ++i) {
                found = is_open(i, asked) && answers(asked, relation_.columns[i]) &&
                        !(names && taken[i]);
                if (found && names) taken[i] = true;
                chosen_[i] = chosen_[i] || (found && names);
            }
            if (!found) left_over_.push_back(tile);
        }
    }

    // `now` is not what is known of an unnamed period.
    void check_present() {
        bool open = false;
        for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
            const AskableColumn& column = relation_.columns[i];
            const bool period = column.is_period || column.type.base == BaseType::Date;
            open = open || (period && column.is_key && !constants_[i]);
        }
        for (const Tile& tile : tiles_)
            if (open && tile.kind == TileKind::Present) left_over_.push_back(tile);
    }

    // `A's customers`, `the customers of A`: A is not the customer.
    void check_roles() {
        for (const Synonym& noun : spans_.roles)
            for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
                if (!constants_[i] || !is_named(relation_.columns[i], noun)) continue;
                for (const Tile& tile : tiles_)
                    if (tile.kind == TileKind::Entity && tile.index == constants_[i]->entity &&
                        owns(tile, noun))
                        left_over_.push_back(tile);
            }
    }

    bool is_named(const AskableColumn& column, const Synonym& noun) const {
        const std::vector<std::string>& types = lexicon_.roles[noun.group];
        return std::find(types.begin(), types.end(), column.name) != types.end();
    }

    bool owns(const Tile& owner, const Synonym& thing) const {
        const bool before = owner.end <= thing.begin;
        std::uint32_t begin = before ? owner.end : thing.end;
        std::uint32_t end = before ? thing.begin : owner.begin;
        if (begin > end) return false;
        while (begin < end && spans_.text.is_space(begin)) ++begin;
        while (begin < end && spans_.text.is_space(end - 1)) --end;
        const auto between = std::u32string_view(spans_.text.text).substr(begin, end - begin);
        const auto& words = before ? lexicon_.owner_before : lexicon_.owner_behind;
        return (before && between.empty()) ||
               std::find(words.begin(), words.end(), between) != words.end();
    }

    // `A and B each`: two rows, not one that joins them, unless it tells of both (a ratio). With
    // one name the word means nothing.
    void check_apart() {
        if (!spans_.apart) return;
        std::size_t names = 0;
        for (std::size_t i = 0; i < relation_.columns.size(); ++i) {
            if (relation_.columns[i].type.base == BaseType::Ratio) return;
            if (!alternatives_[i].empty()) return;
            names +=
                relation_.columns[i].is_key && constants_[i] && constants_[i]->entity != kNoEntity
                    ? 1U
                    : 0U;
        }
        for (const Tile& tile : tiles_)
            if (tile.kind == TileKind::Each || (tile.kind == TileKind::Entity && names > 1))
                left_over_.push_back(tile);
    }

    // `besides` means something beside a name that is kept out, and nowhere else.
    void check_excepts() {
        bool kept_out = false;
        for (std::size_t i = 0; i < relation_.columns.size(); ++i)
            kept_out = kept_out || !excepted_[i].empty() || (constants_[i] && holds_excepted(i));
        for (const Tile& tile : tiles_)
            if (!kept_out && tile.kind == TileKind::Except) left_over_.push_back(tile);
    }

    // A condition must be one that the relation speaks of.
    void check_condition() {
        for (std::size_t i = 0; i < relation_.columns.size(); ++i)
            if (constants_[i] && is_of_types(relation_.columns[i], lexicon_.condition_types))
                return;
        for (const Tile& tile : tiles_)
            if (tile.kind == TileKind::Condition) left_over_.push_back(tile);
    }

    // Causes are told to who asks for them, or uses a word that is this relation's alone.
    void check_cause() {
        if (!relation_.causal || asks(QuestionKind::Why) || asks(QuestionKind::Cause)) return;
        const auto is_own = [](const Tile& tile) {
            return tile.kind == TileKind::Relation && tile.weight == kWeightMax;
        };
        if (std::any_of(tiles_.begin(), tiles_.end(), is_own)) return;
        for (const Tile& tile : tiles_)
            if (tile.kind == TileKind::Relation) left_over_.push_back(tile);
    }

    // An answer about one of several names would pass for one about all, but for `which of them`.
    void check_known() {
        for (std::size_t i = 0; i < alternatives_.size(); ++i)
            for (const std::uint32_t entity : alternatives_[i])
                for (const Tile& tile : tiles_)
                    if (tile.kind == TileKind::Entity && tile.index == entity && !offered_[i] &&
                        !chosen_[i] && !relation_.knows(lexicon_.vocabulary->entities()[entity].id))
                        left_over_.push_back(tile);
    }

    std::size_t columns_filled() const {
        return static_cast<std::size_t>(std::count_if(constants_.begin(), constants_.end(),
                                                      [](const auto& c) { return c.has_value(); }));
    }

    std::vector<FilledColumn> columns() const {
        std::vector<FilledColumn> columns(constants_.size());
        for (std::size_t i = 0; i < constants_.size(); ++i) {
            columns[i].supposed = supposed_[i];
            columns[i].comparison = comparisons_[i];
            columns[i].bound = bounds_[i];
            for (const std::uint32_t entity : excepted_[i])
                columns[i].bound +=
                    (columns[i].bound.empty() ? "" : ", " + relation_.columns[i].name) +
                    " != " + quoted_literal(lexicon_.vocabulary->entities()[entity].id);
            if (!constants_[i]) continue;
            if (alternatives_[i].empty())
                columns[i].literal = constants_[i]->literal;
            else
                columns[i] = {"", alternatives_[i], offered_[i], {}, {}, chosen_[i]};
        }
        return columns;
    }

    const WordLexicon& lexicon_;
    const AskableRelation& relation_;
    const QuestionSpans& spans_;
    const std::vector<Tile>& tiles_;
    std::vector<std::optional<Constant>> constants_;
    std::vector<bool> offered_;
    std::vector<bool> chosen_;  // a name is asked for
    std::vector<std::string> supposed_;
    std::vector<std::string> comparisons_;
    std::vector<std::string> bounds_;
    std::vector<std::vector<std::uint32_t>> excepted_;
    bool excepts_;                         // the relation has a column for what is excepted
    std::vector<std::uint32_t> compared_;  // where words that compare a number begin
    std::vector<std::vector<std::uint32_t>> alternatives_;  // two or more entities, or none
    std::vector<Tile> decided_;
    bool size_unsaid_ = false;
    std::vector<Tile> left_over_;
};

}  // namespace

bool holds(const Measure& whole, const Measure& part) {
    if (part.dimensionless()) return whole.dimensionless() && compatible(part, whole);
    return std::all_of(part.powers.begin(), part.powers.end(), [&](const Measure::Power& power) {
        return std::find(whole.powers.begin(), whole.powers.end(), power) != whole.powers.end();
    });
}

bool answers(const QuestionMeaning& asked, const AskableColumn& column) {
    if (!asked.types.empty() && !is_of_types(column, asked.types)) return false;
    if (is_of_types(column, asked.except)) return false;
    const BaseType base = column.type.base;
    switch (asked.kind) {
        case QuestionKind::Any:
            return true;
        case QuestionKind::Name:
            return base == BaseType::Symbol;
        case QuestionKind::Text:
            return base == BaseType::Symbol || base == BaseType::Ratio;
        case QuestionKind::Date:
            return base == BaseType::Date;
        case QuestionKind::Quantity:
            if (asked.scaled &&
                (base != BaseType::Quantity || column.type.measure.fraction != Fraction::None))
                return false;
            if (base == BaseType::Quantity)
                return !asked.measure || holds(column.type.measure, *asked.measure);
            if (base == BaseType::Ratio)
                return !asked.measure || asked.measure->fraction == Fraction::Percent;
            return !asked.measure && is_count(base);
        case QuestionKind::YesNo:
        case QuestionKind::Choice:
            return true;
        case QuestionKind::Why:
        case QuestionKind::Cause:
        case QuestionKind::Count:
            return false;
    }
    return false;
}

FilledGoal fill_goal(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
                     const std::vector<Tile>& tiles) {
    return Filling(lexicon, relation, spans, tiles).run();
}

bool tile_suits(const WordLexicon& lexicon, std::uint32_t relation, const QuestionSpans& spans,
                const Tile& tile) {
    const auto& columns = lexicon.relations[relation].columns;
    const auto some_column = [&](auto&& suits) {
        return std::any_of(columns.begin(), columns.end(), suits);
    };
    switch (tile.kind) {
        case TileKind::Function:
        case TileKind::Present:
        case TileKind::Each:
        case TileKind::Except:
            return true;
        case TileKind::Relation:
        case TileKind::Support:
            return tile.index == relation;
        case TileKind::Entity:
            return some_column([&](const auto& c) { return lexicon.fits(tile.index, c); });
        case TileKind::Question:
            return some_column([&](const auto& c) { return answers(spans.asked[tile.index], c); });
        case TileKind::Number:
            return some_column([&](const auto& c) {
                return is_size_of_condition(lexicon.relations[relation], spans, tile) ||
                       number_identifies(spans.numbers[tile.index], c) ||
                       number_offers(spans.numbers[tile.index], c);
            });
        case TileKind::Operation:
            return (may_ask_for_an_end(tile) ||
                    (!comparison_sign(tile).empty() && stands_by_number(spans, tile))) &&
                   some_column([](const auto& c) { return c.type.base == BaseType::Quantity; });
        case TileKind::Condition:
            return some_column(
                [&](const auto& c) { return is_of_types(c, lexicon.condition_types); });
        case TileKind::Soft:
        case TileKind::Consistency:
            return false;
    }
    return false;
}

}  // namespace dictum
