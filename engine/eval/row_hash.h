// Mixing of words into a hash whose upper and lower halves are both good.
//
// Words are often small, dense ids, so every word is multiplied and folded before the next one
// enters; the finish is half of the one of SplitMix64 (Steele, Lea, Flood: Fast splittable
// pseudorandom number generators, 2014).
#pragma once

#include <cstdint>
#include <span>

#include "engine/value/values.h"

namespace dictum {

// How many rows the evaluator handles at a time: their columns stay in the first-level cache.
constexpr std::size_t kBatch = 512;

class RowHash {
  public:
    void add(Word word) {
        state_ = (state_ ^ word) * 0x9E3779B97F4A7C15U;
        state_ ^= state_ >> 32;
    }
    // The half that hash tables keep beside a row id.
    std::uint32_t finish() const {
        std::uint64_t h = state_;
        h = (h ^ (h >> 29)) * 0xBF58476D1CE4E5B9U;
        return static_cast<std::uint32_t>(h >> 32);
    }

  private:
    std::uint64_t state_ = 0x243F6A8885A308D3U;
};

inline std::uint32_t hash_of(std::span<const Word> words) {
    RowHash hash;
    for (const Word word : words) hash.add(word);
    return hash.finish();
}

// Of the first `count` rows of some columns; count <= kBatch.
inline void hash_columns(std::span<const Word* const> columns, std::size_t count,
                         std::uint32_t* hashes) {
    if (columns.size() == 2) {
        const Word* const first = columns[0];
        const Word* const second = columns[1];
        for (std::size_t i = 0; i < count; ++i) {
            RowHash hash;
            hash.add(first[i]);
            hash.add(second[i]);
            hashes[i] = hash.finish();
        }
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        RowHash hash;
        for (const Word* const column : columns) hash.add(column[i]);
        hashes[i] = hash.finish();
    }
}

}  // namespace dictum
