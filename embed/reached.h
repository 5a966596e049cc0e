// Which relations a goal can reach: those that it reads, those that their rules read, and so on.
#pragma once

#include <string>
#include <vector>

#include "ask/reader.h"
#include "embed/session_state.h"

namespace dictum {

class Reached {
  public:
    explicit Reached(const CheckedProgram& program);
    // By RelationId: 1 where it is reached. Cost: linear in the rules that are.
    std::vector<char> from(std::vector<RelationId> open) const;

  private:
    std::vector<std::vector<RelationId>> reads_;
};

// What the goals read that a test's question was read as; nothing when it was not.
std::vector<RelationId> read_by(View& view, const QuestionReader& reader, const PackTest& test);

}  // namespace dictum
