#include "kb/content_hash.h"

#include <bit>
#include <cstring>

namespace dictum {
namespace {

// Little-endian.
std::uint64_t word_of(const char* text, std::size_t bytes) {
    std::uint64_t word = 0;
    if (bytes == 8 && std::endian::native == std::endian::little) {
        std::memcpy(&word, text, 8);
        return word;
    }
    for (std::size_t i = 0; i < bytes; ++i) {
        word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    }
    return word;
}

}  // namespace

ContentHash& ContentHash::add(std::string_view text) {
    mix(text.size());
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) mix(word_of(text.data() + at, 8));
    if (at < text.size()) mix(word_of(text.data() + at, text.size() - at));
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
