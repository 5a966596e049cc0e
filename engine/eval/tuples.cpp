// How a relation's rows are kept apart: by their order, while each is greater than the one before;
// then by a hash table of row ids, or, where ids are small and rows many, by a matrix of bits. The
// choice is made whenever the hash table would grow.
#include "engine/eval/tuples.h"

#include <algorithm>
#include <array>

#include "engine/eval/dense_rows.h"
#include "engine/eval/row_hash.h"
#include "engine/value/id_table.h"

namespace dictum {
namespace {

// A matrix takes the place of a table that would need this many bytes a row or more, and gives way
// to one when new ids make it larger than kDenseBytesMax a row.
constexpr std::size_t kDenseBytes = 16;
constexpr std::size_t kDenseBytesMax = 32;
constexpr std::size_t kDenseColumns = 2;

// A tuple as columns of one row; rows of a few columns take no memory of their own.
class OneRow {
  public:
    explicit OneRow(std::span<const Word> tuple) {
        if (tuple.size() > few_.size()) many_.resize(tuple.size());
        const Word** columns = many_.empty() ? few_.data() : many_.data();
        for (std::size_t i = 0; i < tuple.size(); ++i) columns[i] = &tuple[i];
        columns_ = {columns, tuple.size()};
    }
    OneRow(const OneRow&) = delete;
    OneRow& operator=(const OneRow&) = delete;

    std::span<const Word* const> columns() const { return columns_; }

  private:
    std::array<const Word*, 8> few_{};
    std::vector<const Word*> many_;
    std::span<const Word* const> columns_;
};

}  // namespace

struct Tuples::Storage {
    explicit Storage(std::size_t arity) : store(arity) {}

    RowStore store;
    bool ascending = true;  // every row is greater than the one before
    std::optional<DenseRows> dense;
    // Of the rows before `tabled`: all of them, unless rows ascend or there is a matrix.
    IdTable table;
    std::uint32_t tabled = 0;
    std::vector<std::unique_ptr<RowIndex>> indexes;

    bool may_be_dense() const {
        const std::size_t arity = store.arity();
        return store.narrow() && arity > 0 && arity <= kDenseColumns;
    }
    std::size_t rows() const { return store.size(); }

    bool ascend(Columns columns, std::size_t count) const;
    void insert(Columns columns, std::size_t count);
    void insert_dense(Columns columns, std::size_t count);
    void insert_hashed(Columns columns, std::size_t count);
    void keep_dense(Columns columns, std::size_t count);
    void consider_dense();
    void make_dense(std::span<const Word> largest);
    void table_all();
    void find(Columns columns, std::size_t count, RowId* found) const;
};

// ---- insertion -----------------------------------------------------------------------------

// Is each of the new rows greater than the one before it?
bool Tuples::Storage::ascend(Columns columns, std::size_t count) const {
    const auto is_greater = [&](std::size_t i, auto word_before) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const Word before = word_before(c);
            if (columns[c][i] != before) return columns[c][i] > before;
        }
        return false;
    };
    if (count == 0) return true;
    if (rows() > 0 && !is_greater(0, [&](std::size_t c) { return store.word(rows() - 1, c); })) {
        return false;
    }
    for (std::size_t i = 1; i < count; ++i) {
        if (!is_greater(i, [&](std::size_t c) { return columns[c][i - 1]; })) return false;
    }
    return true;
}

void Tuples::Storage::insert(Columns columns, std::size_t count) {
    const bool was_narrow = store.narrow();
    store.prepare(columns, count);
    if (ascending) {
        if (ascend(columns, count)) {
            for (std::size_t i = 0; i < count; ++i) store.push(columns.data(), i);
            return;
        }
        ascending = false;
        consider_dense();
        if (!dense) table_all();
    }
    if (dense && was_narrow && !store.narrow()) {
        dense.reset();
        table_all();
    }
    if (dense) keep_dense(columns, count);
    if (!dense && !table.has_room(count)) {
        consider_dense();
        if (dense) keep_dense(columns, count);
    }
    if (dense) {
        insert_dense(columns, count);
    } else {
        insert_hashed(columns, count);
    }
}

