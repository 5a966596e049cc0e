// Rows stand one behind the other in a vector of words; a hash table of row ids keeps them
// distinct; indexes are added as probes ask for them.
#include "engine/eval/tuples.h"

#include <algorithm>

#include "engine/eval/id_table.h"
#include "engine/eval/row_hash.h"
#include "engine/eval/row_index.h"

namespace dictum {
namespace {

// Accesses without an index of their own.
constexpr std::uint32_t kScan = 0;
constexpr std::uint32_t kLookup = 1;  // all columns, in order: the table of distinct rows serves
constexpr std::uint32_t kFirstIndex = 2;

std::uint32_t hash_of(std::span<const Word> tuple) {
    RowHash hash;
    for (const Word word : tuple) hash.add(word);
    return hash.finish();
}

bool are_all(std::span<const std::uint32_t> columns, std::size_t arity) {
    if (columns.size() != arity) return false;
    for (std::size_t i = 0; i < arity; ++i) {
        if (columns[i] != i) return false;
    }
    return true;
}

}  // namespace

struct Tuples::Storage {
    std::vector<Word> words;
    IdTable distinct;
    std::vector<RowIndex> indexes;

    bool holds(std::uint32_t row, std::span<const Word> tuple) const {
        const Word* const held = words.data() + row * tuple.size();
        for (std::size_t i = 0; i < tuple.size(); ++i) {
            if (held[i] != tuple[i]) return false;
        }
        return true;
    }
};

Tuples::Tuples(std::size_t arity) : arity_(arity), storage_(std::make_unique<Storage>()) {}
Tuples::~Tuples() = default;
Tuples::Tuples(Tuples&&) noexcept = default;
Tuples& Tuples::operator=(Tuples&&) noexcept = default;

std::span<const Word> Tuples::operator[](RowId row) const {
    return {storage_->words.data() + index_of(row) * arity_, arity_};
}

std::pair<RowId, bool> Tuples::insert(std::span<const Word> tuple) {
    const auto fresh = static_cast<std::uint32_t>(size_);
    const std::uint32_t row = storage_->distinct.find_or_add(
        hash_of(tuple), fresh, [&](std::uint32_t other) { return storage_->holds(other, tuple); });
    if (row != fresh) return {RowId{row}, false};
    storage_->words.insert(storage_->words.end(), tuple.begin(), tuple.end());
    ++size_;
    return {RowId{fresh}, true};
}

std::optional<RowId> Tuples::find(std::span<const Word> tuple) const {
    const std::uint32_t row = storage_->distinct.find(
        hash_of(tuple), [&](std::uint32_t other) { return storage_->holds(other, tuple); });
    if (row == IdTable::kNone) return std::nullopt;
    return RowId{row};
}

Tuples::Access Tuples::access_by(std::span<const std::uint32_t> columns) const {
    if (are_all(columns, arity_)) return Access{kLookup};
    if (columns.empty()) return Access{kScan};
    auto& indexes = storage_->indexes;
    for (std::size_t i = 0; i < indexes.size(); ++i) {
        if (std::ranges::equal(indexes[i].columns(), columns)) {
            return Access{kFirstIndex + static_cast<std::uint32_t>(i)};
        }
    }
    indexes.emplace_back(std::vector<std::uint32_t>(columns.begin(), columns.end()));
    return Access{kFirstIndex + static_cast<std::uint32_t>(indexes.size() - 1)};
}

RowId Tuples::first(Access access, std::span<const Word> key, RowId from, RowId to) const {
    if (from >= to) return kNoRow;
    const auto by = static_cast<std::uint32_t>(access);
    if (by == kScan) return from;
    if (by == kLookup) {
        const std::optional<RowId> row = find(key);
        return row && *row >= from && *row < to ? *row : kNoRow;
    }
    RowIndex& index = storage_->indexes[by - kFirstIndex];
    index.extend(storage_->words, arity_, static_cast<std::uint32_t>(to));
    std::uint32_t row = index.first(storage_->words, arity_, key);
    while (row < static_cast<std::uint32_t>(from)) row = index.next(row);
    return row < static_cast<std::uint32_t>(to) ? RowId{row} : kNoRow;
}

RowId Tuples::next(Access access, RowId row, RowId to) const {
    const auto by = static_cast<std::uint32_t>(access);
    if (by == kLookup) return kNoRow;
    const std::uint32_t following =
        by == kScan ? static_cast<std::uint32_t>(row) + 1
                    : storage_->indexes[by - kFirstIndex].next(static_cast<std::uint32_t>(row));
    return following < static_cast<std::uint32_t>(to) ? RowId{following} : kNoRow;
}

std::size_t Tuples::bytes() const {
    std::size_t total = storage_->words.capacity() * sizeof(Word) + storage_->distinct.bytes();
    for (const RowIndex& index : storage_->indexes) total += index.bytes();
    return total;
}

}  // namespace dictum
