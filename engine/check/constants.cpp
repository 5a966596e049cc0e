#include "engine/check/constants.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace dictum {
namespace {

Type quantity_type(UnitId unit, const UnitTable& units) {
    Type type = Type::of(BaseType::Quantity);
    type.unit = unit;
    type.measure = units[unit].measure;
    return type;
}

// A decimal text, rounded outward.
std::optional<Interval> interval_of(const std::string& digits) {
    const auto lo = Decimal::parse(digits, Rounding::Down);
    const auto hi = Decimal::parse(digits, Rounding::Up);
    if (!lo || !hi) return std::nullopt;
    return Interval{*lo, *hi, false, false};
}

std::optional<double> float_of(const std::string& digits) {
    double number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [at, code] = std::from_chars(digits.data(), end, number);
    if (code != std::errc{} || at != end) return std::nullopt;
    return number;
}

constexpr std::uint64_t kLargest = std::uint64_t{std::numeric_limits<std::int64_t>::max()};

}  // namespace

void Constants::find_typing(const Term& term, DraftExpr& node, std::deque<Type>& made) {
    const auto known = [&](Type type) {
        made.push_back(std::move(type));
        node.type = &made.back();
        node.typing = Typing::Known;
    };
    const auto flexible = [&](LiteralKind kind) {
        node.literal_kind = kind;
        node.typing = Typing::Flexible;
    };
    if (const auto* integer = std::get_if<IntegerTerm>(&term.node)) {
        if (integer->is_unsigned) return known(Type::of(BaseType::Unsigned));
        return flexible(LiteralKind::Integer);
    }
    if (std::holds_alternative<FloatTerm>(term.node)) return flexible(LiteralKind::Decimal);
    if (std::holds_alternative<StringTerm>(term.node)) return flexible(LiteralKind::Text);
    if (std::holds_alternative<BoolTerm>(term.node)) return known(Type::of(BaseType::Bool));
    if (std::holds_alternative<DateTerm>(term.node)) return known(Type::of(BaseType::Date));
    if (std::holds_alternative<RatioTerm>(term.node)) return known(Type::of(BaseType::Ratio));
    if (const auto* quantity = std::get_if<Boxed<QuantityTerm>>(&term.node)) {
        const auto resolved = resolve(*quantity, vocabulary_.units);
        if (const auto* problem = std::get_if<QuantityProblem>(&resolved)) {
            report(*problem, term.span);
            node.typing = Typing::Broken;
            return;
        }
        const auto unit = std::get<QuantityValue>(resolved).unit;
        if (unit) return known(quantity_type(*unit, vocabulary_.units));
        return flexible(LiteralKind::Scaled);
    }
    node.typing = Typing::Broken;
}

Type Constants::default_type(LiteralKind kind) const {
    switch (kind) {
        case LiteralKind::Integer:
            return Type::of(BaseType::Number);
        case LiteralKind::Text:
            return Type::of(BaseType::Symbol);
        case LiteralKind::Decimal:
            if (dialect_ == Dialect::Souffle) return Type::of(BaseType::Float);
            break;
        case LiteralKind::Scaled:
            break;
    }
    return quantity_type(vocabulary_.units.plain(), vocabulary_.units);
}

std::optional<Constant> Constants::value(const Term& term, bool negated, Span span,
                                         const Type& wanted) {
    if (const auto* number = std::get_if<IntegerTerm>(&term.node)) {
        return integer(*number, negated, span, wanted);
    }
    if (const auto* number = std::get_if<FloatTerm>(&term.node)) {
        return decimal(*number, negated, span, wanted);
    }
    if (const auto* written = std::get_if<Boxed<QuantityTerm>>(&term.node)) {
        return quantity(*written, span, wanted);
    }
    if (const auto* string = std::get_if<StringTerm>(&term.node)) {
        return text(string->value, span, wanted);
    }
    if (const auto* truth = std::get_if<BoolTerm>(&term.node)) {
        return Constant{word_of(truth->value), wanted};
    }
    if (const auto* date = std::get_if<DateTerm>(&term.node)) {
        return Constant{word_of(date->value), wanted};
    }
    if (const auto* ratio = std::get_if<RatioTerm>(&term.node)) {
        return Constant{values_.ratio(ratio->value), wanted};
    }
    return std::nullopt;
}

// ---- numbers -------------------------------------------------------------------------------

