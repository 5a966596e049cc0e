#include "engine/eval/row_store.h"

#include <algorithm>

namespace dictum {
namespace {

template <class Words>
void make_room(Words& words, std::size_t wanted) {
    if (words.size() < wanted) words.resize(std::max(wanted, words.size() * 2));
}

}  // namespace

void RowStore::prepare(std::span<const Word* const> columns, std::size_t count) {
    if (narrow_) {
        Word all = 0;
        for (const Word* const column : columns) {
            for (std::size_t i = 0; i < count; ++i) all |= column[i];
        }
        if (all > kNarrowMax) {
            narrow_ = false;
            wide_words_.assign(narrow_words_.begin(), narrow_words_.end());
            BigVector<std::uint32_t>().swap(narrow_words_);
        }
    }
    const std::size_t wanted = (size_ + count) * arity_;
    if (narrow_) {
        make_room(narrow_words_, wanted);
    } else {
        make_room(wide_words_, wanted);
    }
}

void RowStore::gather(std::size_t column, const std::uint32_t* rows, std::size_t count,
                      Word* out) const {
    if (narrow_) {
        const std::uint32_t* const words = narrow_words_.data() + column;
        for (std::size_t i = 0; i < count; ++i) out[i] = words[rows[i] * arity_];
    } else {
        const Word* const words = wide_words_.data() + column;
        for (std::size_t i = 0; i < count; ++i) out[i] = words[rows[i] * arity_];
    }
}

void RowStore::copy(std::size_t column, std::size_t from, std::size_t count, Word* out) const {
    const std::size_t first = from * arity_ + column;
    if (narrow_) {
        const std::uint32_t* const words = narrow_words_.data() + first;
        for (std::size_t i = 0; i < count; ++i) out[i] = words[i * arity_];
    } else {
        const Word* const words = wide_words_.data() + first;
        for (std::size_t i = 0; i < count; ++i) out[i] = words[i * arity_];
    }
}

}  // namespace dictum
