#include "engine/eval/marked_lines.h"

#include <algorithm>

namespace dictum {
namespace {

std::size_t runs_of(const Word* words, std::size_t count) {
    std::size_t runs = 1;
    for (std::size_t i = 1; i < count; ++i) runs += words[i] != words[i - 1] ? 1U : 0U;
    return runs;
}

}  // namespace

void MarkedLines::has(const Tuples& tuples, Tuples::Columns columns, std::size_t count,
                      bool* held) {
    const Word* const words = columns[column_];
    const Word* const others = columns[1 - column_];
    if (runs_of(words, count) * kRunMin > count || !tuples.store().narrow()) {
        tuples.has(columns, count, held);
        return;
    }
    const std::uint32_t on[] = {column_};
    const RowIndex& index = tuples.index_on(on, id_at<RowId>(tuples.size()));
    for (std::size_t begin = 0; begin < count;) {
        std::size_t end = begin + 1;
        while (end < count && words[end] == words[begin]) ++end;
        if (!taken_ || words[begin] != word_) take(index, tuples.store(), words[begin]);
        asked_ += end - begin;
        if (marked_ || (2 * asked_ >= others_.size() && mark())) {
            const Word limit = bits_.size() * 64;
            for (std::size_t i = begin; i < end; ++i) {
                const Word other = others[i];
                held[i] = other < limit && (bits_[other / 64] >> (other % 64) & 1) != 0;
            }
        } else {
            const Word* const run[] = {columns[0] + begin, columns[1] + begin};
            tuples.has(run, end - begin, held + begin);
        }
        begin = end;
    }
}

void MarkedLines::take(const RowIndex& index, const RowStore& store, Word word) {
    unmark();
    taken_ = true;
    word_ = word;
    asked_ = 0;
    const Word* const key[] = {&word_};
    RowIndex::Rows rows;
    index.find(store, key, 1, &rows);
    others_ = {};
    if (!rows.empty()) others_ = {index.values_of(rows.data()), rows.size()};
}

// False: a word is too large.
bool MarkedLines::mark() {
    const std::uint32_t largest = others_.empty() ? 0 : *std::ranges::max_element(others_);
    if (largest >= kBitsMax) return false;
    if (largest >= bits_.size() * 64) bits_.resize(largest / 64 + 1, 0);
    for (const std::uint32_t other : others_) bits_[other / 64] |= std::uint64_t{1} << (other % 64);
    marked_ = true;
    return true;
}

void MarkedLines::unmark() {
    if (!marked_) return;
    for (const std::uint32_t other : others_) bits_[other / 64] = 0;
    marked_ = false;
}

}  // namespace dictum