std::optional<Constant> Constants::integer(const IntegerTerm& integer, bool negated, Span span,
                                           const Type& wanted) {
    const std::string digits = (negated ? "-" : "") + std::to_string(integer.value);
    switch (wanted.base) {
        case BaseType::Number: {
            if (integer.value > kLargest + (negated ? 1 : 0)) {
                findings_.error("number-too-large", span,
                                "`" + digits + "` doesn't fit in a 64-bit number");
                return std::nullopt;
            }
            const Word word = negated ? Word{0} - integer.value : integer.value;
            return Constant{word, wanted};
        }
        case BaseType::Unsigned:
            if (!negated || integer.value == 0) return Constant{integer.value, wanted};
            return mismatch(span, wanted, "negative");
        case BaseType::Float: {
            const auto magnitude = static_cast<double>(integer.value);
            return Constant{word_of(negated ? -magnitude : magnitude), wanted};
        }
        case BaseType::Quantity:
            if (const auto interval = interval_of(digits)) return plain(*interval, span, wanted);
            return std::nullopt;
        default:
            break;
    }
    const bool is_symbol = wanted.base == BaseType::Symbol;
    return mismatch(span, wanted, "a number",
                    is_symbol ? "write it in quotes: `\"" + digits + "\"`" : std::string());
}

std::optional<Constant> Constants::decimal(const FloatTerm& number, bool negated, Span span,
                                           const Type& wanted) {
    const std::string digits = (negated ? "-" : "") + number.text;
    if (wanted.base == BaseType::Float) {
        if (const auto parsed = float_of(digits)) return Constant{word_of(*parsed), wanted};
        findings_.error("number-too-large", span, "`" + digits + "` is no finite float");
        return std::nullopt;
    }
    if (wanted.base == BaseType::Quantity) {
        if (const auto interval = interval_of(digits)) return plain(*interval, span, wanted);
        return report({QuantityProblem::Kind::TooLarge, {}}, span);
    }
    const bool whole_wanted = wanted.base == BaseType::Number || wanted.base == BaseType::Unsigned;
    return mismatch(span, wanted, whole_wanted ? "not a whole number" : "a float");
}

std::optional<Constant> Constants::quantity(const QuantityTerm& quantity, Span span,
                                            const Type& wanted) {
    const auto resolved = resolve(quantity, vocabulary_.units);
    const auto* const found = std::get_if<QuantityValue>(&resolved);
    if (found == nullptr) return report(std::get<QuantityProblem>(resolved), span);
    if (found->unit) {
        return Constant{values_.quantity(found->interval),
                        quantity_type(*found->unit, vocabulary_.units)};
    }
    return plain(found->interval, span, wanted);
}

// A number without a unit.
std::optional<Constant> Constants::plain(const Interval& interval, Span span, const Type& wanted) {
    if (is_plain(wanted)) return Constant{values_.quantity(interval), wanted};
    if (wanted.base != BaseType::Quantity) return whole(interval, span, wanted);
    findings_.error(
        "unit-mismatch", span, types_.describe(wanted) + " is wanted here, and this has no unit",
        is_period(wanted) ? "write days: `2024-01-01..2024-12-31`"
                          : "write `" + with_unit(interval, wanted.unit, vocabulary_.units) + "`");
    return std::nullopt;
}

// `1000万` where a number without a range is wanted.
std::optional<Constant> Constants::whole(const Interval& interval, Span span, const Type& wanted) {
    const bool number = wanted.base == BaseType::Number || wanted.base == BaseType::Unsigned;
    if (!number && wanted.base != BaseType::Float) return mismatch(span, wanted, "a number");
    if (!interval.is_point()) return mismatch(span, wanted, "a range of numbers");
    if (wanted.base == BaseType::Float) {
        return Constant{word_of(interval.lo->to_double(Rounding::Down)), wanted};
    }
    if (!interval.lo->is_integer()) return mismatch(span, wanted, "not a whole number");
    const Result<std::int64_t> integer = interval.lo->to_integer();
    if (!integer) {
        findings_.error("number-too-large", span, "this doesn't fit in a 64-bit number");
        return std::nullopt;
    }
    if (wanted.base == BaseType::Unsigned && *integer < 0) {
        return mismatch(span, wanted, "negative");
    }
    return Constant{word_of(*integer), wanted};
}

std::nullopt_t Constants::report(const QuantityProblem& problem, Span span) {
    using Kind = QuantityProblem::Kind;
    switch (problem.kind) {
        case Kind::UnknownUnit:
            findings_.error("unknown-unit", span, "there is no unit `" + problem.suffix + "`",
                            findings_.suggestion(problem.suffix,
                                                 [&] { return vocabulary_.units.all_names(); }));
            break;
        case Kind::MixedUnits:
            findings_.error("unit-mismatch", span, "the two ends of this range differ in kind",
                            "write one unit behind the second number, which serves both");
            break;
        case Kind::Empty:
            findings_.error("empty-range", span, "this range ends before it begins",
                            "write the smaller end first");
            break;
        case Kind::TooLarge:
            findings_.error("number-too-large", span, "this number is too large or too small",
                            "give it a larger unit");
            break;
    }
    return std::nullopt;
}

