#include "embed/value_json.h"

namespace dictum {
namespace {

class ValueWriter {
  public:
    ValueWriter(JsonWriter& json, const Values& values) : json_(json), values_(values) {}

    void write(const ShownValue& value) {
        switch (value.type.base) {
            case BaseType::Number:
                return json_.raw(std::to_string(as_number(value.word)));
            case BaseType::Unsigned:
                return json_.raw(std::to_string(value.word));
            case BaseType::Float:
                return json_.number(as_float(value.word));
            case BaseType::Bool:
                return json_.boolean(value.word != 0);
            case BaseType::Record:
                return json_.string(value.text);
            case BaseType::Date:
                return json_.string(as_date(value.word).to_string());
            case BaseType::Symbol:
                return symbol(value);
            case BaseType::Ratio:
                return ratio(value);
            case BaseType::Quantity:
                return quantity(value);
        }
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    void symbol(const ShownValue& value) {
        json_.begin_object();
        text("id", value.id);
        text("text", value.text);
        json_.end_object();
    }

    void ratio(const ShownValue& value) {
        json_.begin_object();
        text("text", values_.ratio_of(value.word).to_string());
        if (!value.type.sides.empty()) {
            json_.key("of");
            json_.begin_array();
            for (const std::string& side : value.type.sides) json_.string(side);
            json_.end_array();
        }
        json_.end_object();
    }

    void quantity(const ShownValue& value) {
        if (is_period(value.type)) return period(value);
        const Interval interval = value.in_unit.value_or(Interval{});
        json_.begin_object();
        end("lo", interval.lo, interval.lo_open);
        end("hi", interval.hi, interval.hi_open);
        text("unit", value.unit);
        text("text", value.text);
        json_.end_object();
    }

    void period(const ShownValue& value) {
        const Interval& days = values_.interval(value.word);
        json_.begin_object();
        day("lo", days.lo, days.lo_open);
        day("hi", days.hi, days.hi_open);
        text("text", value.text);
        json_.end_object();
    }

    void day(std::string_view name, const std::optional<Decimal>& value, bool open) {
        json_.key(name);
        if (value) {
            json_.string(period_text(Interval::point(*value)));
        } else {
            json_.raw("null");
        }
        if (open) {
            json_.key(std::string(name) + "_open");
            json_.boolean(true);
        }
    }

    void end(std::string_view name, const std::optional<Decimal>& value, bool open) {
        json_.key(name);
        json_.raw(value ? value->to_string() : "null");
        if (open) {
            json_.key(std::string(name) + "_open");
            json_.boolean(true);
        }
    }

    JsonWriter& json_;
    const Values& values_;
};

}  // namespace

void write_value(JsonWriter& json, const Values& values, const ShownValue& value) {
    ValueWriter(json, values).write(value);
}

}  // namespace dictum
