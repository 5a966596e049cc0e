// What toml++ must not be given: nesting that would exhaust its stack, shapes on which it becomes
// quadratic, and characters on which its behaviour is undefined. Found by one linear pass over the
// text.
//
// toml++ bounds the nesting of values, but not of dotted keys (`a.a.a.a = 1`): its destructor
// recurses once a part. It also searches lists of dotted keys and of [[arrays]] one by one. And
// where white space may stand it asks of a character that is not ASCII whether it is some, and for
// many, such as `、` and `é`, reaches what its own code calls unreachable. Outside strings and
// comments no such character is TOML; behind a backslash that joins lines it is. A quote that
// touches the value before it begins no string for toml++, and is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace dictum {

constexpr std::size_t kTomlKeyPartsMax = 64;
constexpr std::size_t kTomlDottedKeysMax = 10'000;
constexpr std::size_t kTomlHeadersMax = 1'000;  // different ones

struct TomlProblem {
    enum class Kind : std::uint8_t { Limit, Syntax };
    Kind kind = Kind::Limit;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string message;
    std::string mend = {};
};

// The first problem. Without one, `text` is fit for toml++: each backslash that joins a line to one
// that begins with a character that is not ASCII is a space, and only those strings read otherwise.
// Requires: `text` is UTF-8.
std::optional<TomlProblem> guard_toml(std::string& text);

}  // namespace dictum
