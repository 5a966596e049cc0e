// Counts the work of a run, and every few thousand steps asks whether it may go on.
//
// A step is a row that is visited or an operator that runs; loops over user-sized data take steps,
// so the caller's `poll` and the limit of bytes are asked soon, whatever a rule does.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "engine/value/limits.h"

namespace dictum {

class Meter {
  public:
    static constexpr std::uint64_t kStepsBetween = 4096;

    // `bytes`: what the run holds now, and how many steps its counting is worth.
    struct Held {
        std::uint64_t bytes = 0;
        std::uint64_t cost = 0;
    };
    Meter(const Limits& limits, std::function<Held()> bytes)
        : limits_(limits), bytes_(std::move(bytes)) {}

    // False: the run must end, with error().
    bool step(std::uint64_t steps = 1) { return (steps_ += steps) < next_check_ || check(); }
    bool check();
    const Error& error() const { return *error_; }
    bool stopped() const { return error_.has_value(); }
    // Before a run: forgets an earlier error.
    void restart() { error_.reset(); }

    std::uint64_t steps() const { return steps_; }

  private:
    bool fail(Error error) {
        error_ = std::move(error);
        return false;
    }

    const Limits& limits_;
    std::function<Held()> bytes_;
    std::uint64_t steps_ = 0;
    std::uint64_t next_check_ = kStepsBetween;
    std::uint64_t next_count_ = 0;
    std::optional<Error> error_;
};

// "limit tuples_max = 1000 reached".
std::string limit_reached(const char* limit, std::uint64_t value);

}  // namespace dictum
