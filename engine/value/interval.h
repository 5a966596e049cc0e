// An interval of decimals: what a quantity holds, in the coherent base unit of its dimension.
//
//   120..140万元   [1200000, 1400000]        >400T   (4e14, +inf)        75%   [0.75, 0.75]
//
// An absent end is unbounded. Arithmetic rounds outward; end points keep their openness.
// A literal `lo > hi`, or an empty interval such as (3, 3), can't be made.
#pragma once

#include <optional>
#include <string>

#include "engine/value/decimal.h"

namespace dictum {

struct Interval {
    std::optional<Decimal> lo;  // absent: no lower bound
    std::optional<Decimal> hi;
    bool lo_open = false;  // meaningful only where the end is present, otherwise false
    bool hi_open = false;

    static Interval point(Decimal value) { return {value, value, false, false}; }
    static Result<Interval> make(std::optional<Decimal> lo, std::optional<Decimal> hi,
                                 bool lo_open = false, bool hi_open = false);

    bool is_point() const { return lo && hi && *lo == *hi; }
    // Equality is of values: both ends and their openness.
    bool operator==(const Interval&) const = default;
    // "1200000..1400000", "75", ">400", ">=400", "<3", ">1..<=2" style for open ends of a range:
    // `(1..2]` is written ">1..2", `[1..2)` "1..<2". Unbounded on both sides: "any".
    std::string to_string() const;
    // The inverse of to_string.
    static Result<Interval> parse(std::string_view text);
};

// For indexes and deterministic output: by lower end, then upper end; unbounded first / last.
bool orders_before(const Interval& a, const Interval& b);

// Certain: every pair of members; possible: some pair.
bool certainly_less(const Interval& a, const Interval& b);
bool certainly_less_equal(const Interval& a, const Interval& b);
bool possibly_less(const Interval& a, const Interval& b);
bool possibly_less_equal(const Interval& a, const Interval& b);
bool overlaps(const Interval& a, const Interval& b);  // share a member; [1,2] and [2,3] do

// The least interval that holds both.
Interval hull(const Interval& a, const Interval& b);
std::optional<Interval> intersection(const Interval& a, const Interval& b);

Result<Interval> negate(const Interval& a);
Result<Interval> add(const Interval& a, const Interval& b);
Result<Interval> subtract(const Interval& a, const Interval& b);
Result<Interval> multiply(const Interval& a, const Interval& b);
Result<Interval> divide(const Interval& a, const Interval& b);  // b that holds 0 is an Error
Result<Interval> minimum(const Interval& a, const Interval& b);
Result<Interval> maximum(const Interval& a, const Interval& b);
Result<Interval> absolute(const Interval& a);
// The image under the step function: floor(7.1 .. 8.3) = 7 .. 8.
Result<Interval> floor(const Interval& a);
Result<Interval> ceil(const Interval& a);
Result<Interval> round(const Interval& a);
// Points: an unbounded end is an Error.
Result<Interval> lower_end(const Interval& a);
Result<Interval> upper_end(const Interval& a);
Result<Interval> midpoint(const Interval& a);
Result<Interval> width(const Interval& a);

}  // namespace dictum
