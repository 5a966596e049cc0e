// One random program through everything: parser, checker, evaluator, goal and proofs, compared with
// the naive evaluator, the proof checker and the brute-force strengths.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tests/oracle/random_program.h"

namespace dictum::test {

struct DifferentialCounts {
    std::uint64_t programs = 0;
    std::uint64_t nonempty = 0;   // that derived something
    std::uint64_t too_large = 0;  // not compared
    std::uint64_t failed = 0;     // both ended in an error of a value
    std::uint64_t tuples = 0;     // derived
    std::uint64_t rows = 0;       // of goals
    std::uint64_t proofs = 0;
    std::uint64_t bounded = 0;  // proofs of which no more is known than that they are proofs
};

// What disagrees, or nothing. The seed also gives rules and facts their strengths.
std::optional<std::string> disagreement(const RandomProgram& program, std::uint64_t seed,
                                        DifferentialCounts& counts);

// The program without the lines that the disagreement doesn't need.
RandomProgram shortened(RandomProgram program, std::uint64_t seed);

// For messages: the seed, what disagrees, the shortened program and its goal.
std::string report(const RandomProgram& program, std::uint64_t seed, const std::string& problem);

}  // namespace dictum::test
