// Random programs: the engine against the naive evaluator, every proof against the proof checker.
#include "tests/catch.hpp"
#include "tests/oracle/differential_run.h"

using namespace dictum::test;

TEST_CASE("random programs mean the same to the engine and to the naive evaluator", "[oracle]") {
    DifferentialCounts counts;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const RandomProgram program = random_program(seed);
        const auto problem = disagreement(program, seed, counts);
        if (problem) FAIL(report(program, seed, *problem));
    }
    CHECK(counts.nonempty >= counts.programs / 2);
    CHECK(counts.too_large + counts.failed < counts.programs / 10);
    CHECK(counts.proofs > counts.programs);
}

TEST_CASE("a seed gives the same program everywhere", "[oracle]") {
    CHECK(random_program(7).text == random_program(7).text);
    CHECK(random_program(7).text != random_program(8).text);
    CHECK(Random(1).next() == 0x910A2DEC89025CC1U);
}
