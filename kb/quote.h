// Does a quote stand in a text, and where? Exactly, or equal after the normalisation of
// kb/normal_text.h; otherwise, what comes nearest to it.
//
//   QuoteFinder turn("整机成本里，GPU 一项占去“75%”左右");
//   turn.find("GPU一项占去\"75％\"")   // the bytes of `GPU 一项占去“75%”`
//
// Cost: find is linear in quote and text (Knuth, Morris, Pratt: Fast pattern matching in strings,
// 1977); nearest is O(quote x text) with both cut at a bound (Sellers, 1980).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kb/normal_text.h"

namespace dictum {

struct ByteRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

class QuoteFinder {
  public:
    // The text must outlive the finder.
    explicit QuoteFinder(std::string_view text) : text_(text) {}

    // The first place; nothing for a quote without a character besides white space.
    std::optional<ByteRange> find(std::string_view quote);

    // The stretch of the text with the least edit distance to the quote; nothing when not even half
    // of the quote is found in it.
    std::optional<ByteRange> nearest(std::string_view quote);

  private:
    const NormalText& normal();

    std::string_view text_;
    std::optional<NormalText> normal_;  // made on first need
};

}  // namespace dictum
