// A program under all treatments: each query is answered by the semi-naive engine and by the naive
// evaluator of tests/oracle, and every proof is checked by the proof checker there.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/lang/syntax.h"

namespace dictum::test {

class Program {
  public:
    Program(std::string text, Dialect dialect);
    ~Program();

    // Rendered without source lines: `program:4:16: error: ... [unbound-variable]`, and the mend.
    std::vector<std::string> diagnostics() const;
    // `x = "a", y = 3` a row; `yes` for a goal without variables that holds; `no` for none.
    std::vector<std::string> query(const std::string& goal);
    std::vector<std::string> why(const std::string& fact);
    // Sentences of a why-not; what it names as missing is added and judged by the naive evaluator.
    std::vector<std::string> whynot(const std::string& goal, const std::string& language,
                                    std::uint64_t bound);
    std::vector<std::string> show(const std::string& form);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace dictum::test
