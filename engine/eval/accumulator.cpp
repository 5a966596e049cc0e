#include "engine/eval/accumulator.h"

#include <limits>

#include "engine/eval/functors.h"

namespace dictum {

void Accumulator::clear() {
    count_ = 0;
    wide_ = 0;
    float_ = 0.0;
    total_ = Interval::point(Decimal());
}

void Accumulator::add_one(Word word) {
    const bool first = count_++ == 0;
    if (kind_ == AggregateKind::Min || kind_ == AggregateKind::Max) {
        const bool better =
            first || (kind_ == AggregateKind::Min ? word_less(word, best_, operands_, values_)
                                                  : word_less(best_, word, operands_, values_));
        if (better) best_ = word;
    } else if (operands_ == BaseType::Float) {
        float_ += as_float(word);
    } else {
        wide_ += operands_ == BaseType::Unsigned ? static_cast<Wide>(word) : as_number(word);
    }
}

void Accumulator::add(const Word* words, std::size_t count) {
    if (kind_ == AggregateKind::Count) {
        count_ += static_cast<std::int64_t>(count);
    } else if (kind_ != AggregateKind::Min && kind_ != AggregateKind::Max &&
               operands_ == BaseType::Number) {
        for (std::size_t i = 0; i < count; ++i) wide_ += as_number(words[i]);
        count_ += static_cast<std::int64_t>(count);
    } else {
        for (std::size_t i = 0; i < count; ++i) add_one(words[i]);
    }
}

Status Accumulator::add(Word word) {
    add_one(word);
    return {};
}

Status Accumulator::add(const Interval& interval) {
    const bool first = count_++ == 0;
    if (kind_ == AggregateKind::Sum || kind_ == AggregateKind::Mean) {
        DICTUM_TRY(total_, dictum::add(total_, interval));
    } else if (first) {
        total_ = interval;
    } else if (kind_ == AggregateKind::Min) {
        DICTUM_TRY(total_, minimum(total_, interval));
    } else {
        DICTUM_TRY(total_, maximum(total_, interval));
    }
    return {};
}

Result<std::optional<Word>> Accumulator::value() const {
    switch (kind_) {
        case AggregateKind::Count:
            return std::optional(word_of(count_));
        case AggregateKind::Sum:
            return sum();
        case AggregateKind::Mean:
            return mean();
        case AggregateKind::Min:
        case AggregateKind::Max:
            break;
    }
    if (count_ == 0) return std::optional<Word>();
    if (operands_ == BaseType::Quantity) return std::optional(values_.quantity(total_));
    return std::optional(best_);
}

Result<std::optional<Word>> Accumulator::sum() const {
    switch (operands_) {
        case BaseType::Quantity:
            return std::optional(values_.quantity(total_));
        case BaseType::Float:
            return std::optional(word_of(float_));
        case BaseType::Unsigned:
            return std::optional(static_cast<Word>(wide_));
        default:
            break;
    }
    if (wide_ < std::numeric_limits<std::int64_t>::min() ||
        wide_ > std::numeric_limits<std::int64_t>::max()) {
        return Error{ErrorCode::InvalidInput, "sum of " + std::to_string(count_) +
                                                  " values: the result does not fit into a "
                                                  "64-bit number"};
    }
    return std::optional(word_of(static_cast<std::int64_t>(wide_)));
}

Result<std::optional<Word>> Accumulator::mean() const {
    if (count_ == 0) return std::optional<Word>();
    if (operands_ == BaseType::Quantity) {
        const Interval count = Interval::point(Decimal::from_integer(count_));
        DICTUM_TRY(const Interval mean, divide(total_, count));
        return std::optional(values_.quantity(mean));
    }
    if (result_ == BaseType::Float) {
        const double total = operands_ == BaseType::Float ? float_ : static_cast<double>(wide_);
        return std::optional(word_of(total / static_cast<double>(count_)));
    }
    return std::optional(static_cast<Word>(wide_ / count_));
}

}  // namespace dictum
