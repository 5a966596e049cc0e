#include "kb/user_table.h"

#include "kb/data_csv.h"
#include "kb/files.h"
#include "kb/sqlite.h"

namespace dictum {
namespace {

Error unusable(const std::string& path, const std::string& what) {
    return Error{ErrorCode::InvalidInput, "`" + path + "`: " + what};
}

// That there is such a table, and no view or virtual table.
Status check_user_table(Database& database, const std::string& path, const std::string& table) {
    DICTUM_TRY(Statement find, database.prepare("SELECT type, sql FROM sqlite_schema WHERE "
                                                "lower(name) = lower(?1) AND type IN ('table', "
                                                "'view')"));
    find.start(table);
    DICTUM_TRY(const bool row, find.step());
    if (!row) return unusable(path, "there is no table `" + table + "`");
    if (find.text(0) == "table" && !find.text(1).starts_with("CREATE VIRTUAL")) return {};
    return unusable(path, "`" + table +
                              "` is not a plain table; views and virtual tables are not "
                              "read, since they run what the file holds");
}

// A generated column runs what the file holds too.
Status check_stored(Database& database, const std::string& path, const std::string& table,
                    const std::vector<std::string>& columns) {
    DICTUM_TRY(Statement find, database.prepare("SELECT 1 FROM pragma_table_xinfo(?1) WHERE "
                                                "hidden > 0 AND lower(name) = lower(?2)"));
    for (const std::string& column : columns) {
        find.start(table, column);
        DICTUM_TRY(const bool generated, find.step());
        if (generated) {
            return unusable(path, "`" + column + "` of `" + table +
                                      "` is generated; only columns that are stored are read");
        }
    }
    return {};
}

Status append_row(const Statement& rows, const std::string& path, const std::string& table,
                  const std::vector<std::string>& columns, std::size_t number, std::string& out) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int at = static_cast<int>(i);
        if (rows.is_null(at) || rows.is_blob(at)) {
            return unusable(path, "row " + std::to_string(number) + " of `" + table + "` has " +
                                      (rows.is_null(at) ? "no value" : "a blob") + " in `" +
                                      columns[i] + "`");
        }
        if (i > 0) out += ',';
        if (rows.is_real(at)) {
            append_csv_cell(real_text(rows.real(at)), out);
            continue;
        }
        const std::string_view text = rows.text(at);
        if (first_bad_byte(text) < text.size()) {
            return unusable(path, "row " + std::to_string(number) + " of `" + table +
                                      "` has bytes in `" + columns[i] + "` that are not UTF-8");
        }
        append_csv_cell(text, out);
    }
    out += '\n';
    return {};
}

}  // namespace

Result<std::string> user_table_csv(const std::string& path, const std::string& table,
                                   const std::vector<std::string>& columns) {
    DICTUM_CHECK(check_regular_file(path));
    DICTUM_TRY(Database database, Database::open(path, Database::Mode::ReadOnly));
    DICTUM_CHECK(check_user_table(database, path, table));
    DICTUM_CHECK(check_stored(database, path, table, columns));
    DICTUM_CHECK(database.allow_reading_only(table));
    std::string names;
    std::string out;
    for (const std::string& column : columns) {
        if (!names.empty()) names += ", ";
        names += quoted_name(column);
        if (!out.empty()) out += ',';
        append_csv_cell(column, out);
    }
    out += '\n';
    auto rows = database.prepare("SELECT " + names + " FROM main." + quoted_name(table));
    if (!rows) {
        return unusable(path, "`" + table + "` can't be read: " + rows.error().message);
    }
    for (std::size_t number = 1;; ++number) {
        DICTUM_TRY(const bool row, rows->step());
        if (!row) return out;
        if (out.size() >= kFileBytesMax) {
            return Error{ErrorCode::Limit, "`" + path + "`: `" + table + "` has more than " +
                                               std::to_string(kFileBytesMax) + " bytes of text"};
        }
        DICTUM_CHECK(append_row(*rows, path, table, columns, number, out));
    }
}

}  // namespace dictum
