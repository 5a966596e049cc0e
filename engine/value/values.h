// The values of a run. Each is one 64-bit word whose meaning is its static type; equal words are
// equal values, so joins and duplicate elimination compare words.
//
//   number    two's complement      unsigned  itself           float  bits (-0.0 is stored as 0.0)
//   symbol    SymbolId              date      days, signed     bool   0 or 1
//   quantity  id of an interned Interval (base units)          ratio  id of an interned Ratio
//   record    id of an interned record (record_pool.h)
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.h"
#include "engine/value/ids.h"
#include "engine/value/interval.h"
#include "engine/value/ratio.h"
#include "engine/value/record_pool.h"
#include "engine/value/type.h"
#include "engine/value/unit.h"

namespace dictum {

struct Structure;
struct StructureField;

inline Word word_of(std::int64_t value) { return static_cast<Word>(value); }
inline Word word_of(double value) { return std::bit_cast<Word>(value == 0.0 ? 0.0 : value); }
inline Word word_of(bool value) { return value ? 1 : 0; }
inline Word word_of(SymbolId id) { return static_cast<Word>(id); }
inline Word word_of(Date date) { return static_cast<Word>(std::int64_t{date.days}); }
inline std::int64_t as_number(Word word) { return static_cast<std::int64_t>(word); }
inline double as_float(Word word) { return std::bit_cast<double>(word); }
inline SymbolId as_symbol(Word word) { return static_cast<SymbolId>(word); }
inline Date as_date(Word word) { return Date{static_cast<std::int32_t>(as_number(word))}; }

// Interned symbols, intervals and ratios. Grows only; words stay valid.
class Values {
  public:
    Values();
    ~Values();
    Values(Values&&) noexcept;
    Values& operator=(Values&&) noexcept;

    SymbolId symbol(std::string_view text);
    // The same for many: faster than one after the other, which waits for memory each time.
    void symbols(std::span<const std::string_view> texts, Word* ids);
    const std::string& text(SymbolId id) const;  // the reference stays valid
    std::size_t symbols() const;
    Word quantity(const Interval& interval);
    const Interval& interval(Word quantity) const;
    Word ratio(const Ratio& ratio);
    const Ratio& ratio_of(Word ratio) const;
    // Records and branches: what they are made of, and their shapes (structure.h).
    RecordPool& records() { return *records_; }
    const RecordPool& records() const { return *records_; }
    StructureId add_structure(Structure structure);
    const Structure& structure(StructureId id) const;  // the reference stays valid
    void set_fields(StructureId id, std::size_t branch, std::vector<StructureField> fields);
    std::size_t bytes() const;  // an estimate of what is held, for limits

    // Canonical text of a value as the rule language writes it: 42, "text", 9:1, 2024-02-27, true,
    // 1200000..1400000CNY for 120..140万元. parse(print) gives the value back.
    std::string literal(Word word, const Type& type, const UnitTable& units) const;
    // The total order of output: numbers by value, text by bytes, intervals by orders_before.
    bool less(Word a, Word b, const Type& type) const;

  private:
    struct Pools;
    std::unique_ptr<Pools> pools_;
    std::unique_ptr<RecordPool> records_;
};

// A period as it is written: 2024-01-01..2024-06-30, >=2024-01-01, 2024-02-27. Its ends are days.
std::string period_text(const Interval& days);

// An interval of base units in `unit`, as digits: 1200000..1400000 for CNY; ends rounded outward.
Result<Interval> in_unit(const Interval& base_units, const Unit& unit);
Result<Interval> to_base_units(const Interval& in_unit, const Unit& unit);

}  // namespace dictum
