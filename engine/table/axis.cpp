#include "engine/table/axis.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace dictum {
namespace {

Axis::Kind kind_of(const Type& type, bool ordered) {
    switch (type.base) {
        case BaseType::Number:
        case BaseType::Date:
            return Axis::Kind::Signed;
        case BaseType::Unsigned:
        case BaseType::Bool:
            return Axis::Kind::Unsigned;
        case BaseType::Float:
            return Axis::Kind::Float;
        case BaseType::Quantity:
            return Axis::Kind::Decimal;
        case BaseType::Symbol:
            return ordered ? Axis::Kind::Text : Axis::Kind::Discrete;
        case BaseType::Ratio:
        case BaseType::Record:
            return Axis::Kind::Discrete;
    }
    return Axis::Kind::Signed;
}

template <class Item>
void sort_unique(std::vector<Item>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

// 2i + 1 for the i-th item, 2i for what lies before it and behind the one before.
template <class Items, class Value>
Key rank_among(const Items& items, const Value& value) {
    const auto at = std::lower_bound(items.begin(), items.end(), value);
    const Key index = 2 * static_cast<Key>(at - items.begin());
    return at != items.end() && *at == value ? index + 1 : index;
}

}  // namespace

Axis::Axis(const Type& type, bool ordered, const Values& values)
    : kind_(kind_of(type, ordered)),
      values_(&values),
      float_max_(float_key(std::numeric_limits<double>::infinity())),
      symbols_(type.base == BaseType::Symbol) {}

// Ascending as the values are; an undefined float comes behind all of them.
Key Axis::float_key(double value) {
    constexpr Key kSign = Key{1} << 63;
    if (value != value) return kKeyMax;
    const Word bits = std::bit_cast<Word>(value);
    return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

void Axis::mention(const TableTest& test) {
    if (!test.term.constant) return;
    const Word constant = *test.term.constant;
    if (kind_ == Kind::Decimal) {
        const Interval& interval = values_->interval(constant);
        if (interval.lo) decimals_.push_back(*interval.lo);
        if (interval.hi) decimals_.push_back(*interval.hi);
    } else if (kind_ == Kind::Text) {
        texts_.push_back(values_->text(as_symbol(constant)));
    } else if (kind_ == Kind::Discrete) {
        const Key key = by_word_.size() + 1;
        const bool fresh = by_word_.emplace(constant, key).second;
        if (fresh && symbols_) by_text_.emplace(values_->text(as_symbol(constant)), key);
    }
}

void Axis::settle() {
    sort_unique(decimals_);
    sort_unique(texts_);
}

// ---- values --------------------------------------------------------------------------------

Key Axis::decimal_rank(const Decimal& value) const { return rank_among(decimals_, value); }
Key Axis::text_rank(std::string_view text) const { return rank_among(texts_, text); }

KeyRange Axis::keys(Word value) const {
    Key key = 0;
    switch (kind_) {
        case Kind::Signed:
            key = signed_key(value);
            break;
        case Kind::Unsigned:
            key = value;
            break;
        case Kind::Float:
            key = float_key(as_float(value));
            break;
        case Kind::Discrete: {
            const auto found = by_word_.find(value);
            key = found == by_word_.end() ? 0 : found->second;
            break;
        }
        case Kind::Text:
            key = text_rank(values_->text(as_symbol(value)));
            break;
        case Kind::Decimal:
            return keys(values_->interval(value));
    }
    return {key, key};
}

KeyRange Axis::keys(const Interval& quantity) const {
    KeyRange range{0, 2 * decimals_.size()};
    // An end that is left out makes room only beside a decimal that has a key of its own.
    if (quantity.lo) {
        range.first = decimal_rank(*quantity.lo);
        if (quantity.lo_open) range.first += range.first & 1;
    }
    if (quantity.is_point()) return {range.first, range.first};
    if (quantity.hi) {
        range.last = decimal_rank(*quantity.hi);
        if (quantity.hi_open) range.last -= range.last & 1;
    }
    return range;
}

KeyRange Axis::keys(std::string_view text) const {
    Key key = 0;
    if (kind_ == Kind::Text) {
        key = text_rank(text);
    } else if (const auto found = by_text_.find(std::string(text)); found != by_text_.end()) {
        key = found->second;
    }
    return {key, key};
}

// ---- conditions ----------------------------------------------------------------------------

Axis::Sets Axis::sets(const TableTest& test) const {
    return test.operands == BaseType::Quantity
               ? interval_sets(test.op, values_->interval(*test.term.constant))
               : word_sets(test.op, *test.term.constant);
}

Axis::Sets Axis::word_sets(CompareOp op, Word constant) const {
    const Key key = keys(constant).first;
    const KeySet at = KeySet::of(key, key);
    const KeySet below = key == 0 ? KeySet() : KeySet::of(0, key - 1);
    const KeySet above = key == kKeyMax ? KeySet() : KeySet::of(key + 1, key_max());
    KeySet set;
    switch (op) {
        case CompareOp::Less:
            set = below;
            break;
        case CompareOp::LessEqual:
            set = unite(below, at);
            break;
        case CompareOp::Greater:
            set = above;
            break;
        case CompareOp::GreaterEqual:
            set = unite(at, above);
            break;
        case CompareOp::NotEqual:
            set = at.complement();
            break;
        default:
            set = at;
    }
    return {set, set};
}

// For every member of the constant, or for some.
Axis::Sets Axis::interval_sets(CompareOp op, const Interval& constant) const {
    const auto& [lo, hi, lo_open, hi_open] = constant;
    const KeySet all = KeySet::all();
    switch (op) {
        case CompareOp::Less:
            return {lo ? until(*lo, !lo_open) : KeySet(), hi ? until(*hi, true) : all};
        case CompareOp::LessEqual:
            return {lo ? until(*lo, false) : KeySet(), hi ? until(*hi, hi_open) : all};
        case CompareOp::Greater:
            return {hi ? from(*hi, !hi_open) : KeySet(), lo ? from(*lo, true) : all};
        case CompareOp::GreaterEqual:
            return {hi ? from(*hi, false) : KeySet(), lo ? from(*lo, lo_open) : all};
        default:
            break;
    }
    // A range as a value is the set of its members.
    const KeySet inside = intersect(lo ? from(*lo, lo_open) : all, hi ? until(*hi, hi_open) : all);
    const KeySet set = op == CompareOp::NotEqual ? inside.complement() : inside;
    return {set, set};
}

KeySet Axis::from(const Decimal& value, bool open) const {
    if (kind_ == Kind::Decimal) {
        return KeySet::of(decimal_rank(value) + (open ? 1 : 0), kKeyMax);
    }
    return until(value, !open).complement();
}

KeySet Axis::until(const Decimal& value, bool open) const {
    if (kind_ == Kind::Decimal) {
        return KeySet::of(0, decimal_rank(value) - (open ? 1 : 0));  // ranks of constants are odd
    }
    // Whole numbers: <= 2.5 is <= 2, and < 2.5 likewise; < 3 is <= 2.
    const Decimal floor = value.floor();
    const std::optional<Key> key = whole_key(floor);
    if (!key) return value.sign() < 0 ? KeySet() : KeySet::all();
    const bool excluded = open && floor == value;
    if (excluded && *key == 0) return KeySet();
    return KeySet::of(0, excluded ? *key - 1 : *key);
}

// Nothing for what lies beyond 64 bits.
std::optional<Key> Axis::whole_key(const Decimal& value) const {
    if (kind_ == Kind::Signed) {
        const Result<std::int64_t> integer = value.to_integer();
        return integer ? std::optional(signed_key(word_of(*integer))) : std::nullopt;
    }
    constexpr std::int32_t kDigitsMax = 20;
    if (value.sign() < 0 || value.exponent() > kDigitsMax) return std::nullopt;
    auto key = static_cast<Key>(value.coefficient());
    for (std::int32_t i = 0; i < value.exponent(); ++i) {
        if (key > kKeyMax / 10) return std::nullopt;
        key *= 10;
    }
    return key;
}

}  // namespace dictum
