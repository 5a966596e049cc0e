#include "embed/value_json.h"

namespace dictum {
namespace {

void write_text(std::string_view key, std::string_view value, JsonWriter& json) {
    json.key(key);
    json.string(value);
}

void write_symbol(const ShownValue& value, JsonWriter& json) {
    json.begin_object();
    write_text("id", value.id, json);
    write_text("text", value.text, json);
    json.end_object();
}

void write_ratio(const ShownValue& value, const Values& values, JsonWriter& json) {
    json.begin_object();
    write_text("text", values.ratio_of(value.word).to_string(), json);
    if (!value.type.sides[0].empty()) {
        json.key("of");
        json.begin_array();
        for (const std::string& side : value.type.sides) json.string(side);
        json.end_array();
    }
    json.end_object();
}

void write_end(std::string_view name, const std::optional<Decimal>& value, bool open,
               JsonWriter& json) {
    json.key(name);
    json.raw(value ? value->to_string() : "null");
    if (open) {
        json.key(std::string(name) + "_open");
        json.boolean(true);
    }
}

void write_quantity(const ShownValue& value, JsonWriter& json) {
    const Interval interval = value.in_unit.value_or(Interval{});
    json.begin_object();
    write_end("lo", interval.lo, interval.lo_open, json);
    write_end("hi", interval.hi, interval.hi_open, json);
    write_text("unit", value.unit, json);
    write_text("text", value.text, json);
    json.end_object();
}

}  // namespace

void write_value(const ShownValue& value, const Values& values, JsonWriter& json) {
    switch (value.type.base) {
        case BaseType::Number:
            return json.raw(std::to_string(as_number(value.word)));
        case BaseType::Unsigned:
            return json.raw(std::to_string(value.word));
        case BaseType::Float:
            return json.number(as_float(value.word));
        case BaseType::Bool:
            return json.boolean(value.word != 0);
        case BaseType::Date:
            return json.string(as_date(value.word).to_string());
        case BaseType::Symbol:
            return write_symbol(value, json);
        case BaseType::Ratio:
            return write_ratio(value, values, json);
        case BaseType::Quantity:
            return write_quantity(value, json);
    }
}

}  // namespace dictum
