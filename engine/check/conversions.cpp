#include "engine/check/conversions.h"

#include <algorithm>

#include "engine/lang/operators.h"

namespace dictum {
namespace {

bool is_number(const Type& type) { return is_whole(type.base) || type.base == BaseType::Float; }

// A day where a period stands is the period of that day.
bool is_day_for(const Type& type, const Type& wanted) {
    return type.base == BaseType::Date && is_period(wanted);
}

bool sides_agree(const Type& a, const Type& b) {
    return a.sides.empty() || b.sides.empty() || a.sides == b.sides;
}

// "`x`", or "this".
std::string subject(const Occupant& value) {
    return value.name.empty() ? "this" : "`" + value.name + "`";
}

std::string converted_by(BaseType wanted, const Type& is) {
    const bool readable = is_number(is) || is.base == BaseType::Symbol;
    if (wanted == BaseType::Symbol) return "convert it by `to_string(...)`";
    if (!readable) return {};
    if (wanted == BaseType::Number) return "convert it by `to_number(...)`";
    if (wanted == BaseType::Unsigned) return "convert it by `to_unsigned(...)`";
    return wanted == BaseType::Float ? "convert it by `to_float(...)`" : std::string();
}

}  // namespace

Conversion Conversions::to_column(const Occupant& value, RelationId relation, std::size_t column,
                                  bool negated) {
    const Type* const wanted = catalog_.type_of(relation, column);
    if (wanted == nullptr) return Conversion::None;
    if (fits(value, *wanted, negated)) return Conversion::None;
    if (is_whole(value.type->base) && is_plain(*wanted)) return Conversion::ToQuantity;
    if (is_day_for(*value.type, *wanted)) return Conversion::ToQuantity;
    const Relation& declared = catalog_[relation];
    report_column(value, *wanted,
                  "column `" + declared.columns[column].name + "` of `" + declared.name + "`");
    return Conversion::Impossible;
}

bool Conversions::to_field(const Occupant& value, const Type& wanted, const std::string& field) {
    if (fits(value, wanted, false)) return true;
    report_column(value, wanted, "field `" + field + "`");
    return false;
}

bool Conversions::fits(const Occupant& value, const Type& wanted, bool negated) {
    if (value.type->base != wanted.base) return false;
    if (wanted.base == BaseType::Quantity) return compatible(value.type->measure, wanted.measure);
    if (wanted.base == BaseType::Ratio) return sides_agree(*value.type, wanted);
    if (wanted.base == BaseType::Record) return value.type->structure == wanted.structure;
    return fits_name(value, wanted, negated);
}

bool Conversions::fits_name(const Occupant& value, const Type& wanted, bool negated) {
    if (!wanted.named) return true;
    const auto own = value.type->named;
    if (own && types_.is_below(*own, *wanted.named)) return true;
    if (!types_.is_entity(wanted)) return negated || !value.exact;
    if (value.entities != nullptr && std::find(value.entities->begin(), value.entities->end(),
                                               *wanted.named) != value.entities->end()) {
        return true;
    }
    return negated && own && types_.is_entity(*value.type) &&
           types_.share_entity(*own, *wanted.named);
}

void Conversions::report_column(const Occupant& value, const Type& wanted,
                                const std::string& place) {
    const Type& is = *value.type;
    const bool quantities = is.base == BaseType::Quantity && wanted.base == BaseType::Quantity;
    const bool unitless = is_whole(is.base) && wanted.base == BaseType::Quantity;
    const std::string what =
        unitless ? types_.describe(is) + " without a unit" : types_.describe(is);
    findings_.error(
        quantities || unitless ? "unit-mismatch" : "type-mismatch", value.span,
        subject(value) + " is " + what + ", and " + place + " takes " + types_.describe(wanted),
        column_mend(value, wanted));
}

std::string Conversions::column_mend(const Occupant& value, const Type& wanted) const {
    const Type& is = *value.type;
    if (wanted.base == BaseType::Quantity) {
        const std::string one = "1" + units_[wanted.unit].suffix;
        if (is_whole(is.base)) return "multiply it by `" + one + "`";
        if (is.base == BaseType::Float) {
            return "a float is not exact: declare its column with a unit";
        }
        return {};
    }
    if (is.base == BaseType::Quantity && is_whole(wanted.base)) {
        const bool counts = units_[is.unit].factor == Decimal::from_integer(1);
        return counts ? "convert it by `to_number(...)`, or declare the column with a unit"
                      : "declare the column with a unit";
    }
    if (is.base == BaseType::Quantity && wanted.base == BaseType::Float) {
        return "declare the column with a unit, such as `" + types_.name(is) + "`";
    }
    if (types_.is_entity(wanted)) {
        return "bind it in a column of type `" + types_.name(wanted) + "`";
    }
    return is.base == wanted.base ? std::string() : converted_by(wanted.base, is);
}

void Conversions::to_symbol(const Occupant& value, std::string_view predicate) {
    if (value.type->base == BaseType::Symbol) return;
    findings_.error("type-mismatch", value.span,
                    "`" + std::string(predicate) + "` takes symbols, and " + subject(value) +
                        " is " + types_.describe(*value.type),
                    converted_by(BaseType::Symbol, *value.type));
}

// ---- comparisons ---------------------------------------------------------------------------

std::optional<Conversions::Sides> Conversions::compared(const Occupant& lhs, const Occupant& rhs,
                                                        CompareOp op, Span span) {
    Sides sides;
    sides.operands = lhs.type->base;
    if (lhs.type->base != rhs.type->base) {
        const bool day = is_day_for(*lhs.type, *rhs.type) || is_day_for(*rhs.type, *lhs.type);
        const bool left = rhs.type->base == BaseType::Quantity && (day || is_whole(lhs.type->base));
        const bool right =
            lhs.type->base == BaseType::Quantity && (day || is_whole(rhs.type->base));
        const Type& quantity = left ? *rhs.type : *lhs.type;
        if ((!left && !right) || (!day && !compatible(Measure(), quantity.measure))) {
            report_compared(lhs, rhs, span);
            return std::nullopt;
        }
        sides.operands = BaseType::Quantity;
        (left ? sides.lhs : sides.rhs) = Conversion::ToQuantity;
        return sides;
    }
    if (!check_compared(lhs, rhs, op, span)) return std::nullopt;
    return sides;
}

// Two values of one base type.
bool Conversions::check_compared(const Occupant& lhs, const Occupant& rhs, CompareOp op,
                                 Span span) {
    const BaseType base = lhs.type->base;
    const bool equality =
        op == CompareOp::Equal || op == CompareOp::NotEqual || op == CompareOp::MaybeEqual;
    const bool unordered =
        base == BaseType::Bool || base == BaseType::Ratio || base == BaseType::Record;
    if (!equality && unordered) {
        findings_.error("type-mismatch", span,
                        "`" + std::string(sign(op)) + "` needs values that have an order, and " +
                            types_.describe(*lhs.type) + " has none",
                        base == BaseType::Ratio ? "compare what `share(...)` of each is"
                                                : "compare them by `=` or `!=`");
        return false;
    }
    bool fit = true;
    if (base == BaseType::Quantity) fit = compatible(lhs.type->measure, rhs.type->measure);
    if (base == BaseType::Ratio) fit = sides_agree(*lhs.type, *rhs.type);
    if (base == BaseType::Record) fit = lhs.type->structure == rhs.type->structure;
    const bool entities = types_.is_entity(*lhs.type) && types_.is_entity(*rhs.type);
    if (equality && entities && lhs.type->named != rhs.type->named) {
        fit = types_.share_entity(*lhs.type->named, *rhs.type->named);
    }
    if (!fit) report_compared(lhs, rhs, span);
    return fit;
}

void Conversions::report_compared(const Occupant& lhs, const Occupant& rhs, Span span) {
    const bool left = lhs.type->base == BaseType::Quantity;
    const bool right = rhs.type->base == BaseType::Quantity;
    const bool units = (left || is_whole(lhs.type->base)) && (right || is_whole(rhs.type->base)) &&
                       (left || right);
    std::string mend = converted_by(lhs.type->base, *rhs.type);
    if (units) mend = "both sides need units of one kind";
    if (lhs.type->base == rhs.type->base && !units) mend.clear();
    if (lhs.type->base == BaseType::Float || rhs.type->base == BaseType::Float) {
        if (left || right) mend = "a float is not exact: declare its column with a unit";
    }
    findings_.error(
        units ? "unit-mismatch" : "type-mismatch", span,
        types_.describe(*lhs.type) + " can't be compared with " + types_.describe(*rhs.type),
        std::move(mend));
}

}  // namespace dictum
