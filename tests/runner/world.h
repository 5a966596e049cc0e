// What the blocks of a case act on: the current program or pack, and the verbs.
//
// Every `query` is answered by each treatment there is (semi-naive, naive; for a pack also from the
// claims directly and through the knowledge base) and all must give the same text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/runner/case_file.h"

namespace dictum::test {

class World {
  public:
    World();
    ~World();

    // The lines that the block prints; a treatment that disagrees adds lines that say so.
    std::vector<std::string> run(const Block& block);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace dictum::test
