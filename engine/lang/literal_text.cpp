#include "engine/lang/literal_text.h"

namespace dictum {
namespace {

std::string end_text(const QuantityTerm::End& end) { return end.digits + end.suffix; }

// The letter behind the backslash, or 0.
char escape_of(char c) {
    switch (c) {
        case '"':
            return '"';
        case '\\':
            return '\\';
        case '\a':
            return 'a';
        case '\b':
            return 'b';
        case '\f':
            return 'f';
        case '\n':
            return 'n';
        case '\r':
            return 'r';
        case '\t':
            return 't';
        case '\v':
            return 'v';
        default:
            return 0;
    }
}

}  // namespace

std::string quoted_text(std::string_view value) {
    std::string text = "\"";
    for (const char c : value) {
        const char escape = escape_of(c);
        if (escape != 0) text += '\\';
        text += escape != 0 ? escape : c;
    }
    return text + '"';
}

std::string integer_text(const IntegerTerm& integer) {
    return std::to_string(integer.value) + (integer.is_unsigned ? "u" : "");
}

std::string quantity_text(const QuantityTerm& quantity) {
    const bool below = !quantity.lo && quantity.hi;
    const bool above = quantity.lo && !quantity.hi;
    if (below) return (quantity.hi_open ? "<" : "<=") + end_text(*quantity.hi);
    if (above) return (quantity.lo_open ? ">" : ">=") + end_text(*quantity.lo);
    if (!quantity.lo) return {};
    if (!quantity.is_range) return end_text(*quantity.lo);
    return (quantity.lo_open ? ">" : "") + end_text(*quantity.lo) + ".." +
           (quantity.hi_open ? "<" : "") + end_text(*quantity.hi);
}

}  // namespace dictum
