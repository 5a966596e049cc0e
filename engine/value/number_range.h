// The numbers of range(from, to, step): from, from + step, ... and none that reaches `to`.
//
//   range(1, 4) = 1, 2, 3     range(4, 1) = 4, 3, 2     range(0, 1, 0.25) = 0, 0.25, 0.5, 0.75
//
// A step of zero gives `from` alone, unless that is `to`. Floats are from + i * step, each rounded
// once.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/value/values.h"

namespace dictum {

class NumberRange {
  public:
    // `type`: Number, Unsigned or Float.
    NumberRange(BaseType type, Word from, Word to, std::optional<Word> step);

    // The next one; nothing when there is none.
    std::optional<Word> next();
    // Is it one of those that `next` gives, or gave? In constant time.
    bool contains(Word word) const;

  private:
    __extension__ using Wide = __int128;

    Wide wide(Word word) const;
    std::optional<Word> at(std::uint64_t index) const;

    BaseType type_;
    Wide from_ = 0;
    Wide to_ = 0;
    Wide step_ = 0;
    double from_float_ = 0;
    double to_float_ = 0;
    double step_float_ = 0;
    std::uint64_t index_ = 0;
};

}  // namespace dictum
