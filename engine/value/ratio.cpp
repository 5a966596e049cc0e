#include "engine/value/ratio.h"

namespace dictum {
namespace {

Error no_ratio(std::string_view text) {
    constexpr std::size_t kShown = 40;
    return {ErrorCode::InvalidInput, "`" + std::string(text.substr(0, kShown)) +
                                         "` is not a ratio; write two numbers, as in 9:1"};
}

// A side is kept as written, so what would have to be rounded is refused.
Result<Decimal> parse_side(std::string_view text) {
    DICTUM_TRY(const Decimal value, Decimal::parse(text, Rounding::Down));
    DICTUM_TRY(const Decimal above, Decimal::parse(text, Rounding::Up));
    if (value != above) {
        return Error{ErrorCode::InvalidInput, "a side of a ratio has at most " +
                                                  std::to_string(Decimal::kDigits) + " digits"};
    }
    return value;
}

}  // namespace

Result<Ratio> Ratio::parse(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return no_ratio(text);
    const std::string_view left = text.substr(0, colon);
    const std::string_view right = text.substr(colon + 1);
    if (left.starts_with('+') || right.starts_with('+')) return no_ratio(text);
    if (left.starts_with('-') || right.starts_with('-')) {
        return Error{ErrorCode::InvalidInput, "a side of a ratio can't be negative"};
    }
    const Result<Decimal> first = parse_side(left);
    if (!first) return first.error();
    const Result<Decimal> second = parse_side(right);
    if (!second) return second.error();
    return Ratio{*first, *second};
}

std::string Ratio::to_string() const { return first.to_string() + ":" + second.to_string(); }

Result<Interval> Ratio::share() const {
    DICTUM_TRY(const Interval sum, add(Interval::point(first), Interval::point(second)));
    if (sum.is_point() && sum.lo->is_zero()) {
        return Error{ErrorCode::InvalidInput, "the share of 0:0 does not exist"};
    }
    return divide(Interval::point(first), sum);
}

}  // namespace dictum
