// Sets of keys: what a condition lets through, on an axis of unsigned numbers.
//
//   x >= 5, x != 7      {5..6, 8..max}
//
// Invariant: ranges are ascending, and neither overlap nor touch. Every operation is linear in the
// ranges of its arguments.
#pragma once

#include <cstdint>
#include <vector>

namespace dictum {

using Key = std::uint64_t;
constexpr Key kKeyMax = UINT64_MAX;

struct KeyRange {
    Key first = 0;
    Key last = 0;  // included
};

class KeySet {
  public:
    KeySet() = default;  // empty
    static KeySet all() { return of(0, kKeyMax); }
    // Empty when first > last.
    static KeySet of(Key first, Key last);

    const std::vector<KeyRange>& ranges() const { return ranges_; }
    bool operator==(const KeySet& other) const;

    KeySet complement() const;
    friend KeySet unite(const KeySet& a, const KeySet& b);
    friend KeySet intersect(const KeySet& a, const KeySet& b);

    bool holds(KeyRange keys) const;  // all of them
    bool meets(KeyRange keys) const;  // some of them

  private:
    std::vector<KeyRange> ranges_;
};

KeySet unite(const KeySet& a, const KeySet& b);
KeySet intersect(const KeySet& a, const KeySet& b);

}  // namespace dictum
