#include "engine/explain/why_not_gap.h"

#include <algorithm>

#include "engine/eval/functors.h"

namespace dictum {
namespace {

bool is_possible(CompareOp op, const Interval& a, const Interval& b) {
    switch (op) {
        case CompareOp::Less:
            return possibly_less(a, b);
        case CompareOp::LessEqual:
            return possibly_less_equal(a, b);
        case CompareOp::Greater:
            return possibly_less(b, a);
        case CompareOp::GreaterEqual:
            return possibly_less_equal(b, a);
        case CompareOp::Equal:
            return overlaps(a, b);
        default:
            return false;
    }
}

// The end that should be below, and the one that should be above it.
struct Ends {
    std::optional<Decimal> below;
    std::optional<Decimal> above;
};

Ends ends_of(CompareOp op, const Interval& a, const Interval& b) {
    switch (op) {
        case CompareOp::Less:
        case CompareOp::LessEqual:
            return {a.hi, b.lo};
        case CompareOp::Greater:
        case CompareOp::GreaterEqual:
            return {b.hi, a.lo};
        case CompareOp::MaybeLess:
        case CompareOp::MaybeLessEqual:
            return {a.lo, b.hi};
        case CompareOp::MaybeGreater:
        case CompareOp::MaybeGreaterEqual:
            return {b.lo, a.hi};
        case CompareOp::Equal:
        case CompareOp::MaybeEqual:
            // The interval that lies above comes too late.
            return certainly_less(a, b) ? Ends{b.lo, a.hi} : Ends{a.lo, b.hi};
        case CompareOp::NotEqual:
            break;
    }
    return {};
}

ComparisonGap quantity_gap(CompareOp op, const Type& type, Word left, Word right, Values& values,
                           const UnitTable& units) {
    const Interval a = values.interval(left);
    const Interval b = values.interval(right);
    ComparisonGap gap;
    gap.possible = is_possible(op, a, b);
    const Ends ends = ends_of(op, a, b);
    if (!ends.below || !ends.above) return gap;
    const auto apart = subtract(Interval::point(*ends.below), Interval::point(*ends.above));
    if (!apart || !apart->lo || *apart->lo < Decimal()) return gap;
    gap.text = values.literal(values.quantity(*apart), type, units);
    return gap;
}

std::string number_gap(BaseType base, Word left, Word right, const Values& values) {
    const bool less = word_less(left, right, base, values);
    const Word low = less ? left : right;
    const Word high = less ? right : left;
    // The distance of two numbers has 64 bits without a sign.
    if (base == BaseType::Float) return show_float(as_float(high) - as_float(low));
    return std::to_string(high - low);
}

}  // namespace

ComparisonGap comparison_gap(CompareOp op, const Type& type, Word left, Word right, Values& values,
                             const UnitTable& units) {
    if (op == CompareOp::NotEqual) return {};
    switch (type.base) {
        case BaseType::Quantity:
            return quantity_gap(op, type, left, right, values, units);
        case BaseType::Number:
        case BaseType::Unsigned:
        case BaseType::Float:
            return {number_gap(type.base, left, right, values), false};
        case BaseType::Date:
            return {number_gap(BaseType::Number, left, right, values) + units[units.days()].suffix,
                    false};
        default:
            return {};
    }
}

}  // namespace dictum
