#include "engine/eval/row_index.h"

#include "engine/eval/row_hash.h"

namespace dictum {

std::uint32_t RowIndex::hash_row(const Word* row) const {
    RowHash hash;
    for (const std::uint32_t column : columns_) hash.add(row[column]);
    return hash.finish();
}

void RowIndex::extend(const std::vector<Word>& words, std::size_t arity, std::uint32_t to) {
    for (auto row = static_cast<std::uint32_t>(next_.size()); row < to; ++row) {
        const Word* const values = words.data() + row * arity;
        const auto fresh = static_cast<std::uint32_t>(chains_.size());
        const std::uint32_t chain =
            table_.find_or_add(hash_row(values), fresh, [&](std::uint32_t other) {
                const Word* const theirs = words.data() + chains_[other].first * arity;
                for (const std::uint32_t column : columns_) {
                    if (values[column] != theirs[column]) return false;
                }
                return true;
            });
        next_.push_back(kNone);
        if (chain == fresh) {
            chains_.push_back({row, row});
        } else {
            next_[chains_[chain].last] = row;
            chains_[chain].last = row;
        }
    }
}

std::uint32_t RowIndex::first(const std::vector<Word>& words, std::size_t arity,
                              std::span<const Word> key) const {
    RowHash hash;
    for (const Word word : key) hash.add(word);
    const std::uint32_t chain = table_.find(hash.finish(), [&](std::uint32_t candidate) {
        const Word* const row = words.data() + chains_[candidate].first * arity;
        for (std::size_t i = 0; i < key.size(); ++i) {
            if (row[columns_[i]] != key[i]) return false;
        }
        return true;
    });
    return chain == kNone ? kNone : chains_[chain].first;
}

std::size_t RowIndex::bytes() const {
    return table_.bytes() + chains_.capacity() * sizeof(Chain) +
           next_.capacity() * sizeof(std::uint32_t);
}

}  // namespace dictum
