// A goal that is read and checked once and then asked often, with values for some of its variables.
//
//   auto goal = PreparedGoal::make(view, "server_price(server, price)");
//   goal->bind_text(0, "domestic_8");
//   goal->start(model);                     rows of the bound goal, in the order of their values
//   while (goal->next()) use(goal->value(1));
//
// A bound variable is equal to its value, as `server = "domestic_8"` in the goal would make it. All
// variables stay columns of the rows. A goal that is one atom with a variable or a value in each
// place is looked up in the relation's index, without an allocation once it has run; every other
// goal is solved.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "embed/session_state.h"

namespace dictum {

class PreparedGoal {
  public:
    // The view must outlive it.
    static Outcome<PreparedGoal> make(View& view, std::string_view text);

    const std::vector<Column>& columns() const { return goal_.columns; }
    std::optional<std::size_t> column(std::string_view name) const;

    // Requires: column < columns().size(). Rows that were started go on as they are.
    void bind(std::size_t column, Word word);
    void unbind(std::size_t column);
    // Text as cells of data have it, entities also by their names. An Error changes nothing.
    Status bind_text(std::size_t column, std::string_view text);
    // Of a closed interval in a unit (empty: the column's); an absent end is unbounded.
    Status bind_quantity(std::size_t column, const Interval& interval, std::string_view unit);

    // Evaluates what the goal reads, and finds its rows.
    std::optional<Failure> start(std::shared_ptr<Model> model);
    bool started() const { return model_ != nullptr; }
    // False: there is no row left.
    bool next();
    bool on_row() const { return started() && at_ > 0 && at_ <= count(); }
    void reset();

    // Of the row; requires on_row().
    Word value(std::size_t column) const;
    struct Standing {
        Strength strength;
        bool disputed = false;
    };
    // By the row's canonical proof, which is looked for each time.
    Outcome<Standing> standing();

    // The goal with its values in place, as text of the rule language.
    std::string text() const;

  private:
    struct Argument {
        std::optional<Word> constant;
        std::size_t column = 0;  // of the goal, when it is no constant
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    using KnownNames = std::unordered_map<std::string, Word, Hash, std::equal_to<>>;

    PreparedGoal(View& view, CheckedGoal goal);
    void read_atom();
    CheckedGoal bound() const;
    Result<Word> word_of_text(const Type& type, std::string_view text) const;
    Result<Word> entity(const NamedType& type, std::string_view text) const;
    Status look_up();
    std::optional<Failure> solve_bound();
    std::size_t count() const { return atom_.empty() ? rows_.size() : found_.size(); }

    View* view_;
    CheckedGoal goal_;
    std::vector<std::optional<Word>> bindings_;  // by column
    std::vector<KnownNames> names_;              // by column: texts that were bound
    // Of a goal that is one plain atom, its arguments; otherwise empty.
    std::vector<Argument> atom_;
    std::vector<std::size_t> position_;  // by column, its argument
    RelationId relation_{};
    std::shared_ptr<Model> model_;
    std::vector<std::uint32_t> key_columns_;
    std::vector<Word> key_;
    std::vector<RowId> found_;             // of the atom
    std::vector<std::vector<Word>> rows_;  // of any other goal
    std::size_t at_ = 0;                   // rows given so far
};

}  // namespace dictum
