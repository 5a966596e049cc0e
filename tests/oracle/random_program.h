// Random programs as rule text, for comparing evaluators: stratified, safe and ending.
//
//   .decl d1(a: number, b: symbol)
//   d1(x0, s1) :- b0(x0, s1), !d0(x0), x0 < 3.
//
// A few layers of relations; rules read their own layer and lower ones, negations and aggregates
// only lower ones. Whatever a rule calculates is kept inside a small range by a comparison, so that
// recursion ends. One seed of four is in the Dictum dialect, with quantities and keys.
//
// One clause a line, so that a failing program can be shortened line by line. The same seed gives
// the same text everywhere.
#pragma once

#include <cstdint>
#include <string>

#include "engine/lang/syntax.h"

namespace dictum::test {

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }
    // 0 .. bound - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool chance(std::size_t percent) { return below(100) < percent; }
    template <class Items>
    const auto& of(const Items& items) {
        return items[below(std::size(items))];
    }

  private:
    std::uint64_t state_;
};

struct RandomProgram {
    std::string text;
    std::string goal;
    Dialect dialect = Dialect::Souffle;
};

RandomProgram random_program(std::uint64_t seed);

}  // namespace dictum::test
