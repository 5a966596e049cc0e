#include "engine/value/number_range.h"

#include <bit>
#include <cmath>

namespace dictum {
namespace {

// The number itself where there is no step: before `to` when a step leads there.
template <class T>
bool is_before(T value, T to, T step, std::uint64_t index) {
    if (step > 0) return value < to;
    if (step < 0) return value > to;
    return index == 0 && value != to;
}

}  // namespace

NumberRange::NumberRange(BaseType type, Word from, Word to, std::optional<Word> step)
    : type_(type) {
    if (type == BaseType::Float) {
        from_float_ = as_float(from);
        to_float_ = as_float(to);
        step_float_ = step ? as_float(*step) : (from_float_ <= to_float_ ? 1 : -1);
        return;
    }
    from_ = wide(from);
    to_ = wide(to);
    step_ = step ? wide(*step) : (from_ <= to_ ? 1 : -1);
}

NumberRange::Wide NumberRange::wide(Word word) const {
    return type_ == BaseType::Number ? Wide{as_number(word)} : Wide{word};
}

std::optional<Word> NumberRange::at(std::uint64_t index) const {
    if (type_ == BaseType::Float) {
        const double value = from_float_ + static_cast<double>(index) * step_float_;
        // A step that is lost in rounding would stand still for ever.
        if (index > 0 && value == from_float_) return std::nullopt;
        if (!is_before(value, to_float_, step_float_, index)) return std::nullopt;
        return std::bit_cast<Word>(value);
    }
    const Wide value = from_ + static_cast<Wide>(index) * step_;
    if (!is_before(value, to_, step_, index)) return std::nullopt;
    return static_cast<Word>(value);
}

std::optional<Word> NumberRange::next() {
    const std::optional<Word> word = at(index_);
    if (word) ++index_;
    return word;
}

bool NumberRange::contains(Word word) const {
    if (type_ == BaseType::Float) {
        const double steps =
            step_float_ == 0 ? 0 : std::nearbyint((as_float(word) - from_float_) / step_float_);
        if (!(steps >= 0 && steps < 0x1p63)) return false;
        return at(static_cast<std::uint64_t>(steps)) == word;
    }
    const Wide distance = wide(word) - from_;
    if (step_ == 0 ? distance != 0 : distance % step_ != 0) return false;
    const Wide steps = step_ == 0 ? 0 : distance / step_;
    return steps >= 0 && at(static_cast<std::uint64_t>(steps)) == word;
}

}  // namespace dictum
