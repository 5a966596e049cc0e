#include "engine/eval/row_index.h"

#include <algorithm>
#include <bit>

#include "engine/eval/row_hash.h"

namespace dictum {
namespace {

// Lists of a key's own size are worth building anew when this part of the rows is not in yet.
constexpr std::uint32_t kRebuildPart = 2;
// Keys are looked up by value while there are at most this many a row.
constexpr std::size_t kValuesARow = 16;
constexpr std::size_t kValuesAlways = 4096;

}  // namespace

void RowIndex::extend(const RowStore& store, std::uint32_t to) {
    if (to <= covered_) return;
    if (to - covered_ >= covered_ / kRebuildPart || ((direct_ || has_values_) && !store.narrow())) {
        rebuild(store, to);
        return;
    }
    for (std::uint32_t row = covered_; row < to; ++row) {
        if (!append(store, row)) {
            rebuild(store, to);
            return;
        }
    }
    covered_ = to;
}

bool RowIndex::is_direct(const RowStore& store, std::uint32_t to) const {
    if (columns_.size() != 1 || !store.narrow()) return false;
    Word largest = 0;
    for (std::uint32_t row = 0; row < to; ++row) {
        largest = std::max(largest, store.word(row, columns_[0]));
    }
    return largest < kValuesAlways + kValuesARow * std::size_t{to};
}

// A counting sort by group.
void RowIndex::rebuild(const RowStore& store, std::uint32_t to) {
    groups_.clear();
    samples_.clear();
    table_.clear();
    direct_ = is_direct(store, to);
    BigVector<std::uint32_t> group_of_row(direct_ ? 0 : to);
    for (std::uint32_t row = 0; row < to; ++row) {
        const std::uint32_t group = group_of(store, row);
        if (!direct_) group_of_row[row] = group;
        ++groups_[group].size;
    }
    std::uint32_t first = 0;
    for (Group& group : groups_) {
        group.first = first;
        first += group.size;
        group.size = 0;
    }
    has_values_ = columns_.size() == 1 && store.arity() == 2 && store.narrow();
    BigVector<std::uint32_t>(to).swap(rows_);
    BigVector<std::uint32_t>(has_values_ ? to : 0).swap(values_);
    packed_ = to;
    for (std::uint32_t row = 0; row < to; ++row) {
        Group& group = groups_[direct_ ? store.word(row, columns_[0]) : Word{group_of_row[row]}];
        put(store, group, row);
    }
    covered_ = to;
}

// False: the index must be built anew.
bool RowIndex::append(const RowStore& store, std::uint32_t row) {
    if (direct_ && store.word(row, columns_[0]) >= kValuesAlways + kValuesARow * std::size_t{row}) {
        return false;
    }
    Group& group = groups_[group_of(store, row)];
    if (!make_room(group)) return false;
    put(store, group, row);
    return true;
}

bool RowIndex::make_room(Group& group) {
    const bool is_full =
        group.first + group.size <= packed_ || group.size == 0 || std::has_single_bit(group.size);
    if (!is_full) return true;
    const std::size_t room = std::bit_ceil(std::size_t{group.size} + 1);
    const std::size_t end = rows_.size();
    if (end + room > kRowsMax) return false;
    rows_.resize(end + room);
    std::copy_n(rows_.data() + group.first, group.size, rows_.data() + end);
    if (has_values_) {
        values_.resize(end + room);
        std::copy_n(values_.data() + group.first, group.size, values_.data() + end);
    }
    group.first = static_cast<std::uint32_t>(end);
    return true;
}

std::uint32_t RowIndex::group_of(const RowStore& store, std::uint32_t row) {
    if (direct_) {
        const auto key = static_cast<std::uint32_t>(store.word(row, columns_[0]));
        if (key >= groups_.size()) groups_.resize(std::size_t{key} + 1, Group{});
        return key;
    }
    table_.reserve(1);
    const auto fresh = static_cast<std::uint32_t>(groups_.size());
    const std::uint32_t group = table_.find_or_add(
        hash_of_row(store, row), fresh,
        [&](std::uint32_t other) { return same_key(store, samples_[other], row); });
    if (group == fresh) {
        groups_.push_back({});
        samples_.push_back(row);
    }
    return group;
}

std::uint32_t RowIndex::hash_of_row(const RowStore& store, std::uint32_t row) const {
    RowHash hash;
    for (const std::uint32_t column : columns_) hash.add(store.word(row, column));
    return hash.finish();
}

bool RowIndex::same_key(const RowStore& store, std::uint32_t a, std::uint32_t b) const {
    return std::ranges::all_of(columns_, [&](std::uint32_t column) {
        return store.word(a, column) == store.word(b, column);
    });
}

void RowIndex::find(const RowStore& store, std::span<const Word* const> keys, std::size_t count,
                    Rows* found) const {
    if (!direct_) {
        find_hashed(store, keys, count, found);
        return;
    }
    const Word* const key = keys[0];
    const Word end = groups_.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (key[i] < end) __builtin_prefetch(&groups_[key[i]]);
    }
    for (std::size_t i = 0; i < count; ++i) {
        found[i] = key[i] < end ? rows_of(groups_[key[i]]) : Rows();
        __builtin_prefetch(found[i].data());
    }
}

void RowIndex::find_hashed(const RowStore& store, std::span<const Word* const> keys,
                           std::size_t count, Rows* found) const {
    if (groups_.empty()) {
        std::fill_n(found, count, Rows());
        return;
    }
    std::uint32_t hashes[kBatch];
    hash_columns(keys, count, hashes);
    for (std::size_t i = 0; i < count; ++i) table_.prefetch(hashes[i]);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t group = table_.likely(hashes[i]);
        if (group == IdTable::kNone) continue;
        __builtin_prefetch(&groups_[group]);
        __builtin_prefetch(&samples_[group]);
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t group = table_.find(hashes[i], [&](std::uint32_t other) {
            const std::uint32_t sample = samples_[other];
            for (std::size_t c = 0; c < columns_.size(); ++c) {
                if (store.word(sample, columns_[c]) != keys[c][i]) return false;
            }
            return true;
        });
        found[i] = group == IdTable::kNone ? Rows() : rows_of(groups_[group]);
        __builtin_prefetch(found[i].data());
    }
}

std::size_t RowIndex::bytes() const {
    return table_.bytes() + groups_.capacity() * sizeof(Group) +
           (samples_.capacity() + rows_.capacity() + values_.capacity()) * sizeof(std::uint32_t);
}

}  // namespace dictum
