// The rows of a relation of one or two columns as a matrix of bits: which there are, not where.
//
//   (2, 5)     bit 5 of line 2
//
// Where ids are small and rows many, a bit a possible row is less than a hash table of the rows
// that there are, and telling whether a row is new costs a bit test. The rows themselves stay where
// they are, in the order of their derivation.
#pragma once

#include <cstdint>
#include <span>

#include "engine/eval/row_store.h"
#include "engine/value/big_vector.h"

namespace dictum {

class DenseRows {
  public:
    // The size of a matrix that has a bit for every row that `largest` covers, and some more.
    static std::size_t bytes_for(std::span<const Word> largest);

    // Requires: one or two words.
    explicit DenseRows(std::span<const Word> largest);

    bool covers(std::span<const Word> largest) const {
        return line(largest) < lines_ && largest.back() < width_;
    }
    // True: the row is new.
    bool add(Word first, Word last) {
        const std::size_t at = first * width_ + last;
        std::uint64_t& bits = bits_[at / 64];
        const std::uint64_t bit = std::uint64_t{1} << (at % 64);
        const bool fresh = (bits & bit) == 0;
        bits |= bit;
        return fresh;
    }
    bool has(Word first, Word last) const {
        if (first >= lines_ || last >= width_) return false;
        const std::size_t at = first * width_ + last;
        return (bits_[at / 64] >> (at % 64) & 1) != 0;
    }
    // The line of a row: its first word, where it has two.
    static Word line(std::span<const Word> words) { return words.size() == 2 ? words[0] : 0; }

    std::size_t bytes() const { return bits_.capacity() * sizeof(std::uint64_t); }

  private:
    std::size_t lines_;
    std::size_t width_;
    BigVector<std::uint64_t> bits_;
};

}  // namespace dictum
