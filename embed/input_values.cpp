#include "embed/input_values.h"

#include <algorithm>

#include "kb/cell_value.h"

namespace dictum {
namespace {

constexpr std::size_t kNamesKept = 65'536;

bool has(const std::vector<std::string>& types, const std::string& wanted) {
    return std::find(types.begin(), types.end(), wanted) != types.end();
}

}  // namespace

InputValues::InputValues(const DecisionTable& table, Values& values, Vocabulary& vocabulary,
                         std::vector<char> words)
    : table_(table), values_(values), vocabulary_(vocabulary), words_(std::move(words)) {
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
        if (table.needs_word(i)) words_[i] = 1;
    }
}

TableArgument InputValues::word(std::uint32_t input, Word word) const {
    return table_.argument(input, word);
}

Result<TableArgument> InputValues::quantity(std::uint32_t input, const Interval& interval) {
    if (words_[input] != 0) return table_.argument(input, values_.quantity(interval));
    return table_.argument(input, interval);
}

Result<TableArgument> InputValues::symbol(std::uint32_t input, std::string_view id) {
    if (words_[input] != 0) return table_.argument(input, word_of(values_.symbol(id)));
    return table_.argument(input, id);
}

Result<TableArgument> InputValues::text(std::uint32_t input, std::string_view text) {
    const Type& type = table_.table().inputs[input].type;
    if (type.base == BaseType::Quantity) {
        DICTUM_TRY(const Interval interval, quantity_cell(text, type, vocabulary_.units));
        return quantity(input, interval);
    }
    if (type.base == BaseType::Symbol) {
        const NamedType* const named = type.named ? &table_.table().types[*type.named] : nullptr;
        if (named == nullptr || !named->entity) return symbol(input, text);
        DICTUM_TRY(const std::string_view id, entity(text, *named));
        return symbol(input, id);
    }
    DICTUM_TRY(const Word value, cell_value(text, type, vocabulary_.units, values_));
    return word(input, value);
}

// The id of the entity that `text` names.
Result<std::string_view> InputValues::entity(std::string_view text, const NamedType& type) {
    const std::string key = type.name + '\n' + std::string(text);
    if (const auto found = known_.find(key); found != known_.end()) return {found->second};
    const Entity* entity = vocabulary_.find(text);
    if (entity == nullptr || !has(entity->types, type.name)) {
        entity = nullptr;
        for (const Entity* named : vocabulary_.named(text)) {
            if (!has(named->types, type.name)) continue;
            if (entity != nullptr) {
                return invalid_input("`" + std::string(text) + "` names `" + entity->id +
                                     "` and `" + named->id + "`; write the id");
            }
            entity = named;
        }
    }
    if (entity == nullptr) {
        std::vector<std::string> names;
        for (const Entity& other : vocabulary_.entities()) {
            if (!has(other.types, type.name)) continue;
            names.push_back(other.id);
            names.insert(names.end(), other.names.begin(), other.names.end());
        }
        const std::string near = nearest(text, names);
        return invalid_input("there is no `" + type.name + "` with the id or name `" +
                             std::string(text) + "`" +
                             (near.empty() ? "" : "; did you mean `" + near + "`?"));
    }
    if (known_.size() >= kNamesKept) known_.clear();
    return {known_.emplace(key, entity->id).first->second};
}

// ---- JSON ----------------------------------------------------------------------------------

Result<std::optional<TableArgument>> InputValues::json(std::uint32_t input,
                                                       const JsonField& field) {
    const Type& type = table_.table().inputs[input].type;
    switch (field.kind) {
        case JsonField::Kind::Null:
            return std::optional<TableArgument>();
        case JsonField::Kind::String: {
            const bool plain = type.base == BaseType::Symbol && !type.named;
            if (field.text.empty() && !plain)
                return invalid_input("an empty text is no value; write null");
            DICTUM_TRY(const TableArgument argument, text(input, field.text));
            return std::optional(argument);
        }
        case JsonField::Kind::Number: {
            DICTUM_TRY(const TableArgument argument, number(input, field.text));
            return std::optional(argument);
        }
        case JsonField::Kind::Bool: {
            if (type.base != BaseType::Bool)
                return invalid_input("true and false are no value of it");
            return std::optional(word(input, word_of(field.text == "true")));
        }
        case JsonField::Kind::Object: {
            DICTUM_TRY(const TableArgument argument, object(input, field));
            return std::optional(argument);
        }
    }
    return std::optional<TableArgument>();
}

