// The regular expressions of `match`, compiled once each (RE2: linear time, bounded memory).
//
// A pattern that is malformed or too large is an error that names it, never a silent "no match".
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/value/result.h"
#include "engine/value/values.h"

namespace dictum {

class Patterns {
  public:
    static constexpr std::size_t kPatternBytesMax = 1024;
    static constexpr std::int64_t kPatternMemory = std::int64_t{1} << 20;
    static constexpr std::size_t kKept = 256;  // when more are met, all are compiled anew

    Patterns();
    ~Patterns();

    // Does the whole text match?
    Result<bool> matches(SymbolId pattern, SymbolId text, const Values& values);

  private:
    struct Compiled;
    Result<const Compiled*> compiled(SymbolId pattern, const Values& values);

    std::unordered_map<SymbolId, std::unique_ptr<Compiled>> compiled_;
};

}  // namespace dictum