void Tuples::Storage::insert_dense(Columns columns, std::size_t count) {
    const Word* const last = columns.back();
    const Word* const first = columns.size() == 2 ? columns[0] : nullptr;
    for (std::size_t i = 0; i < count; ++i) {
        if (dense->add(first ? first[i] : 0, last[i])) store.push(columns.data(), i);
    }
}

void Tuples::Storage::insert_hashed(Columns columns, std::size_t count) {
    std::uint32_t hashes[kBatch];
    hash_columns(columns, count, hashes);
    table.reserve(count);
    for (std::size_t i = 0; i < count; ++i) table.prefetch(hashes[i]);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t likely = table.likely(hashes[i]);
        if (likely != IdTable::kNone) store.prefetch(likely);
    }
    for (std::size_t i = 0; i < count; ++i) {
        const auto fresh = static_cast<std::uint32_t>(store.size());
        const std::uint32_t row = table.find_or_add(hashes[i], fresh, [&](std::uint32_t other) {
            return store.holds(other, columns.data(), i);
        });
        if (row == fresh) store.push(columns.data(), i);
    }
    tabled = static_cast<std::uint32_t>(store.size());
}

// The matrix gets a bit for each of the rows, or gives way to a table.
void Tuples::Storage::keep_dense(Columns columns, std::size_t count) {
    Word largest[kDenseColumns] = {};
    for (std::size_t c = 0; c < columns.size(); ++c) {
        largest[c] = *std::max_element(columns[c], columns[c] + count);
    }
    const std::span<const Word> batch(largest, columns.size());
    if (dense->covers(batch)) return;
    for (std::size_t row = 0; row < rows(); ++row) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            largest[c] = std::max(largest[c], store.word(row, c));
        }
    }
    dense.reset();
    if (DenseRows::bytes_for(batch) <= kDenseBytesMax * rows()) {
        make_dense(batch);
    } else {
        table_all();
    }
}

void Tuples::Storage::consider_dense() {
    if (!may_be_dense() || rows() < kBatch) return;
    Word largest[kDenseColumns] = {};
    for (std::size_t row = 0; row < rows(); ++row) {
        for (std::size_t c = 0; c < store.arity(); ++c) {
            largest[c] = std::max(largest[c], store.word(row, c));
        }
    }
    const std::span<const Word> all(largest, store.arity());
    if (DenseRows::bytes_for(all) <= kDenseBytes * rows()) make_dense(all);
}

void Tuples::Storage::make_dense(std::span<const Word> largest) {
    table.clear();
    tabled = 0;
    dense.emplace(largest);
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::size_t last = store.arity() - 1;
        dense->add(last == 0 ? 0 : store.word(row, 0), store.word(row, last));
    }
}

// ---- look-up -------------------------------------------------------------------------------

// Brings the table up to the last row.
void Tuples::Storage::table_all() {
    if (tabled == rows()) return;
    const auto end = static_cast<std::uint32_t>(rows());
    table.reserve(end - tabled);
    std::vector<Word> words(kBatch * std::max<std::size_t>(store.arity(), 1));
    std::vector<const Word*> columns;
    for (std::size_t c = 0; c < store.arity(); ++c) columns.push_back(words.data() + c * kBatch);
    std::uint32_t hashes[kBatch];
    while (tabled < end) {
        const std::size_t count = std::min<std::size_t>(kBatch, end - tabled);
        for (std::size_t c = 0; c < store.arity(); ++c) {
            store.copy(c, tabled, count, words.data() + c * kBatch);
        }
        hash_columns(columns, count, hashes);
        for (std::size_t i = 0; i < count; ++i) table.prefetch(hashes[i]);
        for (std::size_t i = 0; i < count; ++i) table.add(hashes[i], tabled++);
    }
}

void Tuples::Storage::find(Columns columns, std::size_t count, RowId* found) const {
    std::fill_n(found, count, kNoRow);
    if (table.size() == 0) return;
    std::uint32_t hashes[kBatch];
    hash_columns(columns, count, hashes);
    for (std::size_t i = 0; i < count; ++i) table.prefetch(hashes[i]);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t likely = table.likely(hashes[i]);
        if (likely != IdTable::kNone) store.prefetch(likely);
    }
    for (std::size_t i = 0; i < count; ++i) {
        found[i] = RowId{table.find(
            hashes[i], [&](std::uint32_t row) { return store.holds(row, columns.data(), i); })};
    }
}

