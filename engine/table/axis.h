// The values of one input as keys, so that every condition on it is a set of keys.
//
//   number, date, unsigned, bool, float    themselves, order kept
//   quantity    CNY with cells >= 5, < 9   0: below 5   1: 5   2: between   3: 9   4: above
//   symbol      "a", "b"                   0: any other   1: "a"   2: "b"
//   symbol with `<` in some cell           as quantities, by text
//
// A quantity that is not a point has a range of keys. Nothing is interned here: values that no cell
// mentions need no place. An axis is built in two steps: `mention` every constant, then ask.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/table/checked_table.h"
#include "engine/table/key_classes.h"

namespace dictum {

class Axis {
  public:
    // `values` must outlive the axis; `ordered`: some cell compares by `<` and the like.
    Axis(const Type& type, bool ordered, const Values& values);

    void mention(const TableTest& test);
    // After the last mention.
    void settle();

    // The keys for which `input op constant` holds for sure, and for which it can hold: they differ
    // where the constant is an interval. Requires: the test has a constant, which was mentioned.
    struct Sets {
        KeySet sure;
        KeySet possible;
    };
    Sets sets(const TableTest& test) const;

    KeyRange keys(Word value) const;
    KeyRange keys(const Interval& quantity) const;  // of a quantity
    KeyRange keys(std::string_view text) const;     // of a symbol

    // Keys of whole numbers and floats by themselves, without a dictionary.
    enum class Kind : std::uint8_t { Signed, Unsigned, Float, Discrete, Text, Decimal };
    Kind kind() const { return kind_; }
    static Key signed_key(Word word) { return word ^ (Key{1} << 63); }
    static Key float_key(double value);
    // Discrete: the words that have a key of their own; all others have key 0.
    const std::unordered_map<Word, Key>& words() const { return by_word_; }

  private:
    Sets word_sets(CompareOp op, Word constant) const;
    Sets interval_sets(CompareOp op, const Interval& constant) const;
    KeySet from(const Decimal& value, bool open) const;   // values >= or > it
    KeySet until(const Decimal& value, bool open) const;  // values <= or < it
    Key decimal_rank(const Decimal& value) const;
    Key text_rank(std::string_view text) const;
    std::optional<Key> whole_key(const Decimal& value) const;
    Key key_max() const { return kind_ == Kind::Float ? float_max_ : kKeyMax; }

    Kind kind_;
    const Values* values_;
    Key float_max_;
    std::vector<Decimal> decimals_;                 // Decimal: ascending
    std::vector<std::string> texts_;                // Text: ascending
    std::unordered_map<Word, Key> by_word_;         // Discrete
    std::unordered_map<std::string, Key> by_text_;  // Discrete, of symbols
    bool symbols_;
};

}  // namespace dictum
