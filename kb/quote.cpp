#include "kb/quote.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace dictum {
namespace {

// Nearest text is for people: longer quotes and turns are compared by their beginnings.
constexpr std::size_t kQuotePointsMax = 300;
constexpr std::size_t kTextPointsMax = 20'000;

// Where `wanted` first stands in `text`; text.size() when it does not.
template <class Text>
std::size_t find_in(const Text& text, const Text& wanted) {
    std::vector<std::size_t> border(wanted.size(), 0);  // of each prefix
    for (std::size_t i = 1, k = 0; i < wanted.size(); ++i) {
        while (k > 0 && wanted[i] != wanted[k]) k = border[k - 1];
        if (wanted[i] == wanted[k]) ++k;
        border[i] = k;
    }
    for (std::size_t i = 0, k = 0; i < text.size(); ++i) {
        while (k > 0 && text[i] != wanted[k]) k = border[k - 1];
        if (text[i] == wanted[k]) ++k;
        if (k == wanted.size()) return i + 1 - k;
    }
    return text.size();
}

// A stretch of the text and its edit distance to the quote.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t distance = 0;
};

Stretch best_stretch(std::u32string_view text, std::u32string_view quote) {
    struct Cell {
        std::size_t distance;
        std::size_t begin;  // of the stretch that this distance belongs to
    };
    // Column by column: cells[i] is the best stretch that ends here against quote[0, i).
    std::vector<Cell> cells(quote.size() + 1);
    for (std::size_t i = 0; i <= quote.size(); ++i) cells[i] = {i, 0};
    Stretch best{0, 0, quote.size()};
    for (std::size_t j = 0; j < text.size(); ++j) {
        Cell diagonal = cells[0];
        cells[0] = {0, j + 1};
        for (std::size_t i = 1; i <= quote.size(); ++i) {
            const Cell above = cells[i];
            Cell cell{diagonal.distance + (text[j] == quote[i - 1] ? 0 : 1), diagonal.begin};
            if (above.distance + 1 < cell.distance) cell = {above.distance + 1, above.begin};
            if (cells[i - 1].distance + 1 < cell.distance) {
                cell = {cells[i - 1].distance + 1, cells[i - 1].begin};
            }
            diagonal = above;
            cells[i] = cell;
        }
        if (cells.back().distance < best.distance) {
            best = {cells.back().begin, j + 1, cells.back().distance};
        }
    }
    return best;
}

}  // namespace

const NormalText& QuoteFinder::normal() {
    if (!normal_) normal_ = normal_text(text_);
    return *normal_;
}

std::optional<ByteRange> QuoteFinder::find(std::string_view quote) {
    const NormalText wanted = normal_text(quote);
    if (wanted.points.empty()) return std::nullopt;
    const std::size_t at = find_in(text_, quote);
    if (at < text_.size()) {
        return ByteRange{static_cast<std::uint32_t>(at),
                         static_cast<std::uint32_t>(at + quote.size())};
    }
    const NormalText& text = normal();
    const std::size_t first = find_in(text.points, wanted.points);
    if (first >= text.size()) return std::nullopt;
    return ByteRange{text.begins[first], text.ends[first + wanted.size() - 1]};
}

std::optional<ByteRange> QuoteFinder::nearest(std::string_view quote) {
    const NormalText wanted = normal_text(quote);
    const NormalText& text = normal();
    const auto pattern = std::u32string_view(wanted.points).substr(0, kQuotePointsMax);
    const auto searched = std::u32string_view(text.points).substr(0, kTextPointsMax);
    if (pattern.empty()) return std::nullopt;
    const Stretch best = best_stretch(searched, pattern);
    if (best.begin == best.end || best.distance * 2 > pattern.size()) return std::nullopt;
    return ByteRange{text.begins[best.begin], text.ends[best.end - 1]};
}

}  // namespace dictum
