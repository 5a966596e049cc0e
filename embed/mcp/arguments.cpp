#include "embed/mcp/arguments.h"

#include <charconv>
#include <vector>

#include "engine/value/diagnostic.h"

namespace dictum::mcp {
namespace {

constexpr std::size_t kPageMax = 1000;

enum class Kind : std::uint8_t { Text, Texts, Count, Object };

struct Argument {
    const char* name;
    Wanted group;
    Kind kind;
    bool needed;
    const char* about;
};

const std::vector<Argument>& all_arguments() {
    static const std::vector<Argument> all = {
        {"question", Wanted::Question, Kind::Text, true, "In Chinese or English"},
        {"goal", Wanted::Goal, Kind::Text, true, "prefers(\"government\", origin)"},
        {"asked", Wanted::Asked, Kind::Text, true, "A goal, or a question"},
        {"table", Wanted::Table, Kind::Text, true, "The id of a decision table"},
        {"inputs", Wanted::Table, Kind::Object, false, "Its inputs by name; others are missing"},
        {"words", Wanted::Words, Kind::Text, true, "Words, separated by spaces"},
        {"relation", Wanted::Part, Kind::Text, false, "Only this relation"},
        {"type", Wanted::Part, Kind::Text, false, "Only this type, with its entities"},
        {"assume", Wanted::Scenario, Kind::Texts, false, "Facts to take for granted"},
        {"without", Wanted::Scenario, Kind::Texts, false,
         "Ids of claims, rules, sources, tables or rows to leave out"},
        {"set", Wanted::Scenario, Kind::Texts, false,
         "Changed values: server_price(\"a100\", +10%)"},
        {"at_least", Wanted::Scenario, Kind::Text, false,
         "Read only what is as strong: stated, estimate, forecast, opinion or unconfirmed"},
        {"language", Wanted::Scenario, Kind::Text, false, "Of the words: zh or en"},
        {"as_of", Wanted::Time, Kind::Text, false, "YYYY-MM-DD: without sources of a later date"},
        {"recorded_by", Wanted::Time, Kind::Text, false,
         "YYYY-MM-DD: without what was recorded later"},
        {"limit", Wanted::Page, Kind::Count, false, "How many rows at once: 1 to 1000"},
        {"cursor", Wanted::Page, Kind::Text, false, "The next_cursor of the page before"},
    };
    return all;
}

class Reader {
  public:
    Reader(const Json& given, Wanted wanted) : given_(given), wanted_(wanted) {}

    std::variant<Arguments, std::string> run() {
        if (given_.is_null()) return finish();
        if (!given_.is_object()) return std::string("error: arguments are an object");
        for (const auto& [name, value] : given_.items()) {
            if (!read(name, value)) return mistake_;
        }
        return finish();
    }

  private:
    std::variant<Arguments, std::string> finish() {
        for (const Argument& argument : all_arguments()) {
            if (!argument.needed || !has(wanted_, argument.group)) continue;
            if (!given_.is_object() || !given_.contains(argument.name)) {
                return "error: the argument `" + std::string(argument.name) + "` is missing";
            }
        }
        return std::move(out_);
    }

    bool fail(std::string text) {
        mistake_ = "error: " + std::move(text);
        return false;
    }

    bool read(const std::string& name, const Json& value) {
        std::vector<std::string> known;
        for (const Argument& argument : all_arguments()) {
            if (!has(wanted_, argument.group)) continue;
            if (argument.name == name) return take(argument, value);
            known.emplace_back(argument.name);
        }
        const std::string near = nearest(name, known);
        return fail("there is no argument `" + name + "`" +
                    (near.empty() ? "" : "; did you mean `" + near + "`?"));
    }

    bool take(const Argument& argument, const Json& value) {
        const std::string name = argument.name;
        switch (argument.kind) {
            case Kind::Text:
                if (!value.is_string()) return fail("`" + name + "` is a text");
                return take_text(name, value.get<std::string>());
            case Kind::Texts:
                return take_texts(name, value);
            case Kind::Object:
                if (!value.is_object()) return fail("`" + name + "` is an object");
                out_.inputs = value;
                return true;
            case Kind::Count:
                if (!value.is_number_unsigned() || value.get<std::uint64_t>() < 1 ||
                    value.get<std::uint64_t>() > kPageMax) {
                    return fail("`" + name + "` is a number from 1 to 1000");
                }
                out_.page = value.get<std::size_t>();
                return true;
        }
        return true;
    }

    bool take_texts(const std::string& name, const Json& value) {
        auto& list = name == "assume"    ? out_.options.assume
                     : name == "without" ? out_.options.without
                                         : out_.options.set;
        if (!value.is_array()) return fail("`" + name + "` is a list of texts");
        for (const Json& item : value) {
            if (!item.is_string()) return fail("`" + name + "` is a list of texts");
            list.push_back(item.get<std::string>());
        }
        return true;
    }

    bool take_text(const std::string& name, std::string text) {
        if (name == "cursor") return take_cursor(text);
        if (name == "language" && text != "zh" && text != "en") {
            return fail("`language` is zh or en");
        }
        std::string& place = name == "relation"      ? out_.relation
                             : name == "type"        ? out_.type
                             : name == "at_least"    ? out_.options.at_least
                             : name == "language"    ? out_.options.language
                             : name == "as_of"       ? out_.options.as_of
                             : name == "recorded_by" ? out_.options.recorded_by
                                                     : out_.asked;
        place = std::move(text);
        return true;
    }

    bool take_cursor(const std::string& text) {
        const char* const end = text.data() + text.size();
        const auto [stop, problem] = std::from_chars(text.data(), end, out_.cursor);
        if (problem == std::errc() && stop == end) return true;
        return fail("`cursor` is the next_cursor of the page before");
    }

    const Json& given_;
    Wanted wanted_;
    Arguments out_;
    std::string mistake_;
};

}  // namespace

Json input_schema(Wanted wanted) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const Argument& argument : all_arguments()) {
        if (!has(wanted, argument.group)) continue;
        Json property;
        switch (argument.kind) {
            case Kind::Text:
                property["type"] = "string";
                break;
            case Kind::Texts:
                property = {{"type", "array"}, {"items", {{"type", "string"}}}};
                break;
            case Kind::Count:
                property = {{"type", "integer"}, {"minimum", 1}, {"maximum", kPageMax}};
                break;
            case Kind::Object:
                property["type"] = "object";
                break;
        }
        property["description"] = argument.about;
        properties[argument.name] = std::move(property);
        if (argument.needed) required.push_back(argument.name);
    }
    Json schema = {
        {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

std::variant<Arguments, std::string> read_arguments(const Json& given, Wanted wanted) {
    return Reader(given, wanted).run();
}

}  // namespace dictum::mcp
