// In which order the literals of one body are taken.
//
//   delta reach(x, y), y != z, edge(y, z), !blocked(z)
//   reach binds x, y; edge shares y and goes before unconnected atoms; z is known: the tests follow
//
// Greedy: whatever is ready and can't multiply rows goes first (tests, look-ups, absences,
// calculations, aggregates), then the atom whose bound columns leave the fewest rows by an
// estimate, then unconnected atoms. Calculations that may end the run (division, conversions) wait
// for everything that could still discard the binding, unless an atom needs what they bind. Ties
// keep the written order, so the result is deterministic.
//
// Each binding of a variable updates only the literals it stands in: O(n log n) for n occurrences.
#pragma once

#include <cstdint>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

namespace dictum {

struct OrderItem {
    enum class Kind : std::uint8_t { Atom, Absence, Test, Aggregate };
    Kind kind = Kind::Test;
    bool calculates = false;
    bool partial = false;                 // may end the run on a value
    std::vector<std::uint32_t> slots;     // distinct; an atom may bind them, others need them
    std::vector<std::uint32_t> columns;   // Atom: in how many columns each of `slots` stands
    std::uint32_t arity = 0;              // Atom
    std::uint32_t constants = 0;          // Atom: columns that hold one
    std::uint32_t magnitude = 0;          // Atom: bits of the number of rows
    std::vector<std::uint32_t> bindable;  // Test: slots that it can bind when only they lack
};

class JoinOrder {
  public:
    struct Choice {
        std::size_t item = 0;
        std::optional<std::uint32_t> binds;  // Test: the slot that it binds instead of testing
    };

    // `bound[slot]` tells what is known from outside. `first`: an atom that precedes all joins.
    JoinOrder(std::vector<OrderItem> items, const std::vector<char>& bound,
              std::optional<std::size_t> first);

    // The next literal; nothing when all are taken (or none of the rest can ever be ready).
    std::optional<Choice> next();
    void bind(std::uint32_t slot);
    std::size_t left() const { return left_; }
    const OrderItem& operator[](std::size_t item) const { return items_[item]; }

  private:
    // Smaller goes first.
    enum class Rank : std::uint8_t {
        Plain,
        LookUp,
        Calculation,
        Aggregate,
        Connected,
        Unconnected,
        Late,
        NotReady
    };
    struct Key {
        Rank rank = Rank::NotReady;
        std::uint32_t estimate = 0;
        std::size_t item = 0;
        bool operator>(const Key& other) const {
            if (rank != other.rank) return rank > other.rank;
            return estimate != other.estimate ? estimate > other.estimate : item > other.item;
        }
    };
    struct State {
        Key key;
        std::size_t missing = 0;
        std::uint32_t missing_xor = 0;  // of the missing slots: the slot itself when it is one
        std::uint32_t bound_columns = 0;
        bool taken = false;
    };

    void add_occurrences(std::size_t item, const std::vector<char>& bound);
    std::optional<std::uint32_t> bound_by(std::size_t item) const;
    Key key_of(std::size_t item) const;
    Rank test_rank(std::size_t item) const;
    std::uint32_t estimate(std::size_t item) const;
    void push(std::size_t item);
    Choice take(std::size_t item);
    bool stands_in_atom(std::uint32_t slot) const;

    struct Occurrence {
        std::uint32_t slot;
        std::size_t item;
        std::uint32_t columns;
    };
    std::vector<OrderItem> items_;
    std::vector<State> states_;
    std::vector<Occurrence> occurrences_;    // sorted by slot
    std::vector<std::uint32_t> atom_slots_;  // sorted: slots that an atom could be probed with
    std::priority_queue<Key, std::vector<Key>, std::greater<>> ready_;
    std::optional<std::size_t> first_;
    std::size_t left_ = 0;
};

}  // namespace dictum