std::nullopt_t Constants::mismatch(Span span, const Type& wanted, const std::string& is,
                                   std::string mend) {
    findings_.error("type-mismatch", span,
                    types_.describe(wanted) + " is wanted here, and this is " + is,
                    std::move(mend));
    return std::nullopt;
}

// ---- text ----------------------------------------------------------------------------------

std::optional<Constant> Constants::text(const std::string& text, Span span, const Type& wanted) {
    if (wanted.base == BaseType::Symbol) {
        if (types_.is_entity(wanted)) return entity(text, span, wanted);
        return Constant{word_of(values_.symbol(text)), wanted};
    }
    std::string mend;
    if (!text.empty() && text.find_first_of("\"\\\n") == std::string::npos) {
        const bool date = wanted.base == BaseType::Date && Date::parse(text).has_value();
        const bool number = wanted.base != BaseType::Date && wanted.base != BaseType::Bool &&
                            Decimal::parse(text).has_value();
        if (date || number) mend = "write it without quotes: `" + text + "`";
    }
    return mismatch(span, wanted, "a text", std::move(mend));
}

std::optional<Constant> Constants::entity(const std::string& id, Span span, const Type& wanted) {
    const std::string& type = types_[*wanted.named].name;
    const Entity* const found = vocabulary_.find(id);
    if (found != nullptr && has_type(*found, type)) {
        return Constant{word_of(values_.symbol(id)), wanted};
    }
    if (names_ == EntityNames::IdsAndAliases) {
        if (!named(id, type).empty()) return named_entity(id, span, wanted);
    }
    if (found != nullptr && !found->types.empty()) {
        findings_.error(
            "unknown-entity", span,
            "`" + id + "` is of type `" + found->types[0] + "` and not " + types_.describe(wanted),
            missing_entity_mend(id, type));
    } else {
        findings_.error("unknown-entity", span,
                        "there is no `" + type + "` with the id `" + id + "`",
                        missing_entity_mend(id, type));
    }
    return std::nullopt;
}

std::vector<const Entity*> Constants::named(const std::string& name,
                                            const std::string& type) const {
    std::vector<const Entity*> found = vocabulary_.named(name);
    std::erase_if(found, [&](const Entity* entity) { return !has_type(*entity, type); });
    return found;
}

// Requires: some entity of the type has that name.
std::optional<Constant> Constants::named_entity(const std::string& name, Span span,
                                                const Type& wanted) {
    const std::string& type = types_[*wanted.named].name;
    const std::vector<const Entity*> found = named(name, type);
    if (found.size() == 1) return Constant{word_of(values_.symbol(found[0]->id)), wanted};
    std::string ids;
    for (const Entity* entity : found) ids += (ids.empty() ? "`" : ", `") + entity->id + "`";
    findings_.error("ambiguous-entity", span,
                    "`" + name + "` is a name of several entities of type `" + type + "`",
                    "write the id of the one that is meant: " + ids);
    return std::nullopt;
}

std::string Constants::missing_entity_mend(const std::string& id, const std::string& type) {
    const std::vector<const Entity*> aliased = named(id, type);
    if (aliased.size() == 1) return "it is a name of `" + aliased[0]->id + "`: write that id";
    if (!aliased.empty()) {
        std::string ids;
        for (const Entity* entity : aliased) ids += (ids.empty() ? "`" : ", `") + entity->id + "`";
        return "it is a name of " + ids + ": write the id of the one that is meant";
    }
    const std::string near = findings_.near(id, [&] { return entity_candidates(type); });
    if (near.empty()) return {};
    const std::vector<const Entity*> meant = named(near, type);
    const bool is_id = vocabulary_.find(near) != nullptr || meant.empty();
    if (is_id || names_ == EntityNames::IdsAndAliases) return "did you mean `" + near + "`?";
    return "did you mean `" + meant[0]->id + "` (" + near + ")?";
}

// Ids first, so that of equally near names an id is offered.
std::vector<std::string> Constants::entity_candidates(const std::string& type) const {
    std::vector<std::string> ids;
    std::vector<std::string> names;
    for (const Entity& entity : vocabulary_.entities()) {
        if (!has_type(entity, type)) continue;
        ids.push_back(entity.id);
        names.insert(names.end(), entity.names.begin(), entity.names.end());
    }
    ids.insert(ids.end(), names.begin(), names.end());
    return ids;
}

}  // namespace dictum
