// A TOML document as the pack reader wants it: tables in the order of the file, and every key and
// value with its place.
//
// (toml++ sorts tables by key and undoes escapes; here the file's order is back, and a string is a
// Fragment whose every byte knows the byte of the file that it came from.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.h"
#include "engine/value/diagnostic.h"
#include "engine/value/source_text.h"

namespace dictum {

enum class TomlKind : std::uint8_t {
    String,
    Integer,
    Float,
    Boolean,
    Date,
    Time,  // a time, or a date with a time
    Array,
    Table
};

// "a string", "an array": as messages say it.
std::string_view name_of(TomlKind kind);

struct TomlMember;

struct TomlValue {
    TomlKind kind = TomlKind::Table;
    Span span;
    Fragment text;                    // String: decoded; others: as written
    bool boolean = false;             // Boolean
    std::optional<Date> date;         // Date; nothing when it is outside the calendar
    std::vector<TomlValue> items;     // Array
    std::vector<TomlMember> members;  // Table, in the order of the file

    const TomlMember* find(std::string_view key) const;
};

struct TomlMember {
    std::string key;
    Span key_span;
    TomlValue value;
};

// The root table. Syntax errors are reported; the sections ([x], [[x]]) that they stand in are left
// out, and the rest is read on, so that one slip doesn't hide the others. Nothing when nothing
// could be read. `whole` tells whether there was no syntax error.
struct TomlDocument {
    TomlValue root;
    bool whole = true;
};
std::optional<TomlDocument> parse_toml(FileId file, const SourceMap& sources,
                                       Diagnostics& diagnostics);

}  // namespace dictum
