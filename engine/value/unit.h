// Units, their dimensions, and the words that scale numbers.
//
// A quantity is held in the coherent base unit of its dimension; a unit has a factor to it. A
// dimension is a product of powers of base dimensions: `CNY/card` is money^1 card^-1. Every counter
// (片, 台, 张) is a base dimension of its own, so pieces never add to servers.
//
// Fractions have no dimension, but three kinds that + and - keep apart: a plain ratio, percent, and
// percentage points (percent - percent = points, percent +- points = percent).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/value/decimal.h"
#include "engine/value/ids.h"

namespace dictum {

enum class Fraction : std::uint8_t { None, Percent, Points };

// What + - and comparisons must agree on.
struct Measure {
    struct Power {
        std::uint32_t base = 0;  // index of a base dimension in its UnitTable
        std::int32_t exponent = 0;
        bool operator==(const Power&) const = default;
    };
    std::vector<Power> powers;            // sorted by base, no zero exponent; empty: dimensionless
    Fraction fraction = Fraction::None;   // None unless dimensionless

    bool dimensionless() const { return powers.empty(); }
    bool operator==(const Measure&) const = default;
};

// Fractions are dropped: percent x money is money, percent / percent is a plain ratio.
Measure product(const Measure& a, const Measure& b);
Measure quotient(const Measure& a, const Measure& b);
// The measure of a + b (or a - b), absent when they can't be added. A plain ratio +- percent is
// percent; a plain ratio and points don't mix.
std::optional<Measure> sum(const Measure& a, const Measure& b);
std::optional<Measure> difference(const Measure& a, const Measure& b);
// May a value of `from` stand in a column of `to`, or be compared with it? Equal dimension, and
// points only with points.
bool compatible(const Measure& from, const Measure& to);

struct Unit {
    std::string name;                // canonical: "CNY", "CNY/card"
    Measure measure;
    Decimal factor;                  // one unit in coherent base units, exact
    std::vector<std::string> names;  // other spellings and words, in every language
};

// A number's suffix: `万元` is 10^4 CNY, `million` is 10^6 of nothing.
struct Suffix {
    Decimal scale;                // 1 when there is no scale word
    std::optional<UnitId> unit;   // absent: a plain number
};

class UnitTable {
  public:
    // The built-in units and scale words (units.def beside this file).
    static UnitTable builtin();

    // Adds a unit of a (possibly new) named base dimension; factor > 0. Declaring a name again with
    // the same dimension and factor only adds names; otherwise, or when one of `names` belongs to
    // another unit, an Error that names it.
    Result<UnitId> declare(std::string name, std::string_view dimension, Decimal factor,
                           std::vector<std::string> names);

    // A unit expression: `CNY`, `元`, `CNY/card`, `TFLOPS*hour/card^2`. Compounds are made on first use.
    Result<UnitId> find(std::string_view expression);
    // The whole suffix as a unit first, then the longest scale word with a unit or nothing behind it.
    std::optional<Suffix> resolve_suffix(std::string_view suffix);
    // The unit without a name of its own that holds `measure` in base units: money/card -> CNY/card.
    UnitId coherent(const Measure& measure);

    const Unit& operator[](UnitId id) const { return units_[id]; }
    std::size_t size() const { return units_.size(); }
    UnitId plain() const;    // the dimensionless unit "1"
    UnitId percent() const;
    UnitId points() const;
    UnitId days() const;     // what date - date is measured in

    // Every name of a unit, and every scale word: for suggestions and for reading questions.
    std::vector<std::string> all_names() const;
    struct ScaleWord {
        std::string word;
        Decimal factor;
    };
    const std::vector<ScaleWord>& scale_words() const { return scales_; }

  private:
    std::uint32_t base_dimension(std::string_view name);
    IdMap<UnitId, Unit> units_;
    std::unordered_map<std::string, UnitId> by_name_;
    std::vector<std::string> bases_;
    std::vector<ScaleWord> scales_;  // longest word first
};

}  // namespace dictum
