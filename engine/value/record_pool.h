// Records, hash-consed: each distinct one is stored once, so that equal records are equal words and
// a list of a million elements is a million small rows that share their tails.
//
//   [1, [2, nil]]       row 1: tag 1, fields 2, 0        row 2: tag 1, fields 1, 1
//
// Word 0 is `nil`. The tag tells branches of one type apart: branch i of the shape has tag i + 1.
// Fields are words of the types that the shape gives them; a field that is a record itself was
// interned before, so ids of parts are always smaller than the id of the whole, and no value holds
// itself. Ids follow the order of first use.
//
// Cost: a record takes 24 bytes and 8 a field, one hash and one comparison of words to find.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dictum {

using Word = std::uint64_t;

class RecordPool {
  public:
    static constexpr Word kNil = 0;

    RecordPool();

    // Requires: tag > 0; the fields are no part of the pool.
    Word intern(std::uint32_t tag, std::span<const Word> fields);
    std::uint32_t tag(Word record) const { return rows_[record].tag; }
    // Good until the next `intern`.
    std::span<const Word> fields(Word record) const;
    std::size_t bytes() const;

  private:
    struct Row {
        std::uint32_t tag = 0;  // 0: nil
        std::uint32_t count = 0;
        std::uint64_t first = 0;  // in words_
    };

    bool equals(std::size_t row, std::uint32_t tag, std::span<const Word> fields) const;
    void grow();

    std::vector<Row> rows_;
    std::vector<Word> words_;
    std::vector<std::uint32_t> slots_;  // open addressing: a row, 0 where free
};

}  // namespace dictum
