// The table of units: declaring, looking up, suffixes. Expressions are in unit_expression.cpp.
#include "engine/value/unit.h"

#include <algorithm>

#include "engine/value/diagnostic.h"
#include "engine/value/unit_text.h"
#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::string_view kPercentDimension = "percent";
constexpr std::string_view kPointsDimension = "points";
constexpr std::string_view kCalendarDimension = "calendar";

struct BuiltinUnit {
    std::string_view name;
    std::string_view divisor_name;
    std::string_view dimension;
    std::string_view factor;
    std::string_view names;
};

struct BuiltinScale {
    std::string_view word;
    std::string_view factor;
};

#define DICTUM_UNIT(name, divisor_name, dimension, factor, names) \
    BuiltinUnit{name, divisor_name, dimension, factor, names},
#define DICTUM_SCALE(word, factor)
constexpr BuiltinUnit kUnits[] = {
#include "engine/value/units.def"
};
#undef DICTUM_UNIT
#undef DICTUM_SCALE

#define DICTUM_UNIT(name, divisor_name, dimension, factor, names)
#define DICTUM_SCALE(word, factor) BuiltinScale{word, factor},
constexpr BuiltinScale kScales[] = {
#include "engine/value/units.def"
};
#undef DICTUM_UNIT
#undef DICTUM_SCALE

// The order in kUnits of those that have a function of their own.
constexpr UnitId kPlain{0};
constexpr UnitId kPercent{1};
constexpr UnitId kPoints{2};
constexpr UnitId kCalendar{3};

std::vector<std::string> split_names(std::string_view names) {
    std::vector<std::string> result;
    while (!names.empty()) {
        const std::size_t bar = std::min(names.find('|'), names.size());
        result.emplace_back(names.substr(0, bar));
        names.remove_prefix(std::min(bar + 1, names.size()));
    }
    return result;
}

// A letter of Latin, Greek or an East Asian script.
bool is_letter(char32_t c) {
    const bool ascii = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool latin = c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7;
    const bool greek = c >= 0x370 && c <= 0x3FF;
    const bool kana_or_hangul = (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3);
    return ascii || latin || greek || kana_or_hangul || is_han(c);
}

// May `name` stand behind a number in rule text?
bool is_suffix(std::string_view name) {
    for (std::size_t at = 0; at < name.size();) {
        const CodePoint point = code_point_at(name, at);
        const char32_t c = point.value;
        if (!is_letter(c) && c != '_' && c != '%' && c != U'‰') return false;
        at += point.length;
    }
    return !name.empty();
}

Status check_spelling(std::string_view name) {
    if (name.empty() || name != trimmed(name)) {
        return invalid_input("a name of a unit is empty or has blanks around it");
    }
    if (name[0] >= '0' && name[0] <= '9') {
        return invalid_input("the unit name `" + std::string(name) + "` begins with a digit");
    }
    if (name.find_first_of("/*^") != std::string_view::npos) {
        return invalid_input("the unit name `" + std::string(name) +
                             "` has / * or ^: compound units exist without being declared");
    }
    return {};
}

}  // namespace

UnitTable UnitTable::builtin() {
    UnitTable table;
    for (const BuiltinUnit& unit : kUnits) {
        const UnitId id = table.add(Unit{std::string(unit.name),
                                         std::string(unit.divisor_name),
                                         std::string(unit.name),
                                         table.measure_of(unit.dimension),
                                         *Decimal::parse(unit.factor),
                                         {}});
        for (const std::string& name : split_names(unit.names)) table.add_name(id, name);
    }
    table.units_[kPlain].suffix.clear();
    table.units_[kPercent].suffix = "%";
    table.units_[kCalendar].suffix.clear();
    for (const BuiltinScale& scale : kScales) {
        table.scales_.push_back({std::string(scale.word), *Decimal::parse(scale.factor)});
    }
    std::sort(table.scales_.begin(), table.scales_.end(),
              [](const ScaleWord& a, const ScaleWord& b) {
                  if (a.word.size() != b.word.size()) return a.word.size() > b.word.size();
                  return a.word < b.word;
              });
    return table;
}

