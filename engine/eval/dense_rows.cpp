#include "engine/eval/dense_rows.h"

namespace dictum {
namespace {

// Room for ids that come later, in whole words of bits.
std::size_t padded(Word largest) {
    const std::size_t wanted = static_cast<std::size_t>(largest) + 1;
    return (wanted + wanted / 8 + 63) / 64 * 64;
}

std::size_t lines_for(std::span<const Word> largest) {
    return largest.size() == 2 ? padded(largest[0]) : 1;
}

}  // namespace

std::size_t DenseRows::bytes_for(std::span<const Word> largest) {
    return lines_for(largest) * (padded(largest.back()) / 8);
}

DenseRows::DenseRows(std::span<const Word> largest)
    : lines_(lines_for(largest)),
      width_(padded(largest.back())),
      bits_(lines_ * (width_ / 64), 0) {}

}  // namespace dictum
