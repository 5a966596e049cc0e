#include "engine/value/record_pool.h"

#include <algorithm>

namespace dictum {
namespace {

constexpr std::size_t kSlotsAtFirst = 64;

std::uint64_t hash_of(std::uint32_t tag, std::span<const Word> fields) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
    std::uint64_t hash = tag * kOdd;
    for (const Word word : fields) {
        hash = (hash ^ word) * kOdd;
        hash ^= hash >> 29;
    }
    return hash * kOdd >> 16;
}

}  // namespace

RecordPool::RecordPool() : rows_(1), slots_(kSlotsAtFirst, 0) {}

Word RecordPool::intern(std::uint32_t tag, std::span<const Word> fields) {
    if (2 * rows_.size() >= slots_.size()) grow();
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash_of(tag, fields) & mask;
    while (slots_[at] != 0) {
        if (equals(slots_[at], tag, fields)) return slots_[at];
        at = (at + 1) & mask;
    }
    Row row;
    row.tag = tag;
    row.count = static_cast<std::uint32_t>(fields.size());
    row.first = words_.size();
    words_.insert(words_.end(), fields.begin(), fields.end());
    slots_[at] = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back(row);
    return slots_[at];
}

std::span<const Word> RecordPool::fields(Word record) const {
    const Row& row = rows_[record];
    return {words_.data() + row.first, row.count};
}

std::size_t RecordPool::bytes() const {
    return rows_.size() * sizeof(Row) + words_.size() * sizeof(Word) +
           slots_.size() * sizeof(std::uint32_t);
}

bool RecordPool::equals(std::size_t row, std::uint32_t tag, std::span<const Word> fields) const {
    return rows_[row].tag == tag && std::ranges::equal(this->fields(row), fields);
}

void RecordPool::grow() {
    std::vector<std::uint32_t> larger(2 * slots_.size(), 0);
    const std::size_t mask = larger.size() - 1;
    for (std::size_t row = 1; row < rows_.size(); ++row) {
        std::size_t at = hash_of(rows_[row].tag, fields(row)) & mask;
        while (larger[at] != 0) at = (at + 1) & mask;
        larger[at] = static_cast<std::uint32_t>(row);
    }
    slots_ = std::move(larger);
}

}  // namespace dictum
