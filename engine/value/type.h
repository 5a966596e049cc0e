// The static types of columns, variables and expressions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/value/ids.h"
#include "engine/value/unit.h"

namespace dictum {

enum class BaseType : std::uint8_t {
    Number,
    Unsigned,
    Float,
    Symbol,
    Quantity,
    Ratio,
    Date,
    Bool,
    Record,  // a record or a branch of an algebraic data type
};

struct Type {
    BaseType base = BaseType::Number;
    std::optional<TypeId> named;       // a declared subtype or an entity type
    Measure measure;                   // Quantity: what it may be added to and compared with
    UnitId unit{};                     // Quantity: the unit that it is shown in
    std::vector<std::string> sides{};  // Ratio: what its two numbers count, or empty
    StructureId structure{};           // Record: its shape, known to Values

    static Type of(BaseType base) {
        Type type;
        type.base = base;
        return type;
    }
};

// Is it one of periods (`date range`): intervals of days, with which nothing is calculated?
inline bool is_period(const Type& type) {
    return type.base == BaseType::Quantity && type.measure.fraction == Fraction::Calendar;
}

// Is it a quantity without a unit: a bare number that may be an interval?
inline bool is_plain(const Type& type) {
    return type.base == BaseType::Quantity && type.measure == Measure();
}

inline bool is_whole(BaseType base) {
    return base == BaseType::Number || base == BaseType::Unsigned;
}

inline bool is_numeric(BaseType base) {
    return is_whole(base) || base == BaseType::Float || base == BaseType::Quantity;
}

// "number", "symbol", ... (the word that declares it).
std::string to_string(BaseType base);

}  // namespace dictum
