#include "engine/value/utf8.h"

#include <algorithm>
#include <array>

namespace dictum {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
    char32_t first;
    char32_t last;
};

constexpr std::array<Range, 9> kWide{{{0x1100, 0x115F},
                                      {0x2E80, 0xA4CF},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE30, 0xFE6F},
                                      {0xFF00, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x1F300, 0x1FAFF},
                                      {0x20000, 0x3FFFD}}};

constexpr std::array<Range, 6> kHan{{{0x2E80, 0x2FDF},
                                     {0x3005, 0x3007},
                                     {0x3400, 0x4DBF},
                                     {0x4E00, 0x9FFF},
                                     {0xF900, 0xFAFF},
                                     {0x20000, 0x3FFFD}}};

constexpr std::array<Range, 12> kZeroWidth{{{0x0300, 0x036F},
                                            {0x0483, 0x0489},
                                            {0x0591, 0x05BD},
                                            {0x064B, 0x065F},
                                            {0x1AB0, 0x1AFF},
                                            {0x1DC0, 0x1DFF},
                                            {0x200B, 0x200D},
                                            {0x2060, 0x2064},
                                            {0x20D0, 0x20FF},
                                            {0xFE00, 0xFE0F},
                                            {0xFE20, 0xFE2F},
                                            {0xFEFF, 0xFEFF}}};

template <std::size_t N>
bool holds(const std::array<Range, N>& ranges, char32_t value) {
    return std::any_of(ranges.begin(), ranges.end(), [value](const Range& range) {
        return value >= range.first && value <= range.last;
    });
}

constexpr CodePoint kInvalid{kReplacement, 1, false};

// What the first byte says: how many bytes follow, the bits it carries, the least valid value.
struct Lead {
    int following;
    char32_t bits;
    char32_t least;
};

Lead lead_of(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF) return {1, byte & 0x1Fu, 0x80};
    if (byte >= 0xE0 && byte <= 0xEF) return {2, byte & 0x0Fu, 0x800};
    if (byte >= 0xF0 && byte <= 0xF4) return {3, byte & 0x07u, 0x10000};
    return {0, 0, 0};
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return {first, 1, true};
    const Lead lead = lead_of(first);
    if (lead.following == 0) return kInvalid;
    const auto length = static_cast<std::size_t>(lead.following) + 1;
    if (at + length > text.size()) return kInvalid;
    char32_t value = lead.bits;
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[at + i]);
        if ((byte & 0xC0u) != 0x80u) return kInvalid;
        value = (value << 6) | (byte & 0x3Fu);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < lead.least || value > 0x10FFFF || surrogate) return kInvalid;
    return {value, static_cast<std::uint8_t>(length), true};
}

void append_utf8(std::string& out, char32_t value) {
    const auto push = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (value < 0x80) {
        push(value);
    } else if (value < 0x800) {
        push(0xC0 | (value >> 6));
        push(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        push(0xE0 | (value >> 12));
        push(0x80 | ((value >> 6) & 0x3F));
        push(0x80 | (value & 0x3F));
    } else {
        push(0xF0 | (value >> 18));
        push(0x80 | ((value >> 12) & 0x3F));
        push(0x80 | ((value >> 6) & 0x3F));
        push(0x80 | (value & 0x3F));
    }
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) at += code_point_at(text, at).length;
    return count;
}

std::u32string code_points(std::string_view text) {
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        result.push_back(point.value);
        at += point.length;
    }
    return result;
}

bool is_han(char32_t value) { return value >= 0x2E80 && holds(kHan, value); }

int display_width(char32_t value) {
    if (value < 0x300) return 1;
    if (holds(kZeroWidth, value)) return 0;
    return holds(kWide, value) ? 2 : 1;
}

bool is_unprintable(char32_t value) {
    if (value < 0x20 || (value >= 0x7F && value <= 0x9F)) return true;
    const bool marks = value == 0x061C || value == 0x200E || value == 0x200F;
    const bool separators = value == 0x2028 || value == 0x2029;
    const bool embeddings = value >= 0x202A && value <= 0x202E;
    const bool isolates = value >= 0x2066 && value <= 0x2069;
    return marks || separators || embeddings || isolates;
}

}  // namespace dictum
