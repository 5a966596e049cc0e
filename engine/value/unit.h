// Units, their dimensions, and the words that scale numbers.
//
// A quantity is held in the coherent base unit of its dimension; a unit has a factor to it. A
// dimension is a product of powers of base dimensions: `CNY/card` is money^1 card^-1. Every counter
// (片, 台, 张) is a base dimension of its own, so pieces never add to servers.
//
// Fractions have no dimension, but three kinds that + and - keep apart: a plain ratio, percent, and
// percentage points (percent - percent = points, percent +- points = percent). A fourth kind is
// that of periods: intervals of days since 1970-01-01, with which nothing is calculated.
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

enum class Fraction : std::uint8_t { None, Percent, Points, Calendar };

// What + - and comparisons must agree on.
struct Measure {
    struct Power {
        std::uint32_t base = 0;  // index of a base dimension in its UnitTable
        std::int32_t exponent = 0;
        bool operator==(const Power&) const = default;
    };
    std::vector<Power> powers;           // sorted by base, no zero exponent; empty: dimensionless
    Fraction fraction = Fraction::None;  // None unless dimensionless

    bool dimensionless() const { return powers.empty(); }
    bool operator==(const Measure&) const = default;
};

// Fractions are dropped: percent x money is money, percent / percent is a plain ratio. Exponents
// stay within +-1000.
Measure product(const Measure& a, const Measure& b);
Measure quotient(const Measure& a, const Measure& b);
// The measure of a + b (or a - b), absent when they can't be added. A plain ratio +- percent is
// percent; a plain ratio and points don't mix.
std::optional<Measure> sum(const Measure& a, const Measure& b);
std::optional<Measure> difference(const Measure& a, const Measure& b);
// May a value of `from` stand in a column of `to`, or be compared with it? Equal dimension, and
// points only with points, periods only with periods.
bool compatible(const Measure& from, const Measure& to);

struct Unit {
    std::string name;          // canonical: "CNY", "cards", "CNY/card"
    std::string divisor_name;  // behind a slash: "card"
    std::string suffix;        // what follows a number in rule text; empty for plain numbers
    Measure measure;
    Decimal factor;                  // one unit in coherent base units, exact
    std::vector<std::string> names;  // other spellings and words, in every language
};

// A number's suffix: `万元` is 10^4 CNY, `million` is 10^6 of nothing.
struct Suffix {
    Decimal scale;               // 1 when there is no scale word
    std::optional<UnitId> unit;  // absent: a plain number
};

class UnitTable {
  public:
    // The built-in units and scale words (units.def beside this file).
    static UnitTable builtin();

    // Adds a unit of a (possibly new) named base dimension; factor > 0. The dimensions "",
    // "percent" and "points" are those of plain numbers, percent and percentage points. Declaring a
    // name again with the same dimension and factor only adds names; otherwise, or when one of
    // `names` belongs to another unit, an Error that names it, and nothing is changed.
    Result<UnitId> declare(std::string name, std::string_view dimension, Decimal factor,
                           std::vector<std::string> names);

    // A unit expression: `CNY`, `元`, `CNY/card`, `TFLOPS*hour/card^2`. Names compare exactly;
    // then, if they have two letters or more, without regard to case when only one unit fits.
    // Compounds are made on first use; one without an exact decimal factor (CNY/hour: 1/3600
    // CNY/second) is an Error, and so is an unknown name, with the nearest known one.
    Result<UnitId> find(std::string_view expression);
    // The whole suffix as a unit first, then the longest scale word with a unit or nothing behind
    // it.
    std::optional<Suffix> resolve_suffix(std::string_view suffix);
    // The unit that holds `measure` in base units: money/card -> CNY/card. Of percent and points it
    // is percent() and points(), which people read, with their factor 0.01.
    UnitId coherent(const Measure& measure);
    // The suffix of a declared unit of `measure` with factor 1, if there is one.
    std::optional<std::string> base_suffix(const Measure& measure) const;

    const Unit& operator[](UnitId id) const { return units_[id]; }
    std::size_t size() const { return units_.size(); }
    UnitId plain() const;  // the dimensionless unit "1"
    UnitId percent() const;
    UnitId points() const;
    UnitId calendar() const;  // of periods: `date range`
    UnitId days() const;      // what date - date is measured in

    // Every name of a unit, and every scale word: for suggestions and for reading questions.
    std::vector<std::string> all_names() const;
    struct ScaleWord {
        std::string word;
        Decimal factor;
    };
    const std::vector<ScaleWord>& scale_words() const { return scales_; }

  private:
    struct Factor {
        UnitId unit{};
        std::int32_t exponent = 0;
    };

    std::optional<Measure> known_measure(std::string_view dimension) const;
    Measure measure_of(std::string_view dimension);
    Status check_names(const std::vector<std::string>& names, std::optional<UnitId> owner) const;
    UnitId add(Unit unit);
    void add_name(UnitId id, const std::string& name);
    std::optional<UnitId> named(std::string_view name) const;
    Error unknown(std::string_view name, bool explain) const;
    Result<UnitId> find(std::string_view expression, bool explain);
    Result<Factor> parse_factor(std::string_view text, bool explain) const;
    Result<UnitId> compound(std::vector<Factor> factors);
    std::optional<Decimal> exact_factor(const std::vector<Factor>& factors) const;
    Result<UnitId> make_compound(const std::vector<Factor>& factors);
    UnitId base_unit(std::uint32_t base);

    IdMap<UnitId, Unit> units_;
    std::unordered_map<std::string, UnitId> by_name_;
    // Names in lower case; absent where several units fit.
    std::unordered_map<std::string, std::optional<UnitId>> by_folded_name_;
    std::vector<std::string> bases_;                 // names of the base dimensions
    std::vector<std::optional<UnitId>> base_units_;  // of each, its unit with factor 1
    std::vector<ScaleWord> scales_;                  // longest word first
};

}  // namespace dictum
