// What toml++ must not be given: nesting that would exhaust its stack, and shapes on which it
// becomes quadratic. Found by one linear pass over the text.
//
// toml++ bounds the nesting of values, but not of dotted keys (`a.a.a.a = 1`): its destructor
// recurses once a part. It also searches lists of dotted keys and of [[arrays]] one by one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dictum {

constexpr std::size_t kTomlKeyPartsMax = 64;
constexpr std::size_t kTomlDottedKeysMax = 10'000;
constexpr std::size_t kTomlHeadersMax = 1'000;  // different ones

struct TomlProblem {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string message;
};

std::optional<TomlProblem> guard_toml(std::string_view text);

}  // namespace dictum