UnitId UnitTable::plain() const { return kPlain; }
UnitId UnitTable::percent() const { return kPercent; }
UnitId UnitTable::points() const { return kPoints; }
UnitId UnitTable::calendar() const { return kCalendar; }
UnitId UnitTable::days() const { return *named("day"); }

Result<UnitId> UnitTable::declare(std::string name, std::string_view dimension, Decimal factor,
                                  std::vector<std::string> names) {
    if (!is_suffix(name)) {
        return invalid_input("the unit name `" + name +
                             "` can't stand behind a number: use letters, _ or %, and list other "
                             "spellings under its names");
    }
    if (factor.sign() <= 0) {
        return invalid_input("the factor of the unit `" + name + "` is not above 0");
    }
    const auto known = by_name_.find(name);
    const std::optional<UnitId> owner =
        known == by_name_.end() ? std::nullopt : std::optional<UnitId>(known->second);
    if (owner) {
        const Unit& unit = units_[*owner];
        if (known_measure(dimension) != unit.measure || factor != unit.factor) {
            return invalid_input("the unit `" + name +
                                 "` is already declared with another dimension or factor: it is " +
                                 unit.factor.to_string() + " " +
                                 units_[coherent(unit.measure)].name);
        }
    } else {
        DICTUM_CHECK(check_names({name}, owner));
    }
    DICTUM_CHECK(check_names(names, owner));
    const UnitId id =
        owner ? *owner : add(Unit{name, name, name, measure_of(dimension), factor, {}});
    for (const std::string& other : names) add_name(id, other);
    return id;
}

// None of `names` may belong to a unit other than `owner`, or be a scale word.
Status UnitTable::check_names(const std::vector<std::string>& names,
                              std::optional<UnitId> owner) const {
    for (const std::string& name : names) {
        DICTUM_CHECK(check_spelling(name));
        const auto known = by_name_.find(name);
        if (known != by_name_.end() && (!owner || known->second != *owner)) {
            return invalid_input("`" + name + "` already names the unit `" +
                                 units_[known->second].name + "`");
        }
        for (const ScaleWord& scale : scales_) {
            if (scale.word == name) {
                return invalid_input("`" + name + "` is a scale word (" + scale.factor.to_string() +
                                     ") and can't name a unit");
            }
        }
    }
    return {};
}

// The measure of a dimension that exists; no measure otherwise.
std::optional<Measure> UnitTable::known_measure(std::string_view dimension) const {
    if (dimension.empty()) return Measure{};
    if (dimension == kPercentDimension) return Measure{{}, Fraction::Percent};
    if (dimension == kPointsDimension) return Measure{{}, Fraction::Points};
    if (dimension == kCalendarDimension) return Measure{{}, Fraction::Calendar};
    const auto found = std::find(bases_.begin(), bases_.end(), dimension);
    if (found == bases_.end()) return std::nullopt;
    const auto base = static_cast<std::uint32_t>(found - bases_.begin());
    return Measure{{{base, 1}}, Fraction::None};
}

Measure UnitTable::measure_of(std::string_view dimension) {
    if (const auto known = known_measure(dimension)) return *known;
    bases_.emplace_back(dimension);
    base_units_.emplace_back();
    return Measure{{{static_cast<std::uint32_t>(bases_.size() - 1), 1}}, Fraction::None};
}

UnitId UnitTable::add(Unit unit) {
    const std::string name = unit.name;
    const bool is_base = unit.measure.powers.size() == 1 && unit.measure.powers[0].exponent == 1 &&
                         unit.factor == Decimal::from_integer(1);
    const std::uint32_t base = is_base ? unit.measure.powers[0].base : 0;
    const UnitId id = units_.push(std::move(unit));
    if (is_base && !base_units_[base]) base_units_[base] = id;
    add_name(id, name);
    return id;
}

