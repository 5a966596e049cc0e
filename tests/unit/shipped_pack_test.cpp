// The shipped pack passes its own [[test]]s: questions and goals with the status, values and turns
// that the call gives.
#include "embed/pack_tests.h"
#include "tests/catch.hpp"

using namespace dictum;

TEST_CASE("the shipped pack passes its own tests") {
    const auto outcome =
        run_pack_tests({.packs = {"rules/domestic-compute"}, .kb = {}, .limits = {}},
                       [](const TestResult& result) {
                           INFO(result.place << " " << result.name);
                           INFO("goal: " << result.goal);
                           for (const std::string& problem : result.problems) FAIL_CHECK(problem);
                       });
    if (const auto* failed = std::get_if<Failure>(&outcome)) FAIL(failed->text);
    CHECK(std::get<std::vector<TestResult>>(outcome).size() >= 120);
}
