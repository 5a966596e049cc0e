// [[table]]: a decision table. Cells are kept as fragments; check_table says what they mean.
#include "kb/names.h"
#include "rules/entry_readers.h"

namespace dictum {
namespace {

class TableReader {
  public:
    TableReader(const TomlValue& table, EntryContext& context)
        : fields_(table, "[[table]]", context.reading), context_(context) {}

    void run() {
        TableText& table = draft_.table.table;
        const Fragment* id = fields_.required_string("id");
        const Fragment* concludes = fields_.required_string("concludes");
        read_policy(table);
        read_columns("inputs", table.inputs);
        read_columns("outputs", table.outputs);
        read_rows();
        fields_.unsupported({"at_least", "period", "fresh_for", "overrides"}, kLater);
        fields_.finish();
        if (id == nullptr || concludes == nullptr) return;
        table.id = id->text;
        table.span = whole_span(*id);
        table.concludes = *concludes;
        draft_.table.pack = context_.pack;
        context_.drafts.tables.push_back(std::move(draft_));
    }

  private:
    void read_policy(TableText& table) {
        if (const Fragment* hit = fields_.one_of("hit", hit_policy_names())) {
            table.hit = *hit_policy_named(hit->text);
        }
        if (const Fragment* collect = fields_.one_of("collect", collect_names())) {
            table.collect = *collect_named(collect->text);
        }
        for (const Fragment* value : fields_.strings("priorities")) {
            table.priorities.push_back(*value);
        }
    }

    void read_columns(std::string_view key, std::vector<TableColumnText>& columns) {
        if (fields_.find(key) == nullptr) fields_.missing(key);
        for (const Fragment* column : fields_.strings(key)) columns.push_back({*column});
    }

    void read_rows() {
        if (fields_.find("rows") == nullptr) fields_.missing("rows");
        const TomlValue* rows = fields_.array("rows");
        if (rows == nullptr) return;
        for (const TomlValue& row : rows->items) {
            if (row.kind == TomlKind::Table) {
                read_row(row);
                continue;
            }
            context_.reading.diagnostics.error(
                "wrong-type", row.span,
                "`rows` holds tables; this is " + std::string(name_of(row.kind)),
                "write { when = [...], then = [...] }");
        }
    }

    void read_row(const TomlValue& value) {
        Fields fields(value, "a row of [[table]]", context_.reading);
        TableRowText row;
        row.span = value.span;
        read_cells(fields, "when", row.when);
        read_cells(fields, "then", row.then);
        draft_.row_citations.push_back(read_citations(fields));
        draft_.table.row_strengths.push_back(read_strength(fields));
        draft_.table.row_notes.push_back(fields.text("note"));
        fields.finish();
        draft_.table.table.rows.push_back(std::move(row));
    }

    static void read_cells(Fields& fields, std::string_view key, std::vector<Fragment>& cells) {
        if (fields.find(key) == nullptr) fields.missing(key);
        for (const Fragment* cell : fields.strings(key)) cells.push_back(*cell);
    }

    Fields fields_;
    EntryContext& context_;
    TableDraft draft_;
};

}  // namespace

void read_table(const TomlValue& table, EntryContext& context) {
    TableReader(table, context).run();
}

}  // namespace dictum
