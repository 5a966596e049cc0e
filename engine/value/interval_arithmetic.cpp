// Interval arithmetic with open and absent ends.
//
//   [0, 1) * (2, 3]  =  [0, 3)       0 is attained by 0 times anything; 3 only by the absent 1 * 3
//   [0, 5] * >=2     =  >=0          0 times an unbounded number is 0
//   6 / (0, 3]       =  >=2          a divisor that only comes near 0 has no bound
//
// An end of a result is closed exactly when it is attained. The range of * and / over a box is
// spanned by the corners; where an edge is constant (a factor 0), its one value is attained
// whatever the other factor does. Every end is rounded outward on its own.
#include <algorithm>
#include <array>

#include "engine/value/interval.h"

namespace dictum {
namespace {

// An end of an operand, or a candidate for an end of a result.
struct End {
    int infinite = 0;  // -1, +1: unbounded, and then `value` is 0
    Decimal value;
    bool open = false;

    bool is_zero() const { return infinite == 0 && value.is_zero(); }
    int sign() const { return infinite != 0 ? infinite : value.sign(); }
};

constexpr End unbounded(int sign) { return {sign, Decimal(), true}; }

End low(const Interval& a) { return a.lo ? End{0, *a.lo, a.lo_open} : unbounded(-1); }
End high(const Interval& a) { return a.hi ? End{0, *a.hi, a.hi_open} : unbounded(1); }

Interval between(const End& lo, const End& hi) {
    Interval result;
    if (lo.infinite == 0) {
        result.lo = lo.value;
        result.lo_open = lo.open;
    }
    if (hi.infinite == 0) {
        result.hi = hi.value;
        result.hi_open = hi.open;
    }
    return result;
}

std::strong_ordering order(const End& a, const End& b) {
    if (a.infinite != 0 || b.infinite != 0) return a.infinite <=> b.infinite;
    return a.value <=> b.value;
}

// The lower (sign -1) or higher (+1) of two candidates; of equal ones a closed one, which is
// attained.
End further(const End& a, const End& b, int sign) {
    const auto compared = order(a, b);
    if (compared == 0) return a.open ? b : a;
    return (compared < 0) == (sign < 0) ? a : b;
}

// What one end of each operand gives: a candidate for an end of the result.
Result<std::optional<End>> corner_product(const End& a, const End& b, Rounding rounding) {
    if (a.is_zero() || b.is_zero()) {
        const bool attained = (a.is_zero() && !a.open) || (b.is_zero() && !b.open);
        return std::optional<End>(End{0, Decimal(), !attained});
    }
    if (a.infinite != 0 || b.infinite != 0)
        return std::optional<End>(unbounded(a.sign() * b.sign()));
    DICTUM_TRY(const Decimal value, multiply(a.value, b.value, rounding));
    return std::optional<End>(End{0, value, a.open || b.open});
}

// `toward` is the sign of the divisor's interval: what a divisor near 0 is.
Result<std::optional<End>> corner_quotient(const End& a, const End& b, int toward,
                                           Rounding rounding) {
    if (a.infinite != 0 && b.infinite != 0) return std::optional<End>();  // the other ends span it
    if (a.is_zero()) return std::optional<End>(End{0, Decimal(), a.open});
    if (b.infinite != 0) return std::optional<End>(End{0, Decimal(), true});
    if (a.infinite != 0 || b.is_zero()) return std::optional<End>(unbounded(a.sign() * toward));
    DICTUM_TRY(const Decimal value, divide(a.value, b.value, rounding));
    return std::optional<End>(End{0, value, a.open || b.open});
}

// The end that `corner` spans in the direction of `sign`, over the four pairs of ends.
template <class CornerOf>
Result<End> extreme(const Interval& a, const Interval& b, int sign, CornerOf corner) {
    const Rounding rounding = sign < 0 ? Rounding::Down : Rounding::Up;
    std::optional<End> best;
    for (const End& x : {low(a), high(a)}) {
        for (const End& y : {low(b), high(b)}) {
            DICTUM_TRY(const std::optional<End> candidate, corner(x, y, rounding));
            if (!candidate) continue;
            best = best ? further(*best, *candidate, sign) : *candidate;
        }
    }
    return *best;
}

bool is_below_zero(const Interval& a) { return low(a).sign() < 0; }

template <class CornerOf>
Result<Interval> spanned(const Interval& a, const Interval& b, CornerOf corner) {
    DICTUM_TRY(const End lo, extreme(a, b, -1, corner));
    DICTUM_TRY(const End hi, extreme(a, b, 1, corner));
    return between(lo, hi);
}

bool holds_zero(const Interval& a) {
    const Interval zero = Interval::point(Decimal());
    return overlaps(a, zero);
}

Error unbounded_error(const char* what, const Interval& a) {
    return {ErrorCode::InvalidInput, std::string(what) + " of " + a.to_string() +
                                         " does not exist: it is unbounded on that side"};
}

// Is it halfway between two integers?
bool is_half(const Decimal& value) {
    return value.exponent() == -1 && value.coefficient() % 10 % 5 == 0;
}

Decimal one() { return Decimal::from_integer(1); }

}  // namespace

Result<Interval> negate(const Interval& a) {
    Interval result;
    if (a.hi) result.lo = -*a.hi;
    if (a.lo) result.hi = -*a.lo;
    result.lo_open = a.hi_open;
    result.hi_open = a.lo_open;
    return result;
}

Result<Interval> add(const Interval& a, const Interval& b) {
    Interval result;
    if (a.lo && b.lo) {
        DICTUM_TRY(result.lo, add(*a.lo, *b.lo, Rounding::Down));
        result.lo_open = a.lo_open || b.lo_open;
    }
    if (a.hi && b.hi) {
        DICTUM_TRY(result.hi, add(*a.hi, *b.hi, Rounding::Up));
        result.hi_open = a.hi_open || b.hi_open;
    }
    return result;
}

Result<Interval> subtract(const Interval& a, const Interval& b) {
    DICTUM_TRY(const Interval negative, negate(b));
    return add(a, negative);
}

Result<Interval> multiply(const Interval& a, const Interval& b) {
    if (is_below_zero(a) || is_below_zero(b)) return spanned(a, b, corner_product);
    DICTUM_TRY(const auto lo, corner_product(low(a), low(b), Rounding::Down));
    DICTUM_TRY(const auto hi, corner_product(high(a), high(b), Rounding::Up));
    return between(*lo, *hi);
}

Result<Interval> divide(const Interval& a, const Interval& b) {
    if (holds_zero(b)) {
        return Error{ErrorCode::InvalidInput, b.is_point()
                                                  ? "division of " + a.to_string() + " by zero"
                                                  : "division of " + a.to_string() + " by " +
                                                        b.to_string() + ", which holds 0"};
    }
    const int toward = is_below_zero(b) ? -1 : 1;
    if (!is_below_zero(a) && toward > 0) {
        DICTUM_TRY(const auto lo, corner_quotient(low(a), high(b), toward, Rounding::Down));
        DICTUM_TRY(const auto hi, corner_quotient(high(a), low(b), toward, Rounding::Up));
        return between(*lo, *hi);
    }
    return spanned(a, b, [toward](const End& x, const End& y, Rounding rounding) {
        return corner_quotient(x, y, toward, rounding);
    });
}

Result<Interval> minimum(const Interval& a, const Interval& b) {
    const End lo = further(low(a), low(b), -1);
    End hi = further(high(a), high(b), -1);
    // Both must attain an end that they share.
    if (order(high(a), high(b)) == 0) hi.open = high(a).open || high(b).open;
    return between(lo, hi);
}

Result<Interval> maximum(const Interval& a, const Interval& b) {
    End lo = further(low(a), low(b), 1);
    if (order(low(a), low(b)) == 0) lo.open = low(a).open || low(b).open;
    return between(lo, further(high(a), high(b), 1));
}

Result<Interval> absolute(const Interval& a) {
    if (low(a).sign() >= 0) return a;
    DICTUM_TRY(const Interval mirrored, negate(a));
    if (high(a).sign() <= 0) return mirrored;
    return between(End{}, further(high(a), high(mirrored), 1));
}

Result<Interval> floor(const Interval& a) {
    Interval result;
    if (a.lo) result.lo = a.lo->floor();
    if (a.hi) {
        result.hi = a.hi->floor();
        if (a.hi_open && a.hi->is_integer()) {
            DICTUM_TRY(result.hi, subtract(*a.hi, one(), Rounding::Up));
        }
    }
    return result;
}

Result<Interval> ceil(const Interval& a) {
    DICTUM_TRY(const Interval mirrored, negate(a));
    DICTUM_TRY(const Interval floored, floor(mirrored));
    return negate(floored);
}

Result<Interval> round(const Interval& a) {
    Interval result;
    if (a.lo) {
        result.lo = a.lo->round();
        // Just above -0.5 is 0, though -0.5 itself goes to -1.
        if (a.lo_open && is_half(*a.lo) && a.lo->sign() < 0) {
            DICTUM_TRY(result.lo, add(*result.lo, one(), Rounding::Down));
        }
    }
    if (a.hi) {
        result.hi = a.hi->round();
        if (a.hi_open && is_half(*a.hi) && a.hi->sign() > 0) {
            DICTUM_TRY(result.hi, subtract(*result.hi, one(), Rounding::Up));
        }
    }
    return result;
}

Result<Interval> lower_end(const Interval& a) {
    if (!a.lo) return unbounded_error("the lower end", a);
    return Interval::point(*a.lo);
}

Result<Interval> upper_end(const Interval& a) {
    if (!a.hi) return unbounded_error("the upper end", a);
    return Interval::point(*a.hi);
}

Result<Interval> midpoint(const Interval& a) {
    if (!a.lo || !a.hi) return unbounded_error("the middle", a);
    DICTUM_TRY(const Interval sum, add(Interval::point(*a.lo), Interval::point(*a.hi)));
    return divide(sum, Interval::point(Decimal::from_integer(2)));
}

Result<Interval> width(const Interval& a) {
    if (!a.lo || !a.hi) return unbounded_error("the width", a);
    return subtract(Interval::point(*a.hi), Interval::point(*a.lo));
}

}  // namespace dictum
