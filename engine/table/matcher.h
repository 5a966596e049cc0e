// Which rows may hold for the classes of the inputs: a shallow tree whose leaves are bitmaps.
//
//   node   input 0, classes 0..8191, 512 equal cuts     child = (class - 0) >> 4
//   leaf   32 rows; input 1: class -> a word of bits; input 2: likewise; ...
//
// A decision walks down by shifts, then ANDs one bitmap an input and takes the first set bit. Cuts
// are equal in classes, and a class begins where some row's condition does, so they fall where the
// rows are (the rank space of computational geometry; cutting boxes of rules so is HiCuts, Gupta
// and McKeown 1999). What makes the tree small: a row that holds in the whole of a box decides it,
// and the rows behind it are dropped, as far as the hit policy allows (`MatchKeep`).
//
// A table of at most 256 rows is one leaf of at most four words. Cost: a class look-up an input, a
// level for each factor of hundreds of rows, and one word in a leaf. A row may stand in several
// leaves, 8 times each on average plus 2^18 in all; where that bound is hit a leaf stays large, and
// a summary bitmap, a bit a word, is ANDed first. Bitmaps of a large leaf are shared by
// neighbouring classes when they would need more than 8 MiB an input; then its rows are looked at
// again.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "engine/table/key_classes.h"

namespace dictum {

// Of each row and input: the classes in which the row's cell can hold.
struct RowPieces {
    std::size_t inputs = 0;
    std::vector<std::uint32_t> cells;   // [row * inputs + input]: a cell
    std::vector<std::uint32_t> begins;  // of each cell its first piece, and the end of all
    std::vector<ClassRange> pool;       // ascending in a cell

    std::span<const ClassRange> of(std::size_t row, std::size_t input) const {
        const std::uint32_t cell = cells[row * inputs + input];
        return {pool.data() + begins[cell], pool.data() + begins[cell + 1]};
    }
    bool holds(std::size_t row, std::size_t input, std::uint32_t in_class) const {
        for (const ClassRange& piece : of(row, input)) {
            if (in_class <= piece.last) return in_class >= piece.first;
        }
        return false;
    }
};

// Behind a row that surely holds, which rows matter still?
enum class MatchKeep : std::uint8_t {
    None,       // first
    One,        // unique: a second one is a violation
    Differing,  // any: those with another outcome, up to the first of them
    All,        // the policies that list
};

struct MatchRows {
    RowPieces pieces;                     // in the order in which rows are tried
    std::vector<std::uint32_t> classes;   // of each input, how many there are
    std::vector<char> exact;              // of each row: it holds wherever its pieces say so
    std::vector<std::uint32_t> outcomes;  // rows with one number have the same outcome
    MatchKeep keep = MatchKeep::All;
};

class Matcher {
  public:
    explicit Matcher(MatchRows rows);

    static constexpr std::uint32_t kTestsMax = 16;

    // A leaf's head and everything behind it: its tests, then for each the starts of its segments
    // and its bitmaps, then its rows. One stretch of memory, so that a decision meets few lines.
    struct Leaf {
        const std::uint32_t* data;

        std::uint32_t rows() const { return data[0]; }
        std::uint32_t tests() const { return data[1] & 0xFF; }
        bool exact() const { return (data[1] & kInexact) == 0; }  // so are all its rows
        bool verify() const { return (data[1] & kVerify) != 0; }  // bitmaps may show too much
        std::uint32_t words() const { return data[2]; }
        std::uint32_t summary() const { return data[3]; }  // words of it; 0: none
        std::uint32_t row(std::size_t bit) const { return data[data[4] + bit]; }
    };

    // classes[input * stride]: the class of each input.
    Leaf leaf_of(const std::uint32_t* classes, std::size_t stride) const {
        std::uint32_t at = root_;
        while ((at & kLeafBit) == 0) {
            const Node& node = nodes_[at];
            at = children_[node.base + ((classes[node.input * stride] - node.low) >> node.shift)];
        }
        return {leaves_.data() + (at & ~kLeafBit)};
    }
    // Asks for the first lines of a leaf.
    static void prefetch(Leaf leaf) {
        for (std::size_t line = 0; line < kLinesAhead; ++line) {
            __builtin_prefetch(leaf.data + line * kLineWords);
        }
    }
    // Calls `visit(row)` for the rows of the leaf that may hold, in their order, until it gives
    // false.
    template <class Visit>
    void visit(Leaf leaf, const std::uint32_t* classes, std::size_t stride, Visit visit) const;

