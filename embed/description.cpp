#include "embed/description.h"

#include <algorithm>

#include "embed/json_writer.h"
#include "kb/names.h"

namespace dictum {
namespace {

class SchemaWriter {
  public:
    explicit SchemaWriter(const View& view) : view_(view) {}

    std::string write() {
        json_.begin_object();
        json_.key("schema_version");
        json_.number(kJsonSchemaVersion);
        list("knowledge", view_.knowledge.packs, [&](const PackInfo& pack) {
            text("pack", pack.name);
            text("title", pack.title);
            text("hash", pack.hash);
        });
        list("sources", view_.knowledge.sources, [&](const Source& source) {
            text("id", source.id);
            text("title", source.title);
            text("date", source.date.to_string());
            json_.key("turns");
            json_.number(source.turns.size());
        });
        list("types", view_.assembled.vocabulary.types(),
             [&](const std::string& type) { entity_type(type); });
        relations();
        list("tables", view_.knowledge.tables,
             [&](const TableDeclaration& table) { decision_table(table.table); });
        json_.end_object();
        return json_.text();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    template <class Items, class Write>
    void list(std::string_view key, const Items& items, Write write) {
        json_.key(key);
        json_.begin_array();
        for (const auto& item : items) {
            json_.begin_object();
            write(item);
            json_.end_object();
        }
        json_.end_array();
    }

    void texts(std::string_view key, const std::vector<std::string>& values) {
        json_.key(key);
        json_.begin_array();
        for (const std::string& value : values) json_.string(value);
        json_.end_array();
    }

    void entity_type(const std::string& type) {
        text("type", type);
        json_.key("entities");
        json_.begin_array();
        for (const Entity& entity : view_.assembled.vocabulary.entities()) {
            if (std::ranges::find(entity.types, type) == entity.types.end()) continue;
            json_.begin_object();
            text("id", entity.id);
            texts("names", entity.names);
            json_.end_object();
        }
        json_.end_array();
    }

    void relations() {
        json_.key("relations");
        json_.begin_array();
        for (const Relation& relation : view_.program.relations) {
            if (relation.hidden || relation.part_of) continue;
            json_.begin_object();
            write(relation);
            json_.end_object();
        }
        json_.end_array();
    }

    void write(const Relation& relation) {
        text("relation", relation.name);
        if (const auto* declared = view_.knowledge.relation(relation.name)) {
            json_.key("about");
            json_.begin_object();
            for (const auto& [language, words] : declared->about) text(language, words);
            json_.end_object();
        }
        list("columns", relation.columns, [&](const Column& column) {
            text("name", column.name);
            text("type", type_text(column.type, view_.program, view_.assembled.vocabulary.units));
        });
        std::vector<std::string> key;
        for (const std::uint32_t column : relation.key)
            key.push_back(relation.columns[column].name);
        texts("key", key);
        text("conflict", to_string(relation.conflict));
        json_.key("complete");
        json_.boolean(relation.complete);
        json_.key("derived");
        json_.boolean(relation.derived);
        if (relation.unavailable) text("unavailable", *relation.unavailable);
    }

    void decision_table(const TableText& table) {
        const auto columns = [&](std::string_view key, const std::vector<TableColumnText>& items) {
            std::vector<std::string> found;
            for (const TableColumnText& column : items) found.push_back(column.text.text);
            texts(key, found);
        };
        text("table", table.id);
        text("concludes", table.concludes.text);
        text("hit", to_string(table.hit));
        columns("inputs", table.inputs);
        columns("outputs", table.outputs);
        json_.key("rows");
        json_.number(table.rows.size());
    }

    const View& view_;
    JsonWriter json_;
};

}  // namespace

std::string type_text(const Type& type, const CheckedProgram& program, const UnitTable& units) {
    if (is_period(type)) return "date range";
    if (type.base == BaseType::Quantity) return units[type.unit].name;
    if (type.named) return program.types[*type.named].name;
    std::string text = to_string(type.base);
    for (std::size_t i = 0; i < type.sides.size(); ++i) {
        text += (i == 0 ? "(" : ", ") + type.sides[i];
    }
    return type.sides.empty() ? text : text + ")";
}

std::string schema_json(const View& view) { return SchemaWriter(view).write(); }

std::optional<std::string> source_json(const View& view, std::string_view id) {
    const Source* const source = view.knowledge.source(id);
    if (source == nullptr) return std::nullopt;
    JsonWriter json;
    const auto text = [&](std::string_view key, std::string_view value) {
        json.key(key);
        json.string(value);
    };
    json.begin_object();
    json.key("schema_version");
    json.number(kJsonSchemaVersion);
    text("source", source->id);
    text("title", source->title);
    text("date", source->date.to_string());
    json.key("turns");
    json.begin_array();
    for (const Turn& turn : source->turns) {
        json.begin_object();
        text("turn", turn.id);
        text("text", source->turn_text(turn));
        json.key("start");
        json.number(std::size_t{turn.begin});
        json.key("end");
        json.number(std::size_t{turn.end});
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.text();
}

}  // namespace dictum