Result<TableArgument> InputValues::number(std::uint32_t input, const std::string& digits) {
    const Type& type = table_.table().inputs[input].type;
    switch (type.base) {
        case BaseType::Number:
        case BaseType::Unsigned:
        case BaseType::Float: {
            DICTUM_TRY(const Word value, number_cell(digits, type.base));
            return word(input, value);
        }
        case BaseType::Quantity: {
            DICTUM_TRY(const Decimal lo, Decimal::parse(digits, Rounding::Down));
            DICTUM_TRY(const Decimal hi, Decimal::parse(digits, Rounding::Up));
            DICTUM_TRY(const Interval interval, Interval::make(lo, hi));
            DICTUM_TRY(const Interval base, to_base_units(interval, vocabulary_.units[type.unit]));
            return quantity(input, base);
        }
        default:
            return invalid_input("a number is no value of it; write a text");
    }
}

Result<std::optional<Decimal>> InputValues::end(const JsonField& field, std::string_view name,
                                                Decimal factor, Rounding rounding) {
    const JsonField* const member = field.member(name);
    if (member == nullptr || member->kind == JsonField::Kind::Null) {
        return std::optional<Decimal>();
    }
    if (member->kind != JsonField::Kind::Number) {
        return invalid_input("`" + std::string(name) + "` is a number or null");
    }
    DICTUM_TRY(const Decimal value, Decimal::parse(member->text, rounding));
    DICTUM_TRY(const Decimal scaled, multiply(value, factor, rounding));
    return std::optional(scaled);
}

// The forms that decisions and answers are printed in: {"id": ...}, {"lo", "hi", "unit"}.
Result<TableArgument> InputValues::object(std::uint32_t input, const JsonField& field) {
    const Type& type = table_.table().inputs[input].type;
    if (type.base == BaseType::Symbol || type.base == BaseType::Ratio) {
        const JsonField* const id = field.member(type.base == BaseType::Symbol ? "id" : "text");
        if (id == nullptr || id->kind != JsonField::Kind::String) {
            return invalid_input("an object here has a text \"id\" (of a ratio \"text\")");
        }
        return text(input, id->text);
    }
    const JsonField* const unit_name = field.member("unit");
    if (type.base != BaseType::Quantity || unit_name == nullptr ||
        unit_name->kind != JsonField::Kind::String) {
        return invalid_input(
            "an object is a quantity with \"lo\", \"hi\" and \"unit\", or has an \"id\"");
    }
    const auto suffix = vocabulary_.units.resolve_suffix(unit_name->text);
    if (!suffix) return invalid_input("`" + unit_name->text + "` is no unit");
    const Unit& unit = vocabulary_.units[suffix->unit.value_or(type.unit)];
    if (!compatible(unit.measure, type.measure)) {
        return invalid_input("`" + unit.name + "` can't stand for `" +
                             vocabulary_.units[type.unit].name + "`");
    }
    DICTUM_TRY(const Decimal factor, multiply(unit.factor, suffix->scale, Rounding::Down));
    DICTUM_TRY(const auto lo, end(field, "lo", factor, Rounding::Down));
    DICTUM_TRY(const auto hi, end(field, "hi", factor, Rounding::Up));
    if (!lo && !hi) return invalid_input("a quantity has a \"lo\" or a \"hi\"");
    const auto open = [&](std::string_view name) {
        const JsonField* const member = field.member(name);
        return member != nullptr && member->text == "true";
    };
    DICTUM_TRY(const Interval interval, Interval::make(lo, hi, open("lo_open"), open("hi_open")));
    return quantity(input, interval);
}

}  // namespace dictum
