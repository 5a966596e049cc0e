// What an aggregate's value rests on: for min and max the matches that carry it, otherwise all.
//
// At most kContributorsKept matches are kept. A quantity's least value has two carriers, one of
// each end, and each end keeps its own list; a better value empties the list.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "engine/eval/solve.h"

namespace dictum {

class Contributors {
  public:
    using Premises = std::vector<TuplePremise>;
    enum class End : std::uint8_t { Lo, Hi };  // values without ends use Lo

    void clear();
    // A match that counts as it is (count, sum, mean).
    void add(std::size_t ordinal, Premises premises);
    // A match whose end equals the best one so far, or betters it.
    void carry(End end, bool better, std::size_t ordinal, Premises premises);

    // In order of the matches, each once.
    std::vector<Premises> listed() const;

  private:
    struct Item {
        std::size_t ordinal = 0;
        Premises premises;
    };
    std::array<std::vector<Item>, 2> lists_;
};

}  // namespace dictum
