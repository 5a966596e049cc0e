#include "kb/data_csv.h"

#include <array>
#include <charconv>

#include "kb/relation_table.h"

namespace dictum {
namespace {

template <class Number>
std::string digits(Number value) {
    std::array<char, 64> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
    return std::string(text.data(), written.ptr);
}

std::string cell(const Statement& row, int at, const Type& type, Word word) {
    switch (type.base) {
        case BaseType::Number:
            return digits(as_number(word));
        case BaseType::Unsigned:
            return digits(static_cast<std::uint64_t>(as_number(word)));
        case BaseType::Float:
            return digits(as_float(word));
        case BaseType::Bool:
            return as_number(word) != 0 ? "true" : "false";
        case BaseType::Symbol:
        case BaseType::Date:
        case BaseType::Ratio:
        case BaseType::Quantity:
        case BaseType::Record:
            break;
    }
    return row.string(at);  // as it is stored
}

Result<std::string> table_of(Database& database, const std::string& relation) {
    DICTUM_TRY(Statement find, database.prepare("SELECT table_name FROM relation WHERE name = ?1 "
                                                "AND table_name IS NOT NULL"));
    find.start(relation);
    DICTUM_TRY(const bool row, find.step());
    return row ? find.string(0) : std::string();
}

}  // namespace

void append_csv_cell(std::string_view text, std::string& out) {
    const bool plain = !text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos;
    if (plain) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

std::string real_text(double value) { return digits(value); }

Result<std::string> write_data_csv(Database& database, const RelationSchema& relation,
                                   const std::string& pack, const UnitTable& units) {
    DICTUM_TRY(const std::string name, table_of(database, relation.name));
    if (name.empty()) return std::string();
    DICTUM_TRY(Statement number, database.prepare("SELECT number FROM pack WHERE name = ?1"));
    number.start(pack);
    DICTUM_TRY(const bool known, number.step());
    if (!known) return std::string();
    const RelationTable table(name, relation, units);
    DICTUM_TRY(Statement rows, database.prepare(table.select_data_statement()));
    rows.start(number.integer(0));
    std::string out;
    Values values;
    std::vector<Word> tuple;
    for (;;) {
        DICTUM_TRY(const bool row, rows.step());
        if (!row) return out;
        if (out.empty()) {
            for (const Column& column : relation.columns) {
                if (&column != &relation.columns.front()) out += ',';
                append_csv_cell(column.name, out);
            }
            out += '\n';
        }
        DICTUM_CHECK(table.read(rows, values, tuple));
        for (std::size_t i = 0; i < tuple.size(); ++i) {
            if (i > 0) out += ',';
            append_csv_cell(cell(rows, static_cast<int>(i) + 1, relation.columns[i].type, tuple[i]),
                            out);
        }
        out += '\n';
    }
}

}  // namespace dictum
