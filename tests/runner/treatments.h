// A program under all treatments: each query is answered by the semi-naive engine and by the naive
// evaluator of tests/oracle, and every proof is checked by the proof checker there.
#pragma once

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
    std::vector<std::string> show(const std::string& form);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace dictum::test