// ---- the class -----------------------------------------------------------------------------

Tuples::Tuples(std::size_t arity) : storage_(std::make_unique<Storage>(arity)) {}
Tuples::~Tuples() = default;
Tuples::Tuples(Tuples&&) noexcept = default;
Tuples& Tuples::operator=(Tuples&&) noexcept = default;

std::size_t Tuples::arity() const { return storage_->store.arity(); }
std::size_t Tuples::size() const { return storage_->rows(); }
TupleView Tuples::operator[](RowId row) const { return storage_->store[index_of(row)]; }
const RowStore& Tuples::store() const { return storage_->store; }

void Tuples::insert(Columns columns, std::size_t count) {
    std::vector<const Word*> rest(columns.begin(), columns.end());
    while (count > 0) {
        const std::size_t part = std::min(count, kBatch);
        storage_->insert(rest, part);
        count -= part;
        for (const Word*& column : rest) column += part;
    }
}

std::pair<RowId, bool> Tuples::insert(std::span<const Word> tuple) {
    const OneRow one(tuple);
    const std::size_t before = size();
    storage_->insert(one.columns(), 1);
    if (size() > before) return {id_at<RowId>(before), true};
    RowId row = kNoRow;
    find(one.columns(), 1, &row);
    return {row, false};
}

std::optional<RowId> Tuples::find(std::span<const Word> tuple) const {
    RowId row = kNoRow;
    find(OneRow(tuple).columns(), 1, &row);
    return row == kNoRow ? std::nullopt : std::optional(row);
}

void Tuples::find(Columns columns, std::size_t count, RowId* rows) const {
    storage_->table_all();
    storage_->find(columns, count, rows);
}

void Tuples::has(Columns columns, std::size_t count, bool* found) const {
    if (storage_->dense) {
        for (std::size_t i = 0; i < count; ++i) {
            const Word first = columns.size() == 2 ? columns[0][i] : 0;
            found[i] = storage_->dense->has(first, columns.back()[i]);
        }
        return;
    }
    RowId rows[kBatch];
    find(columns, count, rows);
    for (std::size_t i = 0; i < count; ++i) found[i] = rows[i] != kNoRow;
}

const RowIndex& Tuples::index_on(std::span<const std::uint32_t> columns, RowId to) const {
    auto& indexes = storage_->indexes;
    auto found = std::ranges::find_if(indexes, [&](const std::unique_ptr<RowIndex>& index) {
        return std::ranges::equal(index->columns(), columns);
    });
    if (found == indexes.end()) {
        indexes.push_back(
            std::make_unique<RowIndex>(std::vector<std::uint32_t>(columns.begin(), columns.end())));
        found = indexes.end() - 1;
    }
    (*found)->extend(storage_->store, static_cast<std::uint32_t>(to));
    return **found;
}

void Tuples::find_rows(std::span<const std::uint32_t> columns, std::span<const Word> key,
                       RowId from, RowId to, FoundRows& found) const {
    const auto first = static_cast<std::uint32_t>(from);
    const auto end = static_cast<std::uint32_t>(to);
    if (first >= end) return;
    constexpr std::size_t kFewColumns = 8;
    std::array<const Word*, kFewColumns> few;
    std::vector<const Word*> many;
    std::span<const Word*> keys = std::span(few).first(std::min(key.size(), kFewColumns));
    if (key.size() > kFewColumns) {
        many.resize(key.size());
        keys = many;
    }
    for (std::size_t i = 0; i < key.size(); ++i) keys[i] = &key[i];
    RowIndex::Rows rows;
    index_on(columns, to).find(storage_->store, keys, 1, &rows);
    const auto begin = std::ranges::lower_bound(rows, first);
    found.assign({begin, std::ranges::lower_bound(begin, rows.end(), end)});
}

std::size_t Tuples::bytes() const {
    std::size_t total = storage_->store.bytes() + storage_->table.bytes();
    if (storage_->dense) total += storage_->dense->bytes();
    for (const auto& index : storage_->indexes) total += index->bytes();
    return total;
}

}  // namespace dictum
