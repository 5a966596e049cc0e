// The [[test]]s of packs, run: each question or goal is answered, and the answer compared with the
// status, values and turns that the test expects.
//
//   [[test]]
//   ask = "政府客户会选国产还是英伟达?"
//   expect = { status = "answered", origin = "domestic", cite = "qa-6" }
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "embed/session.h"

namespace dictum {

struct TestResult {
    std::string name;                   // the question or goal
    std::string place;                  // file:line
    std::string goal;                   // how it was read
    std::vector<std::string> problems;  // what differs; none: passed

    bool passed() const { return problems.empty(); }
};

// In the packs' order. `each` is told every result as soon as it is there. A pack with errors is a
// Failure. Cost: that of the questions.
Outcome<std::vector<TestResult>> run_pack_tests(SessionOptions options,
                                                const std::function<void(const TestResult&)>& each);

}  // namespace dictum
