#include "ask/language.h"

#include <toml++/toml.h>

#include <optional>

#include "ask/words.h"

namespace dictum {

namespace {

std::vector<std::string> strings(const toml::node_view<const toml::node>& node) {
    std::vector<std::string> result;
    if (const toml::array* items = node.as_array())
        for (const toml::node& item : *items)
            if (auto text = item.value<std::string>()) result.push_back(std::move(*text));
    return result;
}

std::optional<QuestionKind> question_kind_named(std::string_view name) {
    static constexpr std::pair<std::string_view, QuestionKind> kKinds[] = {
        {"any", QuestionKind::Any},           {"name", QuestionKind::Name},
        {"quantity", QuestionKind::Quantity}, {"date", QuestionKind::Date},
        {"text", QuestionKind::Text},         {"yes_no", QuestionKind::YesNo},
        {"choice", QuestionKind::Choice},     {"why", QuestionKind::Why},
        {"cause", QuestionKind::Cause}};
    for (const auto& [word, kind] : kKinds)
        if (word == name) return kind;
    return std::nullopt;
}

Status read_questions(const toml::table& file, Language& language) {
    const toml::array* questions = file["question"].as_array();
    if (!questions) return Error{ErrorCode::Damaged, "no [[question]] in " + language.id};
    for (const toml::node& node : *questions) {
        const toml::table* entry = node.as_table();
        auto kind = entry ? question_kind_named((*entry)["asks"].value_or("")) : std::nullopt;
        if (!kind) return Error{ErrorCode::Damaged, "an unknown `asks` in " + language.id};
        language.questions.push_back({*kind, (*entry)["unit"].value_or(std::string()),
                                      strings((*entry)["types"]), strings((*entry)["words"]),
                                      strings((*entry)["except"])});
    }
    return {};
}

void read_counting(const toml::table& file, Language& language) {
    if (const toml::array* nouns = file["noun"].as_array())
        for (const toml::node& node : *nouns) {
            const auto noun = toml::node_view<const toml::node>(node);
            language.nouns.push_back({strings(noun["words"]), strings(noun["types"])});
        }
    static constexpr std::pair<std::string_view, Operation> kOperations[] = {
        {"smaller", Operation::Smaller},
        {"larger", Operation::Larger},
        {"cheaper", Operation::Cheaper},
        {"dearer", Operation::Dearer},
        {"difference", Operation::Difference},
        {"percent", Operation::Percent},
        {"than", Operation::Than},
        {"against", Operation::Against},
        {"buy", Operation::Buy},
        {"total", Operation::Total},
        {"above", Operation::Above},
        {"below", Operation::Below},
        {"at_least", Operation::AtLeast},
        {"at_most", Operation::AtMost},
        {"most", Operation::Most},
        {"least", Operation::Least},
        {"ratio", Operation::Ratio},
        {"raised", Operation::Raised},
        {"lowered", Operation::Lowered},
        {"changed", Operation::Changed}};
    for (const auto& [name, operation] : kOperations)
        language.operations.emplace_back(operation, strings(file["operations"][name]));
    language.money_unit = file["operations"]["money_unit"].value_or(std::string());
    language.each_words = strings(file["count"]["each"]);
    language.things_words = strings(file["count"]["things"]);
    language.counters = strings(file["count"]["counters"]);
    language.numerals = strings(file["count"]["numerals"]);
    language.tens = strings(file["count"]["tens"]);
}

Status read_display(const toml::table& file, Language& language) {
    const auto display = file["display"];
    language.repeat_scale = display["repeat_scale"].value_or(false);
    language.list_first = display["list_first"].value_or(true);
    language.thousands = display["thousands"].value_or(std::string());
    if (const toml::array* scales = display["scales"].as_array())
        for (const toml::node& node : *scales) {
            const auto scale = toml::node_view<const toml::node>(node);
            DICTUM_TRY(Decimal factor, Decimal::parse(scale["factor"].value_or("")));
            language.scales.push_back({factor, scale["word"].value_or(std::string())});
        }
    if (const toml::array* units = display["unit"].as_array())
        for (const toml::node& node : *units) {
            const auto unit = toml::node_view<const toml::node>(node);
            language.units[unit["name"].value_or(std::string())] = {
                unit["prefix"].value_or(std::string()), unit["suffix"].value_or(std::string()),
                unit["singular"].value_or(std::string()), unit["scaled"].value_or(false),
                unit["each_end"].value_or(false)};
        }
    return {};
}

Result<Language> from_toml(std::string_view id, const toml::table& file) {
    Language language;
    language.id = std::string(id);
    language.function_words = strings(file["function"]);
    for (std::string& word : strings(file["source"]))
        language.function_words.push_back(std::move(word));
    language.present_words = strings(file["present"]);
    language.whole_words = strings(file["whole"]);
    language.decisive_words = strings(file["decisive"]);
    if (const toml::array* groups = file["synonyms"].as_array())
        for (const toml::node& group : *groups)
            language.synonyms.push_back(strings(toml::node_view<const toml::node>(group)));
    if (const toml::array* pairs = file["regional"].as_array())
        for (const toml::node& pair : *pairs)
            language.regional.push_back(strings(toml::node_view<const toml::node>(pair)));
    language.joining_words = strings(file["joining"]);
    language.light_words = strings(file["light"]);
    language.light_nouns = strings(file["light_nouns"]);
    language.heads = strings(file["heads"]);
    language.apart_words = strings(file["apart"]);
    language.except_before = strings(file["except"]["before"]);
    language.except_behind = strings(file["except"]["behind"]);
    language.except_columns = strings(file["except"]["columns"]);
    language.particles = file["particles"].value_or(std::string());
    language.leading_yes_no = strings(file["leading_yes_no"]);
    language.conditions = strings(file["conditions"]);
    if (const toml::array* roles = file["roles"].as_array())
        for (const toml::node& node : *roles) {
            const auto role = toml::node_view<const toml::node>(node);
            language.roles.push_back({strings(role["words"]), strings(role["columns"])});
        }
    language.owner_before = strings(file["owner_before"]);
    language.owner_behind = strings(file["owner_behind"]);
    language.condition_types = strings(file["condition_types"]);
    language.consistency = strings(file["consistency"]);
    language.ranks = strings(file["ranks"]);
    language.negations = strings(file["negations"]);
    if (const toml::table* phrases = file["phrases"].as_table())
        for (const auto& [name, text] : *phrases)
            language.phrases[std::string(name.str())] = text.value_or(std::string());
    DICTUM_CHECK(read_questions(file, language));
    read_counting(file, language);
    DICTUM_CHECK(read_display(file, language));
    return language;
}

Result<Language> read_language(std::string_view id, std::string_view text) {
    try {
        return from_toml(id, toml::parse(text, id));
    } catch (const toml::parse_error& error) {
        return Error{ErrorCode::Damaged,
                     "words/" + std::string(id) + ".toml: " + std::string(error.description())};
    }
}

Result<std::vector<Language>> read_languages() {
    std::vector<Language> languages;
    DICTUM_TRY(Language zh, read_language("zh", words_zh()));
    languages.push_back(std::move(zh));
    DICTUM_TRY(Language en, read_language("en", words_en()));
    languages.push_back(std::move(en));
    return languages;
}

}  // namespace

const std::string& Language::phrase(std::string_view name) const {
    static const std::string kNone;
    const auto found = phrases.find(name);
    return found == phrases.end() ? kNone : found->second;
}

const Result<std::vector<Language>>& languages() {
    static const Result<std::vector<Language>> kLanguages = read_languages();
    return kLanguages;
}

const Language& language_data(std::string_view id) {
    static const Language kNone;
    const auto& all = languages();
    return all ? (*all)[id == "zh" ? 0 : 1] : kNone;
}

std::string fill(std::string_view pattern, Fillings values) {
    std::string result;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) break;
        result += pattern.substr(0, open);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        const auto* value = values.begin();
        while (value != values.end() && value->first != name) ++value;
        result += value != values.end() ? value->second : pattern.substr(open, close - open + 1);
        pattern.remove_prefix(close + 1);
    }
    return result.append(pattern);
}

}  // namespace dictum
