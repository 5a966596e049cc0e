#include "engine/check/quantity_literal.h"

namespace dictum {
namespace {

using Kind = QuantityProblem::Kind;

// What one unit of a suffix is in base units.
Result<Decimal> scale_of(const Suffix& suffix, const UnitTable& units) {
    if (!suffix.unit) return suffix.scale;
    return multiply(suffix.scale, units[*suffix.unit].factor, Rounding::Down);
}

Result<Decimal> scaled(const std::string& digits, const Decimal& scale, Rounding rounding) {
    DICTUM_TRY(const Decimal number, Decimal::parse(digits, rounding));
    return multiply(number, scale, rounding);
}

Measure measure_of(const Suffix& suffix, const UnitTable& units) {
    return suffix.unit ? units[*suffix.unit].measure : Measure();
}

// The day that an end of a period names; nothing for a number.
std::optional<Decimal> day_of(const std::optional<QuantityTerm::End>& end) {
    if (!end) return std::nullopt;
    const auto date = Date::parse(end->digits);
    return date ? std::optional(Decimal::from_integer(date->days)) : std::nullopt;
}

}  // namespace

std::variant<QuantityValue, QuantityProblem> resolve(const QuantityTerm& term, UnitTable& units) {
    const QuantityTerm::End& last = term.hi ? *term.hi : *term.lo;
    if (day_of(term.lo) || day_of(term.hi)) {
        const auto period =
            Interval::make(day_of(term.lo), day_of(term.hi), term.lo_open, term.hi_open);
        if (!period) return QuantityProblem{Kind::Empty, {}};
        return QuantityValue{*period, units.calendar()};
    }
    const std::optional<Suffix> suffix = units.resolve_suffix(last.suffix);
    if (!suffix) return QuantityProblem{Kind::UnknownUnit, last.suffix};
    std::optional<Suffix> first = suffix;
    if (term.lo && !term.lo->suffix.empty()) first = units.resolve_suffix(term.lo->suffix);
    if (!first) return QuantityProblem{Kind::UnknownUnit, term.lo->suffix};
    if (!(measure_of(*first, units) == measure_of(*suffix, units))) {
        return QuantityProblem{Kind::MixedUnits, {}};
    }
    Interval ends;
    if (term.lo) {
        const auto scale = scale_of(*first, units);
        const auto lo = scale ? scaled(term.lo->digits, *scale, Rounding::Down) : scale;
        if (!lo) return QuantityProblem{Kind::TooLarge, {}};
        ends.lo = *lo;
    }
    if (term.hi) {
        const auto scale = scale_of(*suffix, units);
        const auto hi = scale ? scaled(term.hi->digits, *scale, Rounding::Up) : scale;
        if (!hi) return QuantityProblem{Kind::TooLarge, {}};
        ends.hi = *hi;
    }
    const auto interval = Interval::make(ends.lo, ends.hi, term.lo_open, term.hi_open);
    if (!interval) return QuantityProblem{Kind::Empty, {}};
    return QuantityValue{*interval, suffix->unit};
}

std::string with_unit(const Interval& plain, UnitId unit, const UnitTable& units) {
    const Unit& wanted = units[unit];
    const bool is_fraction = wanted.measure.fraction != Fraction::None;
    const Decimal one = Decimal::from_integer(1);
    const bool small = plain.lo && plain.hi && *plain.lo >= -one && *plain.hi <= one;
    if (is_fraction && small) {
        const Result<Interval> shown = multiply(plain, Interval::point(Decimal::from_integer(100)));
        if (shown) return shown->to_string() + wanted.suffix;
    }
    return plain.to_string() + wanted.suffix;
}

}  // namespace dictum
