// Values as the rule language writes them.
//
//   42    1.5    "a \"quoted\" word"    1200000..1400000CNY    >400TFLOPS    9:1    2024-02-27
//
// A quantity is written in the unit of its type. Where that has no exact decimals (100 seconds in
// hours), it is written in base units instead, so that reading the text gives the value back.
#include <array>
#include <charconv>

#include "engine/value/structure.h"
#include "engine/value/utf8.h"
#include "engine/value/values.h"

namespace dictum {
namespace {

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        switch (c) {
            case '"':
                result += "\\\"";
                break;
            case '\\':
                result += "\\\\";
                break;
            case '\n':
                result += "\\n";
                break;
            case '\t':
                result += "\\t";
                break;
            default:
                result += c;
        }
    }
    return result + "\"";
}

// Shortest digits that read back as the same float, and always recognisable as one.
std::string float_text(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    std::string text(buffer.data(), end);
    if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
    return text;
}

// The digits and signs of an interval; like Interval::to_string, but never scientific.
std::string range_text(const Interval& interval, const std::string& suffix) {
    const auto& [lo, hi, lo_open, hi_open] = interval;
    if (!lo && !hi) return "any";
    if (!hi) return (lo_open ? ">" : ">=") + lo->to_plain_string() + suffix;
    if (!lo) return (hi_open ? "<" : "<=") + hi->to_plain_string() + suffix;
    if (interval.is_point()) return lo->to_plain_string() + suffix;
    return (lo_open ? ">" : "") + lo->to_plain_string() + ".." + (hi_open ? "<" : "") +
           hi->to_plain_string() + suffix;
}

// A day that no date names, or a part of one, is a number.
std::string day_text(const Decimal& day) {
    const auto whole = day.to_integer();
    const auto date = whole ? Date::from_days(*whole) : Result<Date>(whole.error());
    return date ? date->to_string() : day.to_plain_string();
}

std::string quantity_text(const Interval& base_units, const Type& type, const UnitTable& units) {
    if (is_period(type)) return period_text(base_units);
    const Unit& unit = units[type.unit];
    const Result<Interval> shown = in_unit(base_units, unit);
    if (shown) {
        const Result<Interval> back = to_base_units(*shown, unit);
        if (back && *back == base_units) return range_text(*shown, unit.suffix);
    }
    const std::optional<std::string> base = units.base_suffix(unit.measure);
    if (base) return range_text(base_units, *base);
    return range_text(shown ? *shown : base_units, unit.suffix);
}

}  // namespace

std::string period_text(const Interval& days) {
    const auto& [lo, hi, lo_open, hi_open] = days;
    if (!lo && !hi) return "any";
    if (!hi) return (lo_open ? ">" : ">=") + day_text(*lo);
    if (!lo) return (hi_open ? "<" : "<=") + day_text(*hi);
    if (days.is_point()) return day_text(*lo);
    return (lo_open ? ">" : "") + day_text(*lo) + ".." + (hi_open ? "<" : "") + day_text(*hi);
}

std::string Values::literal(Word word, const Type& type, const UnitTable& units) const {
    switch (type.base) {
        case BaseType::Number:
            return std::to_string(as_number(word));
        case BaseType::Unsigned:
            return std::to_string(word);
        case BaseType::Float:
            return float_text(as_float(word));
        case BaseType::Symbol:
            return quoted(text(as_symbol(word)));
        case BaseType::Quantity:
            return quantity_text(interval(word), type, units);
        case BaseType::Ratio:
            return ratio_of(word).to_string();
        case BaseType::Date:
            return as_date(word).to_string();
        case BaseType::Bool:
            return word != 0 ? "true" : "false";
        case BaseType::Record:
            return record_text(*this, word, type, [&](Word part, const Type& field) {
                return literal(part, field, units);
            });
    }
    return std::to_string(word);
}

}  // namespace dictum
