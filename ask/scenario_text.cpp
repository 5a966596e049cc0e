// What an answer was given under, in a line.
#include "ask/language.h"
#include "ask/wording.h"

namespace dictum {
namespace {

std::string joined(const std::vector<std::string>& items, const std::string& between) {
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : between) + item;
    return text;
}

}  // namespace

std::string scenario_text(const ShownScenario& scenario, std::string_view language) {
    const Language& words = language_data(language);
    const std::string& between = words.phrase("scenario_item");
    std::vector<std::string> parts;
    const auto add = [&](const char* phrase, const std::string& text) {
        if (!text.empty()) parts.push_back(fill(words.phrase(phrase), {{"text", text}}));
    };
    add("scenario_assumed", joined(scenario.assumed, between));
    for (const ShownScenario::Set& set : scenario.set) {
        parts.push_back(fill(words.phrase("scenario_set"),
                             {{"asked", set.asked}, {"facts", joined(set.facts, between)}}));
    }
    add("scenario_without", joined(scenario.without, between));
    add("scenario_as_of", scenario.as_of);
    add("scenario_recorded_by", scenario.recorded_by);
    return joined(parts, words.phrase("scenario_part"));
}

}  // namespace dictum
