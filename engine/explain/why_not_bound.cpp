#include "engine/explain/why_not_bound.h"

namespace dictum {

WhyNotBound::WhyNotBound(Model& model, std::uint64_t steps_max)
    : state_(model.state()),
      outer_(state_.limits.poll),
      steps_max_(steps_max),
      begin_(state_.meter.steps()) {
    state_.meter.restart();
    state_.limits.poll = [this] { return poll(); };
}

WhyNotBound::~WhyNotBound() {
    state_.limits.poll = std::move(outer_);
    state_.meter.restart();
}

std::optional<Error> WhyNotBound::poll() {
    if (outer_ && !stopped_) stopped_ = outer_();
    if (stopped_) return stopped_;
    if (!reached()) return std::nullopt;
    return Error{ErrorCode::Limit, "the bound of the search was reached"};
}

bool WhyNotBound::may_go_on() {
    if (steps() >= next_poll_) {
        next_poll_ = steps() + Meter::kStepsBetween;
        poll();
    }
    return !stopped_ && !reached();
}

std::function<std::optional<Error>()> WhyNotBound::poll_of_overlay() {
    return [this] {
        charge(Meter::kStepsBetween);
        return poll();
    };
}

}  // namespace dictum
