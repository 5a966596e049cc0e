// What a run may cost. The engine has no clock: the caller's `poll` says when to stop.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "engine/value/result.h"

namespace dictum {

struct Limits {
    std::uint64_t tuples_max = 50'000'000;             // tuples derived in a run
    std::uint64_t rounds_max = 1'000'000;              // rounds of one fixpoint
    std::uint64_t bytes_max = std::uint64_t{1} << 30;  // relations, indexes and values, counted
    std::uint64_t rows_max = 1'000'000;                // rows of one answer
    std::uint64_t proof_nodes_max = 10'000;
    // Asked every few thousand steps; a value ends the run with that error (Limit, Interrupted).
    std::function<std::optional<Error>()> poll;
};

constexpr std::size_t kNestingMax = 256;        // of parentheses in rule text
constexpr std::size_t kAlternativesMax = 4096;  // of one clause after its disjunctions are expanded

}  // namespace dictum
