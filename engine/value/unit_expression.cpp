// Unit expressions and the compounds that they make.
//
//   CNY/card    TFLOPS*hour/card^2    元/片  (the same unit as CNY/piece)
//
// A compound has one canonical name: factors in the order of their declaration, then those behind a
// slash; so two spellings of one unit give one id. Linear in the expression.
#include <algorithm>
#include <charconv>

#include "engine/value/unit.h"
#include "engine/value/unit_text.h"

namespace dictum {
namespace {

constexpr std::size_t kExpressionMax = 256;  // bytes
constexpr int kExponentMax = 99;

using Operation = Result<Decimal> (*)(Decimal, Decimal, Rounding);

// The result of `operation` when it has at most 18 digits.
std::optional<Decimal> exact(Operation operation, const Decimal& a, const Decimal& b) {
    const Result<Decimal> down = operation(a, b, Rounding::Down);
    const Result<Decimal> up = operation(a, b, Rounding::Up);
    if (!down || !up || *down != *up) return std::nullopt;
    return *down;
}

std::optional<Decimal> exact_power(const Decimal& base, std::int32_t exponent) {
    std::optional<Decimal> result = Decimal::from_integer(1);
    if (base == *result) return result;
    for (std::int32_t i = 0; i < exponent && result; ++i) result = exact(multiply, *result, base);
    return result;
}

// `text` repeated, each behind `separator`; the first one only where something stands before it.
void append_repeated(std::string& out, char separator, const std::string& text,
                     std::int32_t times) {
    for (std::int32_t i = 0; i < times; ++i) {
        if (separator == '/' || !out.empty()) out += separator;
        out += text;
    }
}

void append_power(std::string& out, char separator, const std::string& name,
                  std::int32_t exponent) {
    append_repeated(out, separator, name, 1);
    if (exponent != 1) out += "^" + std::to_string(exponent);
}

}  // namespace

Result<UnitId> UnitTable::find(std::string_view expression) { return find(expression, true); }

Result<UnitId> UnitTable::find(std::string_view expression, bool explain) {
    std::string_view rest = trimmed(expression);
    if (rest.empty()) return invalid_input("a unit is missing; the plain number's unit is `1`");
    if (rest.size() > kExpressionMax) return invalid_input("a unit longer than 256 bytes");
    if (const auto id = named(rest)) return *id;
    std::vector<Factor> factors;
    bool inverse = false;
    while (true) {
        const std::size_t end = std::min(rest.find_first_of("/*"), rest.size());
        DICTUM_TRY(Factor factor, parse_factor(trimmed(rest.substr(0, end)), explain));
        if (inverse) factor.exponent = -factor.exponent;
        factors.push_back(factor);
        if (end == rest.size()) break;
        inverse = rest[end] == '/';
        rest.remove_prefix(end + 1);
    }
    return compound(std::move(factors));
}

// name, or name^exponent.
Result<UnitTable::Factor> UnitTable::parse_factor(std::string_view text, bool explain) const {
    const std::size_t caret = std::min(text.find('^'), text.size());
    const std::string_view name = trimmed(text.substr(0, caret));
    if (name.empty()) return invalid_input("a unit is missing beside / * or ^");
    Factor factor{{}, 1};
    if (caret < text.size()) {
        const std::string_view digits = trimmed(text.substr(caret + 1));
        const char* const end = digits.data() + digits.size();
        const auto read = std::from_chars(digits.data(), end, factor.exponent);
        const bool in_range = factor.exponent != 0 && std::abs(factor.exponent) <= kExponentMax;
        if (read.ec != std::errc{} || read.ptr != end || !in_range) {
            return invalid_input("the exponent of the unit `" + std::string(name) +
                                 "` is not a whole number from 1 to 99");
        }
    }
    const auto id = named(name);
    if (!id) return unknown(name, explain);
    factor.unit = *id;
    return factor;
}

Result<UnitId> UnitTable::compound(std::vector<Factor> factors) {
    std::sort(factors.begin(), factors.end(),
              [](const Factor& a, const Factor& b) { return index_of(a.unit) < index_of(b.unit); });
    std::vector<Factor> merged;
    for (const Factor& factor : factors) {
        if (factor.unit == plain()) continue;
        if (merged.empty() || merged.back().unit != factor.unit) merged.push_back({factor.unit, 0});
        merged.back().exponent += factor.exponent;
        if (merged.back().exponent == 0) merged.pop_back();
    }
    if (merged.empty()) return plain();
    if (merged.size() == 1 && merged[0].exponent == 1) return merged[0].unit;
    return make_compound(merged);
}

// The factor of a compound: one division of two products, so that only it can be inexact.
std::optional<Decimal> UnitTable::exact_factor(const std::vector<Factor>& factors) const {
    std::optional<Decimal> over = Decimal::from_integer(1);
    std::optional<Decimal> under = over;
    for (const Factor& factor : factors) {
        const auto scale = exact_power(units_[factor.unit].factor, std::abs(factor.exponent));
        std::optional<Decimal>& side = factor.exponent < 0 ? under : over;
        if (!scale || !side) return std::nullopt;
        side = exact(multiply, *side, *scale);
    }
    if (!over || !under) return std::nullopt;
    return exact(divide, *over, *under);
}

// Requires merged factors: each unit once, sorted, no zero exponent.
Result<UnitId> UnitTable::make_compound(const std::vector<Factor>& factors) {
    Unit unit;
    std::string below;         // what stands behind slashes, in the name
    std::string below_suffix;  // and in the suffix, where there are no exponents
    for (const Factor& factor : factors) {
        const Unit& part = units_[factor.unit];
        const std::int32_t exponent = std::abs(factor.exponent);
        const bool inverse = factor.exponent < 0;
        for (std::int32_t i = 0; i < exponent; ++i) {
            unit.measure = inverse ? quotient(unit.measure, part.measure)
                                   : product(unit.measure, part.measure);
        }
        if (inverse) {
            append_power(below, '/', part.divisor_name, exponent);
            append_repeated(below_suffix, '/', part.divisor_name, exponent);
        } else {
            append_power(unit.name, '*', part.name, exponent);
            append_repeated(unit.suffix, '*', part.name, exponent);
        }
    }
    unit.name = (unit.name.empty() ? "1" : unit.name) + below;
    if (const auto known = named(unit.name)) return *known;
    unit.suffix = (unit.suffix.empty() ? "times" : unit.suffix) + below_suffix;
    const std::optional<Decimal> factor = exact_factor(factors);
    if (!factor) {
        return invalid_input("the unit `" + unit.name + "` has no exact decimal factor to " +
                             units_[coherent(unit.measure)].name +
                             "; declare a unit with a dimension of its own for it");
    }
    unit.factor = *factor;
    unit.divisor_name = unit.name;
    return add(std::move(unit));
}

}  // namespace dictum
