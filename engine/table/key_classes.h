// Keys -> classes: between two neighbouring boundaries every key means the same to a table, and
// such a stretch is a class, numbered in the order of keys.
//
//   cells >= 5, < 9      boundaries 5, 9      classes 0: ..4    1: 5..8    2: 9..
//
// A look-up goes through a grid of equal buckets over the boundaries: where they lie close together
// (or are few) a bucket holds one class and nothing is searched; otherwise a binary search runs
// inside the bucket. Memory: at most 2^14 buckets, and two a boundary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/table/key_set.h"

namespace dictum {

// Classes [first, last].
struct ClassRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool operator==(const ClassRange&) const = default;
};

class KeyClasses {
  public:
    // One class of all keys.
    KeyClasses() : starts_{0} {}
    // `starts`: the first keys of classes, in any order, repeats allowed.
    explicit KeyClasses(std::vector<Key> starts);

    std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size()); }
    std::uint32_t of(Key key) const {
        if (key < base_) return 0;
        const Key bucket = (key - base_) >> shift_;
        if (bucket >= last_bucket_) return size() - 1;
        const std::uint32_t low = grid_[bucket];
        return exact_ ? low : search(low, grid_[bucket + 1], key);
    }
    // Asks for what `of(key)` will read: first the grid, then (behind it) the boundaries.
    bool is_far() const { return bytes() > kFarBytes; }
    void prefetch_grid(Key key) const {
        if (key >= base_) __builtin_prefetch(grid_.data() + bucket_of(key));
    }
    void prefetch_starts(Key key) const {
        if (key >= base_) __builtin_prefetch(starts_.data() + grid_[bucket_of(key)]);
    }
    ClassRange of(KeyRange keys) const { return {of(keys.first), of(keys.last)}; }
    // The first key of a class.
    Key start(std::uint32_t of_class) const { return starts_[of_class]; }
    std::size_t bytes() const {
        return starts_.capacity() * sizeof(Key) + grid_.capacity() * sizeof(std::uint32_t);
    }

  private:
    static constexpr std::size_t kFarBytes = std::size_t{64} << 10;

    Key bucket_of(Key key) const {
        const Key bucket = (key - base_) >> shift_;
        return bucket < last_bucket_ ? bucket : last_bucket_;
    }
    std::uint32_t search(std::uint32_t low, std::uint32_t high, Key key) const;

    std::vector<Key> starts_;          // ascending; the first is 0
    std::vector<std::uint32_t> grid_;  // of each bucket, the class of its first key
    Key base_ = kKeyMax;               // first key of the first bucket: the first boundary
    Key last_bucket_ = 0;  // the bucket of the last boundary; what lies there or behind is last
    std::uint32_t shift_ = 0;
    bool exact_ = true;  // a bucket is one key wide
};

}  // namespace dictum
