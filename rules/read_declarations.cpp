// [[source]], [[unit]], [[entity]], [[relation]]: what claims and rules refer to. A declaration
// that can't be read marks the drafts, so that nobody blames those who use its name.
#include <array>
#include <set>

#include "kb/cell_value.h"
#include "kb/names.h"
#include "rules/entry_readers.h"
#include "rules/minutes.h"

namespace dictum {
namespace {

constexpr std::array<std::string_view, 2> kLanguages{"zh", "en"};

std::vector<std::string> copies(const std::vector<const Fragment*>& texts) {
    std::vector<std::string> result;
    result.reserve(texts.size());
    for (const Fragment* text : texts) result.push_back(text->text);
    return result;
}

void refuse_blanks(const std::vector<const Fragment*>& texts, std::string_view what,
                   Diagnostics& diagnostics) {
    for (const Fragment* text : texts) {
        if (!is_blank(text->text)) continue;
        diagnostics.error("empty-value", whole_span(*text), std::string(what) + " is empty");
    }
}

// { zh = "...", en = "..." }
std::vector<std::pair<std::string, const Fragment*>> read_localized(Fields& fields,
                                                                    std::string_view key,
                                                                    std::string_view what) {
    std::vector<std::pair<std::string, const Fragment*>> texts;
    const TomlValue* table = fields.table(key);
    if (table == nullptr) return texts;
    Fields languages(*table, what, fields.context());
    for (const std::string_view language : kLanguages) {
        if (const Fragment* text = languages.string(language)) texts.emplace_back(language, text);
    }
    languages.finish();
    return texts;
}

Localized localized(const std::vector<std::pair<std::string, const Fragment*>>& texts) {
    Localized result;
    for (const auto& [language, text] : texts) result.emplace(language, text->text);
    return result;
}

// `price` of `price: CNY`.
std::string column_name(const Fragment& column) {
    const std::string_view text = column.text;
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_first_of(": \t\r\n", begin) - begin));
}

constexpr std::uint32_t kFreshDaysMax = 1'000'000;

// "180 days", "26 weeks", "180天".
std::optional<std::uint32_t> whole_days(std::string_view text) {
    UnitTable units = UnitTable::builtin();
    Type time = Type::of(BaseType::Quantity);
    time.unit = units.days();
    time.measure = units[time.unit].measure;
    std::string closed(text);
    std::erase(closed, ' ');
    if (closed.empty() || (closed.back() >= '0' && closed.back() <= '9')) return std::nullopt;
    const auto seconds = quantity_cell(closed, time, units);
    if (!seconds || !seconds->is_point()) return std::nullopt;
    const auto days = in_unit(*seconds, units[time.unit]);
    if (!days || !days->is_point()) return std::nullopt;
    const auto whole = days->lo->to_integer();
    if (!whole || *whole < 1 || *whole > kFreshDaysMax) return std::nullopt;
    return static_cast<std::uint32_t>(*whole);
}

class RelationReader {
  public:
    RelationReader(const TomlValue& table, EntryContext& context)
        : fields_(table, "[[relation]]", context.reading), context_(context) {}

    void run() {
        const Fragment* name = fields_.required_string("name");
        if (name != nullptr && !is_identifier(name->text)) {
            diagnostics().error("bad-name", whole_span(*name),
                                "a relation's name is letters, digits and `_`");
            name = nullptr;
        }
        read_columns();
        read_key();
        read_policy();
        read_freshness();
        read_words();
        fields_.unsupported({"period", "at_least"}, kLater);
        fields_.finish();
        if (name == nullptr || relation_.columns.empty()) {
            context_.drafts.names_whole = false;
            return;
        }
        relation_.name = name->text;
        relation_.span = whole_span(*name);
        relation_.pack = context_.pack;
        context_.drafts.knowledge.relations.push_back(std::move(relation_));
    }

  private:
    void read_columns() {
        if (fields_.find("columns") == nullptr) {
            fields_.missing("columns");
            return;
        }
        for (const Fragment* column : fields_.strings("columns")) {
            relation_.columns.push_back(*column);
            names_.insert(column_name(*column));
        }
        if (relation_.columns.empty()) {
            diagnostics().error("empty-value", fields_.span_of("columns"),
                                "a relation has at least one column");
        }
    }

    void read_key() {
        for (const Fragment* column : fields_.strings("key")) {
            if (!is_column(column->text, whole_span(*column), "`key`")) continue;
            relation_.key.push_back(column->text);
            relation_.key_spans.push_back(whole_span(*column));
        }
    }

    void read_policy() {
        if (const Fragment* policy = fields_.one_of("conflict", conflict_policy_names())) {
            relation_.conflict = *conflict_policy_named(policy->text);
        }
        relation_.complete = fields_.boolean("complete", false);
    }

