// The [[test]]s of packs, run: each question or goal is answered, and the answer compared with the
// status, values and turns that the test expects.
//
//   [[test]]
//   ask = "政府客户会选国产还是英伟达?"
//   expect = { status = "answered", origin = "domestic", cite = "qa-6" }
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "embed/coverage.h"
#include "embed/mutation.h"
#include "embed/session.h"

namespace dictum {

struct TestResult {
    std::string name;                   // the question or goal
    std::string place;                  // file:line
    std::string goal;                   // how it was read
    std::vector<std::string> problems;  // what differs; none: passed

    bool passed() const { return problems.empty(); }
};

// What is measured of the tests besides whether they pass.
struct TestMeasures {
    bool coverage = false;
    bool mutation = false;
    MutationBounds bounds = {};
};

struct TestReport {
    std::vector<TestResult> results;  // in the packs' order
    std::optional<Coverage> coverage;
    std::optional<MutationScore> mutation;
};

// `each` is told every result as soon as it is there. A pack with errors is a Failure. Cost: that
// of the questions; of mutation, that of the questions that each mutant can reach.
Outcome<TestReport> measure_pack_tests(SessionOptions options, const TestMeasures& measures,
                                       const std::function<void(const TestResult&)>& each);
// The results alone.
Outcome<std::vector<TestResult>> run_pack_tests(SessionOptions options,
                                                const std::function<void(const TestResult&)>& each);

}  // namespace dictum
