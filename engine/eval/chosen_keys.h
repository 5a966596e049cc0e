// The keys that the rows of a relation with `choice-domain` have taken.
//
//   .decl pupil(p, teacher) choice-domain p     where pupil("a", "t") stands, no pupil("a", "u")
//
// Each choice domain is a set of keys; a tuple is added when none of its keys is taken. Rows are
// derived in one order whenever the same program runs, so the same rows are chosen. Cost: that of
// a look-up for each domain. (Hu, Karp, Subotić, Scholz: Revisiting the choice construct in
// Datalog, 2021.)
#pragma once

#include <span>
#include <vector>

#include "engine/eval/tuples.h"

namespace dictum {

class ChosenKeys {
  public:
    using Choices = std::span<const std::vector<std::uint32_t>>;

    // Takes the keys of a tuple that is not in the relation yet; false, and none taken, when some
    // row has one of them.
    bool take(Choices choices, std::span<const Word> tuple);
    std::size_t bytes() const;

  private:
    std::vector<Tuples> keys_;  // by choice
};

}  // namespace dictum
