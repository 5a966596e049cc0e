#include "rules/fields.h"

#include <algorithm>

namespace dictum {

Fields::Fields(const TomlValue& table, std::string_view what, ReadingContext& context)
    : table_(table), what_(what), context_(context) {
    constexpr std::size_t kKeysUsual = 24;
    known_.reserve(kKeysUsual);
}

const TomlMember* Fields::find(std::string_view key) {
    known_.push_back(key);
    return table_.find(key);
}

const TomlMember* Fields::of_kind(std::string_view key, TomlKind kind) {
    const TomlMember* member = find(key);
    if (member == nullptr || member->value.kind == kind) return member;
    wrong_type(*member, name_of(kind));
    return nullptr;
}

const Fragment* Fields::string(std::string_view key) {
    const TomlMember* member = of_kind(key, TomlKind::String);
    return member == nullptr ? nullptr : &member->value.text;
}

const Fragment* Fields::required_string(std::string_view key) {
    if (table_.find(key) == nullptr) missing(key);
    const Fragment* text = string(key);
    if (text == nullptr || !is_blank(text->text)) return text;
    context_.diagnostics.error("empty-value", span_of(key),
                               "`" + std::string(key) + "` of " + what() + " is empty");
    return nullptr;
}

std::string Fields::text(std::string_view key) {
    const Fragment* text = string(key);
    return text == nullptr ? std::string() : text->text;
}

bool Fields::boolean(std::string_view key, bool otherwise) {
    const TomlMember* member = of_kind(key, TomlKind::Boolean);
    return member == nullptr ? otherwise : member->value.boolean;
}

std::optional<Date> Fields::date(std::string_view key) {
    const TomlMember* member = find(key);
    if (member == nullptr) return std::nullopt;
    if (member->value.kind != TomlKind::Date) {
        wrong_type(*member, "a date such as 2024-02-27, without quotation marks and time");
    } else if (!member->value.date) {
        context_.diagnostics.error("bad-date", member->value.span, "years are 0001 to 9999 here");
    }
    return member->value.kind == TomlKind::Date ? member->value.date : std::nullopt;
}

std::optional<std::string> Fields::number(std::string_view key) {
    const TomlMember* member = find(key);
    if (member == nullptr) return std::nullopt;
    const TomlKind kind = member->value.kind;
    if (kind != TomlKind::Integer && kind != TomlKind::Float) {
        wrong_type(*member, "a number");
        return std::nullopt;
    }
    std::string digits = member->value.text.text;
    digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
    return digits;
}

const TomlValue* Fields::table(std::string_view key) {
    const TomlMember* member = of_kind(key, TomlKind::Table);
    return member == nullptr ? nullptr : &member->value;
}

const TomlValue* Fields::array(std::string_view key) {
    const TomlMember* member = of_kind(key, TomlKind::Array);
    return member == nullptr ? nullptr : &member->value;
}

std::vector<const Fragment*> Fields::strings(std::string_view key) {
    std::vector<const Fragment*> texts;
    const TomlMember* member = find(key);
    if (member == nullptr) return texts;
    if (member->value.kind == TomlKind::String) {
        texts.push_back(&member->value.text);
    } else if (member->value.kind != TomlKind::Array) {
        wrong_type(*member, "a string or an array of strings");
    }
    for (const TomlValue& item : member->value.items) {
        if (item.kind == TomlKind::String) {
            texts.push_back(&item.text);
        } else {
            context_.diagnostics.error("wrong-type", item.span,
                                       "`" + std::string(key) + "` holds strings; this is " +
                                           std::string(name_of(item.kind)));
        }
    }
    return texts;
}

const Fragment* Fields::one_of(std::string_view key, const std::vector<std::string>& names) {
    const Fragment* text = string(key);
    if (text == nullptr) return nullptr;
    if (std::find(names.begin(), names.end(), text->text) != names.end()) return text;
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "`" : ", `") + name + "`";
    const std::string mend = context_.suggestions.mend(text->text, [&] { return names; });
    context_.diagnostics.error(
        "unknown-value", whole_span(*text),
        "`" + std::string(key) + "` is one of " + all + "; this is `" + text->text + "`", mend);
    return nullptr;
}

void Fields::unsupported(std::initializer_list<std::string_view> keys, std::string_view why) {
    for (const std::string_view key : keys) {
        const TomlMember* member = find(key);
        if (member == nullptr) continue;
        context_.diagnostics.error(
            "unsupported", member->key_span,
            "`" + std::string(key) + "` of " + what() + ": " + std::string(why),
            "leave the key out");
    }
}

void Fields::missing(std::string_view key) {
    context_.diagnostics.error("missing-key", table_.span,
                               what() + " has no `" + std::string(key) + "`");
}

void Fields::wrong_type(const TomlMember& member, std::string_view wanted) {
    context_.diagnostics.error("wrong-type", member.value.span,
                               "`" + member.key + "` of " + what() + " is " + std::string(wanted) +
                                   "; this is " + std::string(name_of(member.value.kind)));
}

void Fields::finish() {
    for (const TomlMember& member : table_.members) {
        if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
        context_.diagnostics.error(
            "unknown-key", member.key_span, what() + " has no key `" + member.key + "`",
            context_.suggestions.mend(member.key, [&] {
                return std::vector<std::string>(known_.begin(), known_.end());
            }));
    }
}

Span Fields::span_of(std::string_view key) const {
    const TomlMember* member = table_.find(key);
    return member == nullptr ? table_.span : member->value.span;
}

Span whole_span(const Fragment& text) { return text.span(0, text.text.size()); }

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_identifier_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_identifier_part(char c) { return is_identifier_start(c) || (c >= '0' && c <= '9'); }

bool is_identifier(std::string_view text) {
    return !text.empty() && is_identifier_start(text[0]) &&
           std::all_of(text.begin(), text.end(), is_identifier_part);
}

}  // namespace dictum
