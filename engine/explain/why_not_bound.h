// How much work the search for a why-not may do, and the stop when it is done.
//
// Work is counted in steps: rows visited and operators run, by the model and by the overlays that
// are evaluated for the search, and what planning costs in the same coin. No clock: the same search
// ends at the same step everywhere. A run of the model that reaches the bound ends as at any other
// limit; `stopped` tells the caller's own limits from this one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "engine/eval/state.h"

namespace dictum {

class WhyNotBound {
  public:
    WhyNotBound(Model& model, std::uint64_t steps_max);
    ~WhyNotBound();
    WhyNotBound(const WhyNotBound&) = delete;
    WhyNotBound& operator=(const WhyNotBound&) = delete;

    std::uint64_t steps() const { return charged_ + state_.meter.steps() - begin_; }
    bool reached() const { return steps() >= steps_max_; }
    std::uint64_t left() const { return reached() ? 0 : steps_max_ - steps(); }
    void charge(std::uint64_t steps) { charged_ += steps; }
    // What is allowed from here on; never more than at first.
    void allow(std::uint64_t steps_max) { steps_max_ = steps_max; }

    // The error with which the caller's own limits ended a run.
    const std::optional<Error>& stopped() const { return stopped_; }
    // Asks the caller's limits, as a run does, for work that is not the model's.
    bool may_go_on();
    // For an overlay: its steps count too.
    std::function<std::optional<Error>()> poll_of_overlay();

  private:
    std::optional<Error> poll();

    Model::State& state_;
    std::function<std::optional<Error>()> outer_;
    std::uint64_t steps_max_;
    std::uint64_t begin_;
    std::uint64_t charged_ = 0;
    std::uint64_t next_poll_ = 0;
    std::optional<Error> stopped_;
};

}  // namespace dictum
