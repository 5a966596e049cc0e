#include "kb/fact_database.h"

#include "kb/cell_value.h"
#include "kb/sqlite.h"

namespace dictum {
namespace {

Error wrong(const std::string& path, const std::string& table, std::size_t row,
            const std::string& message) {
    return Error{ErrorCode::InvalidInput, path + ": error: row " + std::to_string(row) +
                                              " of the table `" + table + "`: " + message};
}

}  // namespace

Status read_table(const std::string& path, const std::string& table, const RelationSchema& relation,
                  UnitTable& units, Values& values, FactSink& sink) {
    DICTUM_TRY(Database database, Database::open(path, Database::Mode::ReadOnly));
    DICTUM_TRY(Statement rows, database.prepare("SELECT * FROM " + quoted_name(table)));
    const std::size_t columns = relation.columns.size();
    if (rows.columns() != columns) {
        return Error{ErrorCode::InvalidInput, path + ": error: the table `" + table + "` has " +
                                                  std::to_string(rows.columns()) + " columns; `" +
                                                  relation.name + "` has " +
                                                  std::to_string(columns)};
    }
    std::vector<Word> tuple(columns);
    for (std::size_t row = 1;; ++row) {
        DICTUM_TRY(const bool more, rows.step());
        if (!more) return {};
        for (std::size_t i = 0; i < columns; ++i) {
            const auto column = static_cast<int>(i);
            const std::string& name = relation.columns[i].name;
            if (rows.is_null(column)) return wrong(path, table, row, "`" + name + "` is NULL");
            const auto word =
                cell_value(rows.text(column), relation.columns[i].type, units, values);
            if (!word) return wrong(path, table, row, word.error().message);
            tuple[i] = *word;
        }
        DICTUM_CHECK(sink.fact(tuple, std::nullopt));
    }
}

Status write_table(const std::string& path, const std::string& table,
                   const RelationSchema& relation,
                   const std::vector<std::vector<std::string>>& rows) {
    DICTUM_TRY(Database database, Database::open(path, Database::Mode::ReadWrite));
    DICTUM_TRY(Transaction transaction, Transaction::begin(database));
    std::string columns;
    std::string places;
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        columns += (i > 0 ? ", " : "") + quoted_name(relation.columns[i].name);
        const BaseType base = relation.columns[i].type.base;
        if (base == BaseType::Number || base == BaseType::Unsigned) columns += " INTEGER";
        if (base == BaseType::Float) columns += " REAL";
        places += i > 0 ? ", ?" : "?";
    }
    const std::string name = quoted_name(table);
    DICTUM_CHECK(database.execute("DROP TABLE IF EXISTS " + name));
    DICTUM_CHECK(database.execute("CREATE TABLE " + name + " (" + columns + ")"));
    DICTUM_TRY(Statement insert,
               database.prepare("INSERT INTO " + name + " VALUES (" + places + ")"));
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) insert.bind(static_cast<int>(i) + 1, row[i]);
        DICTUM_CHECK(insert.finish());
    }
    return transaction.commit();
}

}  // namespace dictum
