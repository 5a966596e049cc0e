#include "ask/wording.h"

#include <charconv>

#include "ask/sentences.h"
#include "ask/suggestion.h"
#include "ask/wording_values.h"
#include "engine/check/check.h"

namespace dictum {

namespace {

std::string float_text(double value) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value).ptr;
    return {buffer, end};
}

// 2024-01-01 to 2024-06-30; from 2024-01-01 on.
std::string period_words(const Interval& days, const Language& language) {
    const auto end = [](const std::optional<Decimal>& day) {
        return day ? period_text(Interval::point(*day)) : std::string();
    };
    const std::string from = end(days.lo);
    const std::string to = end(days.hi);
    if (days.is_point()) return from;
    if (from.empty() && to.empty()) return language.phrase("any_value");
    const char* kind = "period";
    if (from.empty()) kind = days.hi_open ? "period_before" : "period_until";
    if (to.empty()) kind = days.lo_open ? "period_after" : "period_from";
    const bool both = !from.empty() && !to.empty();
    if (both && (days.lo_open || days.hi_open)) return period_text(days);
    return fill(language.phrase(kind), {{"from", from}, {"to", to}});
}

void show_quantity(const WordingContext& context, const Language& language, ShownValue& shown) {
    const UnitTable& units = context.vocabulary.units;
    const Unit& unit = units[shown.type.unit];
    const Interval& base = context.values.interval(shown.word);
    if (is_period(shown.type)) {
        shown.id = period_text(base);
        shown.text = period_words(base, language);
        return;
    }
    shown.unit = unit.name;
    const auto converted = in_unit(base, unit);
    if (!converted) {
        shown.text = base.to_string();
        return;
    }
    shown.in_unit = *converted;
    shown.text = amount_text(*converted, unit, units, language);
}

bool holds_entities(const CheckedProgram& program, const Type& type) {
    std::optional<TypeId> named = type.named;
    for (std::size_t steps = 0; named && steps <= program.types.size(); ++steps) {
        if (program.types[*named].entity) return true;
        named = program.types[*named].parent;
    }
    return false;
}

void show_symbol(const WordingContext& context, std::string_view language, ShownValue& shown) {
    shown.id = context.values.text(as_symbol(shown.word));
    const Entity* entity =
        holds_entities(context.program, shown.type) ? context.vocabulary.find(shown.id) : nullptr;
    shown.text = entity ? best_name(*entity, language) : shown.id;
}

}  // namespace

std::string_view to_string(AnswerStatus status) {
    switch (status) {
        case AnswerStatus::Answered:
            return "answered";
        case AnswerStatus::Conflict:
            return "conflict";
        case AnswerStatus::Unknown:
            return "unknown";
    }
    return "unknown";
}

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::Yes:
            return "yes";
        case Verdict::No:
            return "no";
        case Verdict::Unknown:
        case Verdict::NotAsked:
            return "unknown";
    }
    return "unknown";
}

ShownValue show_value(const WordingContext& context, std::string name, Word word, const Type& type,
                      std::string_view language) {
    const Language& words = language_data(language);
    ShownValue shown;
    shown.name = std::move(name);
    shown.type = type;
    shown.word = word;
    switch (type.base) {
        case BaseType::Number:
            shown.text = std::to_string(as_number(word));
            break;
        case BaseType::Unsigned:
            shown.text = std::to_string(word);
            break;
        case BaseType::Float:
            shown.text = float_text(as_float(word));
            break;
        case BaseType::Symbol:
            show_symbol(context, language, shown);
            break;
        case BaseType::Quantity:
            show_quantity(context, words, shown);
            break;
        case BaseType::Ratio:
            shown.text = context.values.ratio_of(word).to_string();
            break;
        case BaseType::Date:
            shown.text = as_date(word).to_string();
            break;
        case BaseType::Record:
            shown.text = context.values.literal(word, type, context.vocabulary.units);
            break;
        case BaseType::Bool:
            shown.text = words.phrase(word != 0 ? "true" : "false");
            break;
    }
    return shown;
}

std::string sentence(const WordingContext& context, RelationId relation,
                     std::span<const Word> tuple, std::string_view language) {
    return sentence_with_lists(context, relation, {{tuple.begin(), tuple.end()}}, language).text;
}

}  // namespace dictum
