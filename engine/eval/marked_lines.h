// Look-ups in a relation of two columns when one of the words stays for many bindings in a row.
//
//   e(x, y), e(y, z), e(x, z)?     for one x after the other: mark all z with e(x, z), then test
//
// So a cycle in a body is closed by intersecting two lists, at a bit test a member of the longer
// one. A word's rows are marked when about as many look-ups have asked for it as it has rows; until
// then, and where words change all the time, the relation itself is asked.
#pragma once

#include "engine/eval/tuples.h"

namespace dictum {

class MarkedLines {
  public:
    // `column`: the one whose words stay.
    explicit MarkedLines(std::uint32_t column) : column_(column) {}

    // held[i]: is there a row with these two words? Requires: the relation is complete.
    void has(const Tuples& tuples, Tuples::Columns columns, std::size_t count, bool* held);

  private:
    static constexpr Word kBitsMax = Word{1} << 26;
    static constexpr std::size_t kRunMin = 4;  // words that stay for less on average: not marked

    void take(const RowIndex& index, const RowStore& store, Word word);
    bool mark();
    void unmark();

    std::uint32_t column_;
    bool taken_ = false;
    Word word_ = 0;                          // whose rows these are
    std::span<const std::uint32_t> others_;  // the other words of its rows
    std::size_t asked_ = 0;
    bool marked_ = false;
    std::vector<std::uint64_t> bits_;
};

}  // namespace dictum