    // "180 days"
    void read_freshness() {
        const TomlMember* const found = fields_.find("fresh_for");
        if (found == nullptr) return;
        const Fragment* const text = fields_.string("fresh_for");
        if (text == nullptr) return;
        relation_.fresh_days = whole_days(text->text);
        if (relation_.fresh_days) return;
        diagnostics().error("bad-duration", whole_span(*text),
                            "`fresh_for` is a whole number of days or weeks, at least one day",
                            "write \"180 days\"; months differ in length");
    }

    void read_words() {
        relation_.about = localized(read_localized(fields_, "about", "`about` of [[relation]]"));
        const auto asks = fields_.strings("asks");
        refuse_blanks(asks, "a word of `asks`", diagnostics());
        refuse_line_ends(asks);
        relation_.asks = copies(asks);
        const auto says = read_localized(fields_, "says", "`says` of [[relation]]");
        for (const auto& [language, sentence] : says) {
            for (const Slot& hole : slots(sentence->text)) {
                // `{allowed:allows|forbids}` says what a bool column says.
                is_column(hole.name.substr(0, hole.name.find(':')),
                          sentence->span(hole.begin, hole.end), "a {column}");
            }
        }
        relation_.says = localized(says);
    }

    void refuse_line_ends(const std::vector<const Fragment*>& asks) {
        for (const Fragment* word : asks) {
            if (word->text.find('\n') == std::string::npos) continue;
            diagnostics().error("bad-word", whole_span(*word),
                                "a word of `asks` stands on one line");
        }
    }

    bool is_column(const std::string& name, Span span, const std::string& what) {
        if (names_.contains(name)) return true;
        diagnostics().error("unknown-column", span,
                            what + " names a column of the relation; `" + name + "` is none",
                            context_.reading.suggestions.mend(name, [&] {
                                return std::vector<std::string>(names_.begin(), names_.end());
                            }));
        return false;
    }

    Diagnostics& diagnostics() { return context_.reading.diagnostics; }

    Fields fields_;
    EntryContext& context_;
    RelationDeclaration relation_;
    std::set<std::string> names_;  // of its columns
};

}  // namespace

void read_source(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[source]]", context.reading);
    const Fragment* id = fields.required_string("id");
    if (id != nullptr && id->text.find_first_of(" \t\r\n") != std::string::npos) {
        context.reading.diagnostics.error("bad-name", whole_span(*id),
                                          "a source's id is one word: `cite` names the source and "
                                          "the turn, separated by a space");
        id = nullptr;
    }
    if (fields.find("date") == nullptr) fields.missing("date");
    const std::optional<Date> date = fields.date("date");
    Source source;
    source.title = fields.text("title");
    const auto file = read_named_file(fields, "text", context);
    fields.unsupported({"period"}, kLater);
    fields.finish();
    if (file) {
        source.turns = read_turns(file->id, context.reading.sources, context.reading.diagnostics);
        source.file = file->path;
        source.text = context.reading.sources.text(file->id);
    }
    if (id == nullptr || !date || !file) {
        context.drafts.sources_whole = false;
        return;
    }
    source.id = id->text;
    source.date = *date;
    source.span = whole_span(*id);
    source.pack = context.pack;
    context.drafts.knowledge.sources.push_back(std::move(source));
}

void read_unit(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[unit]]", context.reading);
    const Fragment* name = fields.required_string("name");
    const Fragment* dimension = fields.required_string("dimension");
    UnitDeclaration unit;
    // A string keeps decimals that a TOML float could not: `factor = "0.1"` and 0.1 are the same.
    const TomlMember* factor = fields.find("factor");
    if (factor != nullptr && factor->value.kind == TomlKind::String) {
        unit.factor = fields.text("factor");
    } else {
        unit.factor = fields.number("factor").value_or("1");
    }
    const auto names = fields.strings("names");
    refuse_blanks(names, "a name of the unit", context.reading.diagnostics);
    fields.finish();
    if (name == nullptr || dimension == nullptr) {
        context.drafts.names_whole = false;
        return;
    }
    unit.name = name->text;
    unit.dimension = dimension->text;
    unit.names = copies(names);
    unit.span = whole_span(*name);
    unit.pack = context.pack;
    context.drafts.knowledge.units.push_back(std::move(unit));
}

void read_entity(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[entity]]", context.reading);
    const Fragment* id = fields.required_string("id");
    if (fields.find("type") == nullptr) fields.missing("type");
    const auto types = fields.strings("type");
    const auto names = fields.strings("names");
    refuse_blanks(names, "a name of the entity", context.reading.diagnostics);
    fields.finish();
    bool good = id != nullptr && !types.empty();
    for (const Fragment* type : types) {
        if (is_identifier(type->text)) continue;
        context.reading.diagnostics.error("bad-name", whole_span(*type),
                                          "a type's name is letters, digits and `_`");
        good = false;
    }
    if (!good) {
        context.drafts.names_whole = false;
        return;
    }
    Entity entity{id->text, copies(types), copies(names)};
    context.drafts.knowledge.entities.push_back({std::move(entity), whole_span(*id), context.pack});
}

void read_relation(const TomlValue& table, EntryContext& context) {
    RelationReader(table, context).run();
}

}  // namespace dictum
