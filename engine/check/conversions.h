// May a value of one type stand where another is asked for? And what is said when it may not.
//
//   out(x) :- p(x).            x of p's type, and column 1 of out wants a type above it
//   price(n) :- count(n).      a number is no quantity in CNY: the unit is missing
#pragma once

#include <optional>
#include <string>

#include "engine/check/catalog.h"
#include "engine/check/draft.h"
#include "engine/check/findings.h"
#include "engine/check/type_rules.h"

namespace dictum {

// What a value is converted by.
enum class Conversion : std::uint8_t { None, ToQuantity, Impossible };

// The value that stands in some place.
struct Occupant {
    Span span;
    std::string name;  // of a variable; empty for other values
    const Type* type = nullptr;
    bool exact = false;                             // a column's type, not a calculation's
    const std::vector<TypeId>* entities = nullptr;  // further entity types that it has
};

class Conversions {
  public:
    // All must outlive this.
    Conversions(const Catalog& catalog, TypeRules& types, const UnitTable& units,
                Findings& findings)
        : catalog_(catalog), types_(types), units_(units), findings_(findings) {}

    // A column of a head, a negated atom, or a calculation in a positive one.
    Conversion to_column(const Occupant& value, RelationId relation, std::size_t column,
                         bool negated);
    // A field of a record that is made.
    bool to_field(const Occupant& value, const Type& wanted, const std::string& field);
    // What a predicate takes.
    void to_symbol(const Occupant& value, std::string_view predicate);

    // Both sides of a comparison.
    struct Sides {
        Conversion lhs = Conversion::None;
        Conversion rhs = Conversion::None;
        BaseType operands = BaseType::Number;
    };
    std::optional<Sides> compared(const Occupant& lhs, const Occupant& rhs, CompareOp op,
                                  Span span);

  private:
    bool fits(const Occupant& value, const Type& wanted, bool negated);
    bool fits_name(const Occupant& value, const Type& wanted, bool negated);
    void report_column(const Occupant& value, const Type& wanted, const std::string& place);
    std::string column_mend(const Occupant& value, const Type& wanted) const;
    bool check_compared(const Occupant& lhs, const Occupant& rhs, CompareOp op, Span span);
    void report_compared(const Occupant& lhs, const Occupant& rhs, Span span);

    const Catalog& catalog_;
    TypeRules& types_;
    const UnitTable& units_;
    Findings& findings_;
};

}  // namespace dictum