void UnitTable::add_name(UnitId id, const std::string& name) {
    if (!by_name_.emplace(name, id).second) return;
    if (name != units_[id].name) units_[id].names.push_back(name);
    const auto [entry, is_new] = by_folded_name_.emplace(folded(name), id);
    if (!is_new && entry->second != id) entry->second.reset();
}

std::optional<UnitId> UnitTable::named(std::string_view name) const {
    const auto exact = by_name_.find(std::string(name));
    if (exact != by_name_.end()) return exact->second;
    if (name.size() < 2) return std::nullopt;
    const auto similar = by_folded_name_.find(folded(name));
    return similar == by_folded_name_.end() ? std::nullopt : similar->second;
}

std::optional<Suffix> UnitTable::resolve_suffix(std::string_view suffix) {
    const std::string_view text = trimmed(suffix);
    if (text.empty()) return Suffix{Decimal::from_integer(1), std::nullopt};
    if (const Result<UnitId> whole = find(text, false)) {
        return Suffix{Decimal::from_integer(1), *whole};
    }
    for (const ScaleWord& scale : scales_) {
        const std::string_view word = text.substr(0, scale.word.size());
        const bool same = word == scale.word || (word.size() > 1 && folded(word) == scale.word);
        if (!same) continue;
        const std::string_view rest = trimmed(text.substr(word.size()));
        if (rest.empty()) return Suffix{scale.factor, std::nullopt};
        if (const Result<UnitId> unit = find(rest, false)) return Suffix{scale.factor, *unit};
    }
    return std::nullopt;
}

std::optional<std::string> UnitTable::base_suffix(const Measure& measure) const {
    for (const Unit& unit : units_) {
        if (unit.measure == measure && unit.factor == Decimal::from_integer(1)) return unit.suffix;
    }
    return std::nullopt;
}

std::vector<std::string> UnitTable::all_names() const {
    std::vector<std::string> result;
    for (const Unit& unit : units_) {
        const bool is_compound = unit.name.find_first_of("/*^") != std::string::npos;
        if (is_compound) continue;
        result.push_back(unit.name);
        result.insert(result.end(), unit.names.begin(), unit.names.end());
    }
    for (const ScaleWord& scale : scales_) result.push_back(scale.word);
    return result;
}

UnitId UnitTable::coherent(const Measure& measure) {
    if (measure.fraction == Fraction::Percent) return kPercent;
    if (measure.fraction == Fraction::Points) return kPoints;
    if (measure.fraction == Fraction::Calendar) return kCalendar;
    std::vector<Factor> factors;
    for (const Measure::Power& power : measure.powers) {
        factors.push_back({base_unit(power.base), power.exponent});
    }
    return *compound(std::move(factors));  // all factors are 1, so it is exact
}

// The unit with factor 1 of a base dimension; where only others were declared, one is made and
// named after the dimension.
UnitId UnitTable::base_unit(std::uint32_t base) {
    if (base_units_[base]) return *base_units_[base];
    std::string name;
    for (const char c : bases_[base]) {
        const bool readable = is_suffix(std::string_view(&c, 1)) || (c & 0x80) != 0;
        name += readable ? c : '_';
    }
    if (!is_suffix(name)) name = "unit";
    while (by_name_.contains(name)) name += "_";
    const Measure measure{{{base, 1}}, Fraction::None};
    return add(Unit{name, name, name, measure, Decimal::from_integer(1), {}});
}

Error UnitTable::unknown(std::string_view name, bool explain) const {
    Error error{ErrorCode::NotFound, {}};
    if (!explain) return error;
    constexpr std::size_t kShown = 60;
    error.message = "unknown unit `" + std::string(name.substr(0, kShown)) + "`";
    const std::string similar = nearest(name, all_names());
    if (!similar.empty()) error.message += "; did you mean `" + similar + "`?";
    return error;
}

}  // namespace dictum
