// The nearest word by edit distance: insertions, deletions, replacements and transpositions of
// neighbours count one each (the restricted Damerau-Levenshtein distance).
#include <algorithm>
#include <array>

#include "engine/value/diagnostic.h"
#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::size_t kWordMax = 128;  // code points; longer words have no slips worth finding

using Row = std::array<std::size_t, kWordMax + 1>;

// The distance of `a` and `b`, or limit + 1 when it is above `limit`. Three rows suffice.
std::size_t distance(const std::u32string& a, const std::u32string& b, std::size_t limit) {
    Row rows[3];
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        Row& row = rows[i % 3];
        const Row& above = rows[(i + 2) % 3];
        const Row& above_that = rows[(i + 1) % 3];
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], above_that[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > limit + 1) return limit + 1;
    }
    return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    constexpr std::size_t kBytesMax = 4 * kWordMax;
    if (word.size() > kBytesMax) return {};
    const std::u32string wanted = code_points(word);
    const std::size_t length = wanted.size();
    if (length < 2 || length > kWordMax) return {};
    std::size_t limit = std::min(std::max<std::size_t>(1, length / 3), length - 1);
    const std::string* best = nullptr;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > kBytesMax) continue;
        const std::u32string offered = code_points(candidate);
        const std::size_t apart =
            std::max(offered.size(), length) - std::min(offered.size(), length);
        if (offered.size() > kWordMax || apart > limit) continue;
        const std::size_t steps = distance(wanted, offered, limit);
        if (steps > limit) continue;
        best = &candidate;
        if (steps == 0) break;
        limit = steps - 1;  // only a nearer one replaces it, so the first of equals stays
    }
    return best == nullptr ? std::string() : *best;
}

}  // namespace dictum
