// The algebra of measures: what may be added to what, and what products are made of.
#include <algorithm>

#include "engine/value/unit.h"

namespace dictum {
namespace {

// Repeated squaring in rules must not overflow.
constexpr std::int32_t kExponentMost = 1000;

// a with b added `times` times; powers stay sorted by base and never zero.
Measure combined(const Measure& a, const Measure& b, std::int32_t times) {
    Measure result;
    auto left = a.powers.begin();
    auto right = b.powers.begin();
    while (left != a.powers.end() || right != b.powers.end()) {
        const bool take_left =
            right == b.powers.end() || (left != a.powers.end() && left->base <= right->base);
        const bool take_right =
            left == a.powers.end() || (right != b.powers.end() && right->base <= left->base);
        Measure::Power power{take_left ? left->base : right->base, 0};
        if (take_left) power.exponent += (left++)->exponent;
        if (take_right) power.exponent += times * (right++)->exponent;
        power.exponent = std::clamp(power.exponent, -kExponentMost, kExponentMost);
        if (power.exponent != 0) result.powers.push_back(power);
    }
    return result;
}

}  // namespace

Measure product(const Measure& a, const Measure& b) { return combined(a, b, 1); }

Measure quotient(const Measure& a, const Measure& b) { return combined(a, b, -1); }

std::optional<Measure> sum(const Measure& a, const Measure& b) {
    if (a.powers != b.powers) return std::nullopt;
    if (a.fraction == Fraction::Calendar || b.fraction == Fraction::Calendar) return std::nullopt;
    if (a.fraction == b.fraction) return a;
    // Percent takes plain ratios and points; those two don't mix.
    if (a.fraction == Fraction::Percent) return a;
    if (b.fraction == Fraction::Percent) return b;
    return std::nullopt;
}

std::optional<Measure> difference(const Measure& a, const Measure& b) {
    if (a.powers != b.powers) return std::nullopt;
    if (a.fraction == Fraction::Percent && b.fraction == Fraction::Percent) {
        return Measure{{}, Fraction::Points};
    }
    if (a.fraction == Fraction::Points && b.fraction == Fraction::Percent) return std::nullopt;
    return sum(a, b);
}

bool compatible(const Measure& from, const Measure& to) {
    if (from.powers != to.powers) return false;
    const auto agree = [&](Fraction kind) {
        return (from.fraction == kind) == (to.fraction == kind);
    };
    return agree(Fraction::Points) && agree(Fraction::Calendar);
}

}  // namespace dictum
