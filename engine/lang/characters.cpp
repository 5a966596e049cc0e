#include "engine/lang/characters.h"

#include <algorithm>
#include <array>

namespace dictum {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t n>
bool in_ranges(const std::array<Range, n>& ranges, char32_t c) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), c,
                                        [](char32_t value, Range r) { return value < r.first; });
    return after != ranges.begin() && c <= (after - 1)->last;
}

constexpr std::array<Range, 22> kLetters = {{
    {U'A', U'Z'},     {U'a', U'z'},       {0xAA, 0xAA},     {0xB0, 0xB0},     {0xB2, 0xB3},
    {0xB5, 0xB5},     {0xBA, 0xBA},       {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2AF},
    {0x370, 0x3FF},   {0x400, 0x52F},     {0x1E00, 0x1FFF}, {0x2100, 0x214F}, {0x2E80, 0x2FDF},
    {0x3005, 0x3007}, {0x3040, 0x31FF},   {0x3300, 0x4DBF}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7AF},
    {0xF900, 0xFAFF}, {0x20000, 0x3FFFD},
}};

constexpr std::array<Range, 10> kInvisible = {{
    {0xAD, 0xAD},
    {0x61C, 0x61C},
    {0x180E, 0x180E},
    {0x200B, 0x200F},
    {0x202A, 0x202E},
    {0x2060, 0x206F},
    {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},
    {0xE0000, 0xE01EF},
}};

struct Meant {
    char32_t c;
    std::string_view ascii;
};

constexpr std::array<Meant, 22> kMeant = {{
    {0xD7, "*"},    {0xF7, "/"},    {0x2013, "-"},  {0x2014, "-"},  {0x2018, "\""}, {0x2019, "\""},
    {0x201C, "\""}, {0x201D, "\""}, {0x2026, ".."}, {0x2212, "-"},  {0x2260, "!="}, {0x2264, "<="},
    {0x2265, ">="}, {0x3001, ","},  {0x3002, "."},  {0x300C, "\""}, {0x300D, "\""}, {0x300E, "\""},
    {0x300F, "\""}, {0x3010, "["},  {0x3011, "]"},  {0x301C, ".."},
}};

// The printable ASCII characters in order, so that a full-width one is found by its distance.
constexpr std::string_view kPrintable =
    "!\"#$%&'()*+,-./"
    "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}";

}  // namespace

bool is_letter(char32_t c) { return in_ranges(kLetters, c); }

bool is_invisible(char32_t c) { return in_ranges(kInvisible, c); }

bool is_odd_space(char32_t c) {
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::string_view ascii_form(char32_t c) {
    if (c >= 0xFF01 && c < 0xFF01 + kPrintable.size()) return kPrintable.substr(c - 0xFF01, 1);
    if (c == 0xFF5E) return "..";
    const auto found =
        std::find_if(kMeant.begin(), kMeant.end(), [&](Meant m) { return m.c == c; });
    return found == kMeant.end() ? std::string_view{} : found->ascii;
}

std::string code_point_name(char32_t c) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string digits;
    for (char32_t rest = c; rest != 0 || digits.size() < 4; rest >>= 4) {
        digits.insert(digits.begin(), kHex[rest & 0xF]);
    }
    return "U+" + digits;
}

}  // namespace dictum
