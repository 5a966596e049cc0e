// A long text in blocks of whole records, so that a stream of any length needs little memory.
//
// A record ends at a line end; in CSV not at one inside of quotes. A block is what one reading
// gives, about 256 KiB; a record of more than 64 MiB is an error.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/value/result.h"

namespace dictum {

// Reads at most `size` bytes; 0 at the end.
using ReadBytes = std::function<Result<std::size_t>(char* bytes, std::size_t size)>;

class RecordBlocks {
  public:
    explicit RecordBlocks(ReadBytes read) : read_(std::move(read)) {}

    // The first bytes of the text, without taking them.
    Result<std::string_view> peek();
    void quotes_hold_lines() { quoted_ = true; }

    // False at the end; otherwise `block` is good until the next call.
    Result<bool> next(std::string_view& block);
    // Of the block's first line, from 1.
    std::uint64_t line() const { return line_; }

  private:
    Status fill();
    std::size_t whole_records() const;

    ReadBytes read_;
    std::string buffer_;
    std::size_t taken_ = 0;  // bytes of the buffer that were given out
    std::uint64_t line_ = 1;
    bool quoted_ = false;
    bool ended_ = false;
};

}  // namespace dictum
