// What was found of a pack's tests, as text, as one JSON object, and as an lcov trace file, which
// coverage viewers read: a rule or row is a function, a condition a line.
#pragma once

#include <string>

#include "embed/pack_tests.h"

namespace dictum {

// A line of figures, then what no test uses.
std::string coverage_text(const Coverage& coverage);
std::string coverage_lcov(const Coverage& coverage);
// A line of figures, then the survivors.
std::string mutation_text(const MutationScore& score);
std::string test_report_json(const TestReport& report);

}  // namespace dictum
