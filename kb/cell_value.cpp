#include "kb/cell_value.h"

#include <charconv>

#include "engine/lang/number_scan.h"
#include "kb/record_cell.h"

namespace dictum {
namespace {

constexpr std::size_t kShownBytes = 60;

Error refused(std::string_view text, std::string wanted) {
    std::string shown(text.substr(0, kShownBytes));
    if (text.size() > kShownBytes) shown += "...";
    return Error{ErrorCode::InvalidInput, "`" + shown + "` is not " + std::move(wanted)};
}

template <class Number, class... Base>
std::optional<Number> whole_number(std::string_view text, Base... base) {
    Number value{};
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value, base...);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
}

std::optional<std::uint64_t> unsigned_number(std::string_view text) {
    if (text.starts_with("0x")) return whole_number<std::uint64_t>(text.substr(2), 16);
    if (text.starts_with("0b")) return whole_number<std::uint64_t>(text.substr(2), 2);
    return whole_number<std::uint64_t>(text);
}

// The comparison in front of a number, taken off `text`.
struct Bound {
    bool lower = false;  // > or >=
    bool upper = false;
    bool open = false;
};
Bound take_bound(std::string_view& text) {
    Bound bound;
    if (text.empty() || (text[0] != '>' && text[0] != '<')) return bound;
    (text[0] == '>' ? bound.lower : bound.upper) = true;
    bound.open = text.size() < 2 || text[1] != '=';
    text.remove_prefix(bound.open ? 1 : 2);
    return bound;
}

// One end of a quantity: digits and suffix, in base units.
Result<Decimal> end_value(const std::string& digits, std::string_view suffix, const Type& type,
                          UnitTable& units, Rounding rounding) {
    DICTUM_TRY(const Decimal number, Decimal::parse(digits, rounding));
    Decimal scale = Decimal::from_integer(1);
    UnitId unit = type.unit;
    if (!suffix.empty()) {
        const std::optional<Suffix> resolved = units.resolve_suffix(suffix);
        if (!resolved) {
            return Error{ErrorCode::InvalidInput, "`" + std::string(suffix) + "` is no unit"};
        }
        scale = resolved->scale;
        if (resolved->unit) unit = *resolved->unit;
    }
    if (!compatible(units[unit].measure, type.measure)) {
        return Error{ErrorCode::InvalidInput, "`" + units[unit].name +
                                                  "` can't stand in a column of `" +
                                                  units[type.unit].name + "`"};
    }
    DICTUM_TRY(const Decimal scaled, multiply(number, scale, rounding));
    return multiply(scaled, units[unit].factor, rounding);
}

// 2024-01-01..2024-06-30, >=2024-01-01, 2024-02-27
Result<Interval> period_cell(std::string_view text) {
    std::string_view rest = text;
    const Bound bound = take_bound(rest);
    const NumberText number = scan_number(rest, 0, Dialect::Dictum);
    const bool days =
        number.kind == NumberKind::Date || (number.kind == NumberKind::Quantity &&
                                            number.first.size() == 10 && number.first[4] == '-');
    const bool bounded = bound.lower || bound.upper;
    if (rest.empty() || !days || number.end != rest.size() ||
        (number.is_range && bounded && !(bound.lower && bound.open))) {
        return refused(text, "a date range; write days as in 2024-01-01..2024-06-30");
    }
    DICTUM_TRY(const Date first, Date::parse(number.first));
    DICTUM_TRY(const Date last, Date::parse(number.is_range ? number.second : number.first));
    std::optional<Decimal> lo = Decimal::from_integer(first.days);
    std::optional<Decimal> hi = Decimal::from_integer(last.days);
    if (bound.upper) lo.reset();
    if (bound.lower && !number.is_range) hi.reset();
    const bool hi_open = number.is_range ? number.second_open : bound.upper && bound.open;
    return Interval::make(lo, hi, bound.lower && bound.open, hi_open);
}

bool is_amount(const NumberText& number) {
    return number.kind == NumberKind::Integer || number.kind == NumberKind::Float ||
           number.kind == NumberKind::Quantity;
}

}  // namespace

Result<Interval> quantity_cell(std::string_view text, const Type& type, UnitTable& units) {
    if (is_period(type)) return period_cell(text);
    const auto wanted = [&] { return "a quantity; write digits with or without a unit"; };
    std::string_view rest = text;
    const Bound bound = take_bound(rest);
    const bool negative = rest.starts_with('-');
    if (negative) rest.remove_prefix(1);
    if (rest.empty() || rest[0] < '0' || rest[0] > '9') return refused(text, wanted());
    const NumberText number = scan_number(rest, 0, Dialect::Dictum);
    if (!is_amount(number) || number.end != rest.size()) return refused(text, wanted());
    const bool bounded = bound.lower || bound.upper;
    if (number.is_range && bounded && !(bound.lower && bound.open)) return refused(text, wanted());

    const std::string_view hi_suffix = number.is_range ? number.second_suffix : number.first_suffix;
    const std::string_view lo_suffix =
        number.first_suffix.empty() ? hi_suffix : number.first_suffix;
    const std::string first = (negative ? "-" : "") + std::string(number.first);
    const std::string second(number.second);
    std::optional<Decimal> lo;
    std::optional<Decimal> hi;
    if (!bound.upper) {
        DICTUM_TRY(lo, end_value(first, lo_suffix, type, units, Rounding::Down));
    }
    if (number.is_range) {
        DICTUM_TRY(hi, end_value(second, hi_suffix, type, units, Rounding::Up));
    } else if (!bound.lower) {
        DICTUM_TRY(hi, end_value(first, hi_suffix, type, units, Rounding::Up));
    }
    const bool hi_open = number.is_range ? number.second_open : bound.upper && bound.open;
    return Interval::make(lo, hi, bound.lower && bound.open, hi_open);
}

Result<Word> number_cell(std::string_view text, BaseType base) {
    switch (base) {
        case BaseType::Number:
            if (auto value = whole_number<std::int64_t>(text)) return word_of(*value);
            return refused(text, "a number of 64 bits");
        case BaseType::Unsigned:
            if (auto value = unsigned_number(text)) return Word{*value};
            return refused(text, "an unsigned number of 64 bits");
        default: {
            const auto value = whole_number<double>(text);
            if (value && *value == *value) return word_of(*value);
            return refused(text, "a float");
        }
    }
}

Result<Word> cell_value(std::string_view text, const Type& type, UnitTable& units, Values& values) {
    switch (type.base) {
        case BaseType::Number:
        case BaseType::Unsigned:
        case BaseType::Float:
            return number_cell(text, type.base);
        case BaseType::Symbol:
            return word_of(values.symbol(text));
        case BaseType::Quantity: {
            DICTUM_TRY(const Interval interval, quantity_cell(text, type, units));
            return values.quantity(interval);
        }
        case BaseType::Ratio: {
            DICTUM_TRY(const Ratio ratio, Ratio::parse(text));
            return values.ratio(ratio);
        }
        case BaseType::Date: {
            DICTUM_TRY(const Date date, Date::parse(text));
            return word_of(date);
        }
        case BaseType::Bool:
            if (text == "true") return word_of(true);
            if (text == "false") return word_of(false);
            return refused(text, "a bool; write true or false");
        case BaseType::Record:
            return record_cell(text, type, units, values);
    }
    return refused(text, "a value");
}

}  // namespace dictum
