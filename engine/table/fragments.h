// Parts of fragments, which know their place in the file as the whole does.
#pragma once

#include <optional>
#include <vector>

#include "engine/value/source_text.h"

namespace dictum {

// Bytes [from, to) of the text.
Fragment slice(const Fragment& text, std::size_t from, std::size_t to);
// Without blanks at its ends.
Fragment trimmed(const Fragment& text);
// At each `separator` that stands outside of quotes and parentheses; parts are trimmed. A text
// without one is one part.
std::vector<Fragment> split(const Fragment& text, char separator);
// Where `word` stands outside of quotes and parentheses, or npos.
std::size_t find_outside(const std::string& text, std::string_view word);

// What stands behind `!` or inside `not(...)`.
std::optional<Fragment> negated(const Fragment& part);

inline Span whole(const Fragment& text) { return text.span(0, text.text.size()); }

}  // namespace dictum
