#include "engine/eval/meter.h"

namespace dictum {

bool Meter::check() {
    if (error_) return false;
    next_check_ += (steps_ - next_check_) / kStepsBetween * kStepsBetween + kStepsBetween;
    if (limits_.poll) {
        if (std::optional<Error> stop = limits_.poll()) return fail(*std::move(stop));
    }
    if (steps_ < next_count_) return true;
    const Held held = bytes_();
    next_count_ = steps_ + held.cost;
    if (held.bytes <= limits_.bytes_max) return true;
    return fail({ErrorCode::Limit, limit_reached("bytes_max", limits_.bytes_max)});
}

std::string limit_reached(const char* limit, std::uint64_t value) {
    return std::string("limit ") + limit + " = " + std::to_string(value) + " reached";
}

}  // namespace dictum
