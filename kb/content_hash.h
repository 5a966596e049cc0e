// A 64-bit hash of texts: the same on every platform and in every version, so ids made from it may
// be kept. FNV-1a over words of eight bytes, little-endian, with the halves mixed after each.
//
//   ContentHash hash;
//   hash.add("server_price(\"a\", 1CNY)").add("call qa-8");
//   hash.hex()    // 16 digits
//
// Each text is hashed with its length, so that "ab" + "c" is not "a" + "bc". It tells contents
// apart; it does not protect against somebody who wants two to look alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dictum {

class ContentHash {
  public:
    ContentHash& add(std::string_view text);
    ContentHash& add(std::uint64_t number);
    std::string hex() const;

  private:
    void mix(std::uint64_t word) {
        state_ = (state_ ^ word) * 0x9E3779B97F4A7C15u;
        state_ ^= state_ >> 32;
    }
    std::uint64_t state_ = 0xCBF29CE484222325u;
};

}  // namespace dictum
