// Mixing of words into a hash whose upper and lower halves are both good.
//
// Words are often small, dense ids, so every word is multiplied and folded before the next one
// enters; the finish is the one of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom
// number generators, 2014).
#pragma once

#include <cstdint>

#include "engine/value/values.h"

namespace dictum {

class RowHash {
  public:
    void add(Word word) {
        state_ = (state_ ^ word) * 0x9E3779B97F4A7C15U;
        state_ ^= state_ >> 32;
    }
    // The half that hash tables keep beside a row id.
    std::uint32_t finish() const {
        std::uint64_t h = state_;
        h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9U;
        h = (h ^ (h >> 27)) * 0x94D049BB133111EBU;
        return static_cast<std::uint32_t>(h >> 32);
    }

  private:
    std::uint64_t state_ = 0x243F6A8885A308D3U;
};

}  // namespace dictum
