// A pack without its knowledge base: the claims are facts of the program, and each query is
// answered by the semi-naive engine and by the naive evaluator; every proof is checked. What the
// session answered from the base must be the same rows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ask/answer.h"

namespace dictum::test {

class PackProgram {
  public:
    // The folder's packs must be without mistakes.
    explicit PackProgram(const std::string& folder);
    ~PackProgram();

    // A line for each disagreement.
    std::vector<std::string> disagreements(const std::string& goal, const Answer& answer);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace dictum::test
