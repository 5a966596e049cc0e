// Intervals as values: making, comparing, hulls, and text. The arithmetic is in
// interval_arithmetic.cpp.
#include "engine/value/interval.h"

namespace dictum {
namespace {

// One end with what orders it among lower (or upper) ends.
struct Border {
    const std::optional<Decimal>& value;
    bool open;
};

Border lower_border(const Interval& a) { return {a.lo, a.lo_open}; }
Border upper_border(const Interval& a) { return {a.hi, a.hi_open}; }

// Does the lower end `a` reach further down than `b`?
bool reaches_lower(const Border& a, const Border& b) {
    if (!a.value || !b.value) return !a.value && b.value.has_value();
    if (*a.value != *b.value) return *a.value < *b.value;
    return !a.open && b.open;
}

bool reaches_higher(const Border& a, const Border& b) {
    if (!a.value || !b.value) return !a.value && b.value.has_value();
    if (*a.value != *b.value) return *a.value > *b.value;
    return !a.open && b.open;
}

Interval between(const Border& lo, const Border& hi) {
    return {lo.value, hi.value, lo.open, hi.open};
}

// Removes `prefix` from the front of `text` when it stands there.
bool skip(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

Result<Interval> parse_end(std::string_view text, bool is_lower) {
    const std::string_view sign = is_lower ? ">" : "<";
    skip(text, sign);
    const bool open = !skip(text, "=");
    if (is_lower) {
        DICTUM_TRY(const Decimal lo, Decimal::parse(text, Rounding::Down));
        return Interval::make(lo, std::nullopt, open);
    }
    DICTUM_TRY(const Decimal hi, Decimal::parse(text, Rounding::Up));
    return Interval::make(std::nullopt, hi, false, open);
}

Result<Interval> parse_range(std::string_view lower, std::string_view upper) {
    const bool lo_open = skip(lower, ">") && !skip(lower, "=");
    const bool hi_open = skip(upper, "<") && !skip(upper, "=");
    DICTUM_TRY(const Decimal lo, Decimal::parse(lower, Rounding::Down));
    DICTUM_TRY(const Decimal hi, Decimal::parse(upper, Rounding::Up));
    return Interval::make(lo, hi, lo_open, hi_open);
}

}  // namespace

Result<Interval> Interval::make(std::optional<Decimal> lo, std::optional<Decimal> hi, bool lo_open,
                                bool hi_open) {
    if (lo && hi && *lo > *hi) {
        return Error{ErrorCode::InvalidInput, "the range " + lo->to_string() + ".." +
                                                  hi->to_string() +
                                                  " ends below its beginning; swap its ends"};
    }
    if (lo && hi && *lo == *hi && (lo_open || hi_open)) {
        return Error{ErrorCode::InvalidInput, "a range from " + lo->to_string() +
                                                  " to itself without its ends is empty; write " +
                                                  lo->to_string()};
    }
    return Interval{lo, hi, lo.has_value() && lo_open, hi.has_value() && hi_open};
}

std::string Interval::to_string() const {
    if (!lo && !hi) return "any";
    if (!hi) return (lo_open ? ">" : ">=") + lo->to_string();
    if (!lo) return (hi_open ? "<" : "<=") + hi->to_string();
    if (is_point()) return lo->to_string();
    return (lo_open ? ">" : "") + lo->to_string() + ".." + (hi_open ? "<" : "") + hi->to_string();
}

Result<Interval> Interval::parse(std::string_view text) {
    if (text == "any") return Interval{};
    const std::size_t dots = text.find("..");
    if (dots != std::string_view::npos) {
        return parse_range(text.substr(0, dots), text.substr(dots + 2));
    }
    if (text.starts_with('>')) return parse_end(text, true);
    if (text.starts_with('<')) return parse_end(text, false);
    return parse_range(text, text);
}

bool orders_before(const Interval& a, const Interval& b) {
    if (reaches_lower(lower_border(a), lower_border(b))) return true;
    if (reaches_lower(lower_border(b), lower_border(a))) return false;
    return reaches_higher(upper_border(b), upper_border(a));
}

bool certainly_less(const Interval& a, const Interval& b) { return !possibly_less_equal(b, a); }

bool certainly_less_equal(const Interval& a, const Interval& b) { return !possibly_less(b, a); }

bool possibly_less(const Interval& a, const Interval& b) { return !a.lo || !b.hi || *a.lo < *b.hi; }

bool possibly_less_equal(const Interval& a, const Interval& b) {
    return possibly_less(a, b) || (*a.lo == *b.hi && !a.lo_open && !b.hi_open);
}

bool overlaps(const Interval& a, const Interval& b) {
    return possibly_less_equal(a, b) && possibly_less_equal(b, a);
}

Interval hull(const Interval& a, const Interval& b) {
    return between(
        reaches_lower(lower_border(b), lower_border(a)) ? lower_border(b) : lower_border(a),
        reaches_higher(upper_border(b), upper_border(a)) ? upper_border(b) : upper_border(a));
}

std::optional<Interval> intersection(const Interval& a, const Interval& b) {
    if (!overlaps(a, b)) return std::nullopt;
    return between(
        reaches_lower(lower_border(b), lower_border(a)) ? lower_border(a) : lower_border(b),
        reaches_higher(upper_border(b), upper_border(a)) ? upper_border(a) : upper_border(b));
}

}  // namespace dictum
