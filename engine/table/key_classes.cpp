#include "engine/table/key_classes.h"

#include <algorithm>

namespace dictum {
namespace {

constexpr std::size_t kBucketsAlways = std::size_t{1} << 14;
constexpr std::size_t kBucketsPerStart = 2;

}  // namespace

KeyClasses::KeyClasses(std::vector<Key> starts) : starts_(std::move(starts)) {
    starts_.push_back(0);
    std::sort(starts_.begin(), starts_.end());
    starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
    starts_.shrink_to_fit();
    if (starts_.size() == 1) return;
    base_ = starts_[1];
    const Key span = starts_.back() - base_;
    const std::size_t buckets_max = kBucketsAlways + kBucketsPerStart * starts_.size();
    while ((span >> shift_) >= buckets_max) ++shift_;
    exact_ = shift_ == 0;
    // A bucket wider than one key is searched up to its end, the last one too.
    last_bucket_ = (span >> shift_) + (exact_ ? 0 : 1);
    grid_.reserve(last_bucket_ + 1);
    std::uint32_t at = 1;
    for (Key bucket = 0; bucket <= last_bucket_; ++bucket) {
        const Key offset = bucket << shift_;
        const Key first = offset > kKeyMax - base_ ? kKeyMax : base_ + offset;
        while (at + 1 < starts_.size() && starts_[at + 1] <= first) ++at;
        grid_.push_back(at);
    }
    grid_.back() = size() - 1;
}

// The last class in [low, high] that begins at `key` or before it.
std::uint32_t KeyClasses::search(std::uint32_t low, std::uint32_t high, Key key) const {
    std::uint32_t count = high - low + 1;
    while (count > 1) {
        const std::uint32_t half = count / 2;
        low = starts_[low + half] <= key ? low + half : low;
        count -= half;
    }
    return low;
}

}  // namespace dictum
