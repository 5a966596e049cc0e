#include "rules/toml_value.h"

#include <algorithm>

namespace dictum {

std::string_view name_of(TomlKind kind) {
    switch (kind) {
        case TomlKind::String:
            return "a string";
        case TomlKind::Integer:
            return "an integer";
        case TomlKind::Float:
            return "a float";
        case TomlKind::Boolean:
            return "a boolean";
        case TomlKind::Date:
            return "a date";
        case TomlKind::Time:
            return "a time";
        case TomlKind::Array:
            return "an array";
        case TomlKind::Table:
            return "a table";
    }
    return "a value";
}

const TomlMember* TomlValue::find(std::string_view key) const {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const TomlMember& member) { return member.key == key; });
    return found == members.end() ? nullptr : &*found;
}

}  // namespace dictum
