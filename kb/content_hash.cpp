#include "kb/content_hash.h"

#include <algorithm>

namespace dictum {

ContentHash& ContentHash::add(std::string_view text) {
    mix(text.size());
    for (std::size_t at = 0; at < text.size(); at += 8) {
        std::uint64_t word = 0;
        const std::size_t bytes = std::min<std::size_t>(8, text.size() - at);
        for (std::size_t i = 0; i < bytes; ++i) {
            word |= std::uint64_t{static_cast<unsigned char>(text[at + i])} << (8 * i);
        }
        mix(word);
    }
    return *this;
}

ContentHash& ContentHash::add(std::uint64_t number) {
    mix(number);
    return *this;
}

std::string ContentHash::hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[(state_ >> shift) & 15u];
    return text;
}

}  // namespace dictum
