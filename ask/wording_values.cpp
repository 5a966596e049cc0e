#include "ask/wording_values.h"

#include <optional>

#include "ask/canonical_text.h"
#include "engine/value/utf8.h"

namespace dictum {

namespace {

constexpr int kExactDigits = 4;    // shown as they are
constexpr int kRoundedDigits = 3;  // when there are more

Decimal power_of_ten(int exponent) {
    const auto power = Decimal::parse("1e" + std::to_string(exponent));
    return power ? *power : Decimal::from_integer(1);
}

int digits_of(std::int64_t coefficient) {
    int digits = 0;
    for (; coefficient != 0; coefficient /= 10) ++digits;
    return digits;
}

Decimal rounded(const Decimal& value) {
    const int digits = digits_of(value.coefficient());
    if (digits <= kExactDigits || value.exponent() >= 0) return value;
    const int whole_digits = digits + value.exponent();  // before the point; <= 0 below one
    const int decimals = std::max(0, kRoundedDigits - whole_digits);
    const auto up = multiply(value, power_of_ten(decimals), Rounding::Down);
    if (!up) return value;
    const auto back = multiply(up->round(), power_of_ten(-decimals), Rounding::Down);
    return back ? *back : value;
}

std::string with_thousands(std::string digits, const std::string& separator) {
    constexpr std::size_t kGroup = 3;
    const std::size_t point = digits.find_first_not_of("-0123456789");
    if (separator.empty() || (point != std::string::npos && digits[point] != '.')) return digits;
    std::size_t at = point == std::string::npos ? digits.size() : point;
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (; at > first + kGroup; at -= kGroup) digits.insert(at - kGroup, separator);
    return digits;
}

// How a unit without an entry in the language's file is written: after its own names.
UnitDisplay default_display(const Unit& unit, const Language& language) {
    const bool chinese = language.id == "zh";
    std::string name = unit.name;
    std::string first;
    for (const std::string& candidate : unit.names)
        if (has_han(candidate) == chinese && first.empty()) first = candidate;
    const bool short_latin = !first.empty() && !has_han(first) && count_code_points(first) <= 2;
    if (!chinese && short_latin) name = first;
    if (chinese && !first.empty()) name = first;
    if (chinese && first.empty())
        for (const std::string& candidate : unit.names)
            if (count_code_points(candidate) <= 2 && count_code_points(name) > 2) name = candidate;
    UnitDisplay display;
    const bool symbol = count_code_points(name) <= 2;
    display.each_end = symbol && !has_han(name);
    display.scaled = !display.each_end;
    display.suffix = symbol || has_han(name) ? name : " " + name;
    for (const std::string& candidate : unit.names)
        if (!symbol && candidate + "s" == name) display.singular = " " + candidate;
    return display;
}

class AmountWriter {
  public:
    AmountWriter(const UnitDisplay& display, const Language& language)
        : display_(display), language_(language) {}

    std::string write(const Interval& interval) const {
        if (interval.is_point()) return alone(*interval.lo);
        if (interval.lo && interval.hi && !interval.lo_open && !interval.hi_open)
            return range(*interval.lo, *interval.hi);
        std::string lo;
        std::string hi;
        if (interval.lo)
            lo = fill(language_.phrase(interval.lo_open ? "over" : "at_least"),
                      {{"lo", alone(*interval.lo)}});
        if (interval.hi)
            hi = fill(language_.phrase(interval.hi_open ? "under" : "at_most"),
                      {{"hi", alone(*interval.hi)}});
        if (lo.empty() && hi.empty()) return language_.phrase("any_value");
        if (lo.empty() || hi.empty()) return lo + hi;
        return fill(language_.phrase("both_ends"), {{"lo", lo}, {"hi", hi}});
    }

  private:
    const ScaleDisplay* scale_for(const Decimal& value) const {
        if (!display_.scaled) return nullptr;
        const Decimal size = value.sign() < 0 ? -value : value;
        for (const ScaleDisplay& scale : language_.scales)
            if (!(size < scale.factor)) return &scale;
        return nullptr;
    }

    std::string number(const Decimal& value, const ScaleDisplay* scale) const {
        if (!scale) return with_thousands(rounded(value).to_string(), language_.thousands);
        const auto scaled = divide(value, scale->factor, Rounding::Down);
        return with_thousands(rounded(scaled ? *scaled : value).to_string(), language_.thousands);
    }

    std::string scale_word(const ScaleDisplay* scale) const { return scale ? scale->word : ""; }

    std::string alone(const Decimal& value) const {
        const ScaleDisplay* scale = scale_for(value);
        const bool one = value == Decimal::from_integer(1) && !display_.singular.empty();
        return display_.prefix + number(value, scale) + scale_word(scale) +
               (one ? display_.singular : display_.suffix);
    }

    std::string range(const Decimal& lo, const Decimal& hi) const {
        if (display_.each_end)
            return fill(language_.phrase("range"), {{"lo", alone(lo)}, {"hi", alone(hi)}});
        const ScaleDisplay* lo_scale = scale_for(lo);
        const ScaleDisplay* hi_scale = scale_for(hi);
        const bool repeat = language_.repeat_scale || lo_scale != hi_scale;
        const std::string low =
            display_.prefix + number(lo, lo_scale) + (repeat ? scale_word(lo_scale) : "");
        const std::string high = number(hi, hi_scale) + scale_word(hi_scale) + display_.suffix;
        return fill(language_.phrase("range"), {{"lo", low}, {"hi", high}});
    }

    const UnitDisplay& display_;
    const Language& language_;
};

const Unit* unit_with_name(const UnitTable& units, std::string_view name) {
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[id_at<UnitId>(i)];
        if (unit.name == name) return &unit;
        for (const std::string& other : unit.names)
            if (other == name) return &unit;
    }
    return nullptr;
}

std::string trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    return std::string(text);
}

UnitDisplay display_of(const Unit& unit, const Language& language) {
    const auto found = language.units.find(unit.name);
    return found != language.units.end() ? found->second : default_display(unit, language);
}

}  // namespace

std::string amount_text(const Interval& interval, const Unit& unit, const UnitTable& units,
                        const Language& language) {
    const std::size_t slash = unit.name.find('/');
    if (slash != std::string::npos && !language.units.contains(unit.name)) {
        const Unit* above = unit_with_name(units, std::string_view(unit.name).substr(0, slash));
        const Unit* below = unit_with_name(units, std::string_view(unit.name).substr(slash + 1));
        if (above && below) {
            const UnitDisplay display = display_of(*above, language);
            const UnitDisplay each = display_of(*below, language);
            const std::string& one = each.singular.empty() ? each.suffix : each.singular;
            return fill(language.phrase("per"),
                        {{"amount", AmountWriter(display, language).write(interval)},
                         {"unit", trimmed(one)}});
        }
    }
    const UnitDisplay display = display_of(unit, language);
    return AmountWriter(display, language).write(interval);
}

}  // namespace dictum
