// The keys of one TOML table, read strictly: what is missing, of the wrong type or not known is
// reported at its place, and all of it in one go.
//
//   Fields fields(value, "[[claim]]", context);
//   const Fragment* fact = fields.required_string("fact");
//   fields.finish();     // reports keys that nobody asked for, with the nearest that is known
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/diagnostic.h"
#include "engine/value/source_text.h"
#include "kb/suggestions.h"
#include "rules/toml_value.h"

namespace dictum {

// What reading a pack reports to.
struct ReadingContext {
    SourceMap& sources;
    Diagnostics& diagnostics;
    Suggestions suggestions = {};
};

class Fields {
  public:
    // `what` names the table in messages: "[[claim]]".
    // Both must outlive the fields.
    Fields(const TomlValue& table, std::string_view what, ReadingContext& context);

    // The member, whatever its type, now known.
    const TomlMember* find(std::string_view key);

    // Null when the key is absent or (reported) of another type.
    const Fragment* string(std::string_view key);
    const Fragment* required_string(std::string_view key);  // absent or blank: reported
    std::string text(std::string_view key);                 // "" when absent
    bool boolean(std::string_view key, bool otherwise);
    std::optional<Date> date(std::string_view key);
    // A number as it is written, digits only (no underscores).
    std::optional<std::string> number(std::string_view key);
    const TomlValue* table(std::string_view key);
    const TomlValue* array(std::string_view key);
    // An array of strings, or one string for an array of one.
    std::vector<const Fragment*> strings(std::string_view key);
    // One of `names`.
    const Fragment* one_of(std::string_view key, const std::vector<std::string>& names);

    // Keys that a later version reads: refused by name.
    void unsupported(std::initializer_list<std::string_view> keys, std::string_view why);
    void missing(std::string_view key);
    void wrong_type(const TomlMember& member, std::string_view wanted);
    void finish();

    Span span() const { return table_.span; }
    Span span_of(std::string_view key) const;  // of the value; the table's when it is absent
    ReadingContext& context() { return context_; }

  private:
    const TomlMember* of_kind(std::string_view key, TomlKind kind);
    std::string what() const { return std::string(what_); }

    const TomlValue& table_;
    std::string_view what_;
    ReadingContext& context_;
    std::vector<std::string_view> known_;  // keys that were asked for
};

Span whole_span(const Fragment& text);
bool is_blank(std::string_view text);
// A name as the rule language has it: letters, digits and `_`, not a digit first.
bool is_identifier_start(char c);
bool is_identifier_part(char c);
bool is_identifier(std::string_view text);

}  // namespace dictum
