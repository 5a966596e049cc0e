// What makes quantities of other values, and the arithmetic of dates.
#include "engine/eval/functors.h"

namespace dictum {
namespace {

// A day in the base unit of time. Made once: the table of units is read from text.
const Decimal& day() {
    static const Decimal factor = [] {
        const UnitTable units = UnitTable::builtin();
        return units[units.days()].factor;
    }();
    return factor;
}

// Rounded outward where 18 digits don't hold it.
Interval integer(std::int64_t value) {
    return {Decimal::from_integer(value, Rounding::Down),
            Decimal::from_integer(value, Rounding::Up), false, false};
}

Result<Interval> of_unsigned(std::uint64_t value) {
    const std::string text = std::to_string(value);
    DICTUM_TRY(const Decimal lo, Decimal::parse(text, Rounding::Down));
    DICTUM_TRY(const Decimal hi, Decimal::parse(text, Rounding::Up));
    return Interval{lo, hi, false, false};
}

// The whole days of a quantity of time.
Result<std::int64_t> whole_days(Word quantity, const Values& values) {
    const Interval& time = values.interval(quantity);
    if (!time.is_point()) {
        return invalid_input("a date needs a definite number of days, not " + time.to_string() +
                             " seconds");
    }
    DICTUM_TRY(const Decimal days, divide(*time.lo, day(), Rounding::Down));
    DICTUM_TRY(const Decimal back, multiply(days, day(), Rounding::Down));
    if (!days.is_integer() || back != *time.lo) {
        return invalid_input("a date needs whole days, not " + time.to_string() + " seconds");
    }
    return days.to_integer();
}

Result<Word> shifted(Date date, std::int64_t days) {
    DICTUM_TRY(const Date first, Date::from_civil(1, 1, 1));
    DICTUM_TRY(const Date last, Date::from_civil(9999, 12, 31));
    std::int64_t result = 0;
    const bool overflow = __builtin_add_overflow(std::int64_t{date.days}, days, &result);
    if (overflow || result < first.days || result > last.days) {
        return invalid_input(date.to_string() + (days < 0 ? " - " : " + ") +
                             std::to_string(days < 0 ? -days : days) +
                             " days: outside the years 1 to 9999");
    }
    return word_of(Date{static_cast<std::int32_t>(result)});
}

}  // namespace

Result<Word> apply_quantity(Functor functor, BaseType operands, std::span<const Word> args,
                            Values& values) {
    if (functor == Functor::Share) {
        const Ratio& ratio = values.ratio_of(args[0]);
        const Result<Interval> share = ratio.share();
        if (!share)
            return invalid_input("share(" + ratio.to_string() + "): " + share.error().message);
        return values.quantity(*share);
    }
    if (operands == BaseType::Unsigned) {
        DICTUM_TRY(const Interval interval, of_unsigned(args[0]));
        return values.quantity(interval);
    }
    if (operands == BaseType::Quantity) return args[0];
    return values.quantity(integer(as_number(args[0])));
}

Result<Word> apply_date(Functor functor, std::span<const Word> args, Values& values) {
    if (functor == Functor::DaysBetween) {
        const std::int64_t days = as_number(args[0]) - as_number(args[1]);
        DICTUM_TRY(const Interval time, multiply(integer(days), Interval::point(day())));
        return values.quantity(time);
    }
    DICTUM_TRY(const std::int64_t days, whole_days(args[1], values));
    // A decimal of 18 digits is never the least number, so it has a negative.
    return shifted(as_date(args[0]), functor == Functor::AddDays ? days : -days);
}

}  // namespace dictum
