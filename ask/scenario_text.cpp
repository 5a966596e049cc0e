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
    if (const auto floor = modality_named(scenario.at_least)) {
        add("scenario_at_least", words.phrase("modality_" + std::string(to_string(*floor))));
    }
    return joined(parts, words.phrase("scenario_part"));
}

std::string weaker_note(const Answer& answer) {
    constexpr std::size_t kShown = 3;
    const Language& words = language_data(answer.language);
    std::vector<std::string> items;
    for (const AnswerRow& row : answer.weaker) {
        if (items.size() == kShown) break;
        const std::string modality(to_string(row.strength.modality));
        items.push_back(
            fill(words.phrase("weaker_item"),
                 {{"text", row.fact}, {"modality", words.phrase("modality_" + modality)}}));
    }
    if (answer.weaker.size() > kShown) {
        items.push_back(fill(words.phrase("weaker_more"),
                             {{"count", std::to_string(answer.weaker.size() - kShown)}}));
    }
    return fill(words.phrase("weaker_note"),
                {{"modality", words.phrase("modality_" + answer.scenario.at_least)},
                 {"items", joined(items, words.phrase("scenario_item"))}});
}

}  // namespace dictum