    const RowPieces& pieces() const { return rows_.pieces; }
    bool is_exact(std::uint32_t row) const { return rows_.exact[row] != 0; }
    std::uint32_t outcome(std::uint32_t row) const { return rows_.outcomes[row]; }
    std::size_t bytes() const;
    std::size_t leaves() const { return leaf_count_; }
    std::size_t nodes() const { return nodes_.size(); }

  private:
    friend class MatchBuilder;

    static constexpr std::uint32_t kLeafBit = std::uint32_t{1} << 31;
    static constexpr std::uint32_t kInexact = 1 << 8;
    static constexpr std::uint32_t kVerify = 1 << 9;
    static constexpr std::size_t kLinesAhead = 12;
    static constexpr std::size_t kLineWords = 16;
    static constexpr std::size_t kHead = 5;  // words of a leaf's head
    static constexpr std::size_t kTest = 5;  // of a test

    struct Node {
        std::uint32_t input = 0;
        std::uint32_t low = 0;
        std::uint32_t shift = 0;
        std::uint32_t base = 0;  // of its children
    };
    // The bitmaps of one input in a leaf: by class - low, or by the segment that holds the class.
    struct Test {
        std::uint32_t input = 0;
        std::uint32_t low = 0;
        std::uint32_t segments = 0;  // to be searched; 0: direct
        std::uint32_t starts = 0;    // where the starts of segments are, from the leaf's head
        std::uint32_t maps = 0;      // likewise
    };

    static std::uint32_t segment(const std::uint32_t* leaf, const Test& test,
                                 std::uint32_t of_class) {
        if (test.segments == 0) return of_class - test.low;
        const std::uint32_t* const starts = leaf + test.starts;
        std::uint32_t low = 0;
        std::uint32_t count = test.segments;
        while (count > 1) {
            const std::uint32_t half = count / 2;
            low = starts[low + half] <= of_class ? low + half : low;
            count -= half;
        }
        return low;
    }
    static std::uint64_t map_word(const std::uint32_t* map, std::size_t index) {
        std::uint64_t word = 0;
        std::memcpy(&word, map + 2 * index, sizeof word);
        return word;
    }
    bool matches(std::uint32_t row, const std::uint32_t* classes, std::size_t stride) const;

    MatchRows rows_;
    std::uint32_t root_ = 0;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> children_;  // a node, or the place of a leaf with kLeafBit
    std::vector<std::uint32_t> leaves_;
    std::size_t leaf_count_ = 0;
};

template <class Visit>
void Matcher::visit(Leaf leaf, const std::uint32_t* classes, std::size_t stride,
                    Visit visit) const {
    const std::uint32_t* maps[kTestsMax];
    const std::size_t words = leaf.words();
    const std::size_t summary = leaf.summary();
    const std::size_t record = 2 * (words + summary);
    const std::uint32_t tests = leaf.tests();
    for (std::uint32_t i = 0; i < tests; ++i) {
        const std::uint32_t* const at = leaf.data + kHead + i * kTest;
        const Test test{at[0], at[1], at[2], at[3], at[4]};
        maps[i] =
            leaf.data + test.maps + segment(leaf.data, test, classes[test.input * stride]) * record;
    }
    const auto word = [&](std::size_t index) {
        std::uint64_t bits = ~std::uint64_t{0};
        for (std::uint32_t i = 0; i < tests; ++i) bits &= map_word(maps[i], index);
        return bits;
    };
    const auto rows_of = [&](std::size_t index, std::uint64_t bits) {
        const std::size_t first = index * 64;
        const std::size_t left = leaf.rows() - first;
        if (left < 64) bits &= (std::uint64_t{1} << left) - 1;
        while (bits != 0) {
            const auto at = first + static_cast<std::size_t>(std::countr_zero(bits));
            const std::uint32_t row = leaf.row(at);
            bits &= bits - 1;
            if (leaf.verify() && !matches(row, classes, stride)) continue;
            if (!visit(row)) return false;
        }
        return true;
    };
    if (summary == 0) {
        for (std::size_t i = 0; i < words; ++i) {
            const std::uint64_t bits = word(i);
            if (bits != 0 && !rows_of(i, bits)) return;
        }
        return;
    }
    for (std::size_t i = 0; i < summary; ++i) {
        for (std::uint64_t some = word(words + i); some != 0; some &= some - 1) {
            const std::size_t index = i * 64 + static_cast<std::size_t>(std::countr_zero(some));
            if (index >= words) return;
            const std::uint64_t bits = word(index);
            if (bits != 0 && !rows_of(index, bits)) return;
        }
    }
}

}  // namespace dictum
