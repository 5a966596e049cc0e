// The words of a relation's rows, one row behind the other.
//
// While every word fits into 32 bits, that is how they are kept: most columns hold ids and small
// numbers. The first word that doesn't fit widens all of them, once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/value/big_vector.h"
#include "engine/value/values.h"

namespace dictum {

// One row as it is stored. Valid until the next insertion.
class TupleView {
  public:
    TupleView(const std::uint32_t* narrow, const Word* wide, std::size_t arity)
        : narrow_(narrow), wide_(wide), arity_(arity) {}

    class Iterator {
      public:
        using difference_type = std::ptrdiff_t;
        using value_type = Word;
        Iterator() = default;
        Iterator(const TupleView* tuple, std::size_t at) : tuple_(tuple), at_(at) {}
        Word operator*() const { return (*tuple_)[at_]; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        Iterator operator++(int) { return {tuple_, at_++}; }
        bool operator==(const Iterator& other) const { return at_ == other.at_; }

      private:
        const TupleView* tuple_ = nullptr;
        std::size_t at_ = 0;
    };

    std::size_t size() const { return arity_; }
    bool empty() const { return arity_ == 0; }
    Word operator[](std::size_t column) const { return narrow_ ? narrow_[column] : wide_[column]; }
    Word back() const { return (*this)[arity_ - 1]; }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, arity_}; }
    std::vector<Word> words() const { return {begin(), end()}; }

  private:
    const std::uint32_t* narrow_;
    const Word* wide_;
    std::size_t arity_;
};

class RowStore {
  public:
    static constexpr Word kNarrowMax = 0xFFFFFFFF;

    explicit RowStore(std::size_t arity) : arity_(arity) {}

    std::size_t arity() const { return arity_; }
    std::size_t size() const { return size_; }
    bool narrow() const { return narrow_; }

    TupleView operator[](std::size_t row) const {
        static constexpr std::uint32_t kNoWords = 0;
        if (arity_ == 0) return {&kNoWords, nullptr, 0};
        return narrow_ ? TupleView(narrow_words_.data() + row * arity_, nullptr, arity_)
                       : TupleView(nullptr, wide_words_.data() + row * arity_, arity_);
    }
    Word word(std::size_t row, std::size_t column) const {
        const std::size_t at = row * arity_ + column;
        return narrow_ ? narrow_words_[at] : wide_words_[at];
    }
    void prefetch(std::size_t row) const {
        const std::size_t at = row * arity_;
        if (narrow_) {
            __builtin_prefetch(narrow_words_.data() + at);
        } else {
            __builtin_prefetch(wide_words_.data() + at);
        }
    }

    // Is row `row` the same as row `i` of the columns?
    bool holds(std::size_t row, const Word* const* columns, std::size_t i) const {
        return narrow_ ? same(narrow_words_.data() + row * arity_, columns, i)
                       : same(wide_words_.data() + row * arity_, columns, i);
    }

    // Before rows are pushed: makes room for `count` of them, and widens for those that need it.
    void prepare(std::span<const Word* const> columns, std::size_t count);
    // Appends row `i` of the columns. Requires: prepared.
    void push(const Word* const* columns, std::size_t i) {
        if (narrow_) {
            append(narrow_words_.data() + size_ * arity_, columns, i);
        } else {
            append(wide_words_.data() + size_ * arity_, columns, i);
        }
        ++size_;
    }

    // A column of some rows; a column of the rows from `from` on.
    void gather(std::size_t column, const std::uint32_t* rows, std::size_t count, Word* out) const;
    void copy(std::size_t column, std::size_t from, std::size_t count, Word* out) const;

    std::size_t bytes() const {
        return narrow_words_.capacity() * sizeof(std::uint32_t) +
               wide_words_.capacity() * sizeof(Word);
    }

  private:
    template <class Stored>
    bool same(const Stored* row, const Word* const* columns, std::size_t i) const {
        for (std::size_t column = 0; column < arity_; ++column) {
            if (row[column] != columns[column][i]) return false;
        }
        return true;
    }
    template <class Stored>
    void append(Stored* row, const Word* const* columns, std::size_t i) const {
        for (std::size_t column = 0; column < arity_; ++column) {
            row[column] = static_cast<Stored>(columns[column][i]);
        }
    }

    std::size_t arity_;
    std::size_t size_ = 0;
    bool narrow_ = true;
    BigVector<std::uint32_t> narrow_words_;  // its size is what there is room for
    BigVector<Word> wide_words_;             // likewise
};

}  // namespace dictum
