#include "kb/schema.h"

#include <unordered_map>

namespace dictum {
namespace {

struct Table {
    std::string_view name;
    std::string_view columns;
};

// `pack` is the pack that declares a row, `ordinal` its place in it: together the order in which
// things were declared. Bytes count the source's text in UTF-8. `asks` has a word a line.
constexpr std::array<Table, 24> kTables{{
    {"pack",
     "number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL, "
     "hash TEXT NOT NULL, recorded_at TEXT NOT NULL) STRICT"},
    {"source",
     "number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pack INTEGER NOT NULL REFERENCES pack, "
     "ordinal INTEGER NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, file TEXT NOT NULL, "
     "text TEXT NOT NULL, recorded_at TEXT NOT NULL, retracted_at TEXT) STRICT"},
    {"turn",
     "source INTEGER NOT NULL REFERENCES source, ordinal INTEGER NOT NULL, id TEXT NOT NULL, "
     "first_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, text TEXT NOT NULL, "
     "PRIMARY KEY (source, ordinal)) STRICT, WITHOUT ROWID"},
    {"unit",
     "pack INTEGER NOT NULL REFERENCES pack, ordinal INTEGER NOT NULL, name TEXT NOT NULL, "
     "dimension TEXT NOT NULL, factor TEXT NOT NULL, PRIMARY KEY (pack, ordinal)) "
     "STRICT, WITHOUT ROWID"},
    {"unit_name",
     "pack INTEGER NOT NULL, unit INTEGER NOT NULL, ordinal INTEGER NOT NULL, "
     "name TEXT NOT NULL, PRIMARY KEY (pack, unit, ordinal)) STRICT, WITHOUT ROWID"},
    {"entity",
     "id TEXT PRIMARY KEY NOT NULL, pack INTEGER NOT NULL REFERENCES pack, "
     "ordinal INTEGER NOT NULL) STRICT, WITHOUT ROWID"},
    {"entity_type",
     "entity TEXT NOT NULL REFERENCES entity, ordinal INTEGER NOT NULL, type TEXT NOT NULL, "
     "PRIMARY KEY (entity, ordinal)) STRICT, WITHOUT ROWID"},
    {"alias",
     "entity TEXT NOT NULL REFERENCES entity, ordinal INTEGER NOT NULL, name TEXT NOT NULL, "
     "PRIMARY KEY (entity, ordinal)) STRICT, WITHOUT ROWID"},
    {"relation",
     "name TEXT PRIMARY KEY NOT NULL, pack INTEGER NOT NULL REFERENCES pack, "
     "ordinal INTEGER NOT NULL, conflict TEXT NOT NULL, complete INTEGER NOT NULL, "
     "asks TEXT NOT NULL, about_zh TEXT, about_en TEXT, says_zh TEXT, says_en TEXT, "
     "table_name TEXT UNIQUE, fresh_days INTEGER) STRICT, WITHOUT ROWID"},
    {"relation_column",
     "relation TEXT NOT NULL REFERENCES relation, ordinal INTEGER NOT NULL, name TEXT NOT NULL, "
     "type TEXT NOT NULL, key_place INTEGER, PRIMARY KEY (relation, ordinal)) "
     "STRICT, WITHOUT ROWID"},
    {"claim",
     "number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
     "pack INTEGER NOT NULL REFERENCES pack, ordinal INTEGER NOT NULL, relation TEXT NOT NULL, "
     "fact TEXT NOT NULL, modality TEXT NOT NULL, confidence REAL NOT NULL, note TEXT NOT NULL, "
     "reviewed_by TEXT NOT NULL, reviewed_on TEXT, recorded_at TEXT NOT NULL, "
     "retracted_at TEXT) STRICT"},
    {"citation",
     "claim INTEGER NOT NULL REFERENCES claim, ordinal INTEGER NOT NULL, "
     "source TEXT NOT NULL REFERENCES source (id), turn TEXT NOT NULL, quote TEXT NOT NULL, "
     "first_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, PRIMARY KEY (claim, ordinal)) "
     "STRICT, WITHOUT ROWID"},
    {"rule",
     "id TEXT PRIMARY KEY NOT NULL, pack INTEGER NOT NULL REFERENCES pack, "
     "ordinal INTEGER NOT NULL, text TEXT NOT NULL, modality TEXT NOT NULL, "
     "confidence REAL NOT NULL, note TEXT NOT NULL, recorded_at TEXT NOT NULL, at_least TEXT) "
     "STRICT, WITHOUT ROWID"},
    {"rule_override",
     "rule TEXT NOT NULL REFERENCES rule, ordinal INTEGER NOT NULL, overrides TEXT NOT NULL, "
     "PRIMARY KEY (rule, ordinal)) STRICT, WITHOUT ROWID"},
    {"rule_citation",
     "rule TEXT NOT NULL REFERENCES rule, ordinal INTEGER NOT NULL, "
     "source TEXT NOT NULL REFERENCES source (id), turn TEXT NOT NULL, quote TEXT NOT NULL, "
     "first_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, PRIMARY KEY (rule, ordinal)) "
     "STRICT, WITHOUT ROWID"},
    {"decision_table",
     "id TEXT PRIMARY KEY NOT NULL, pack INTEGER NOT NULL REFERENCES pack, "
     "ordinal INTEGER NOT NULL, concludes TEXT NOT NULL, hit TEXT NOT NULL, "
     "collect TEXT NOT NULL, recorded_at TEXT NOT NULL) STRICT, WITHOUT ROWID"},
    {"decision_column",
     "decision_table TEXT NOT NULL REFERENCES decision_table, kind TEXT NOT NULL, "
     "ordinal INTEGER NOT NULL, text TEXT NOT NULL, "
     "PRIMARY KEY (decision_table, kind, ordinal)) STRICT, WITHOUT ROWID"},
    {"decision_row",
     "decision_table TEXT NOT NULL REFERENCES decision_table, ordinal INTEGER NOT NULL, "
     "modality TEXT NOT NULL, confidence REAL NOT NULL, note TEXT NOT NULL, "
     "PRIMARY KEY (decision_table, ordinal)) STRICT, WITHOUT ROWID"},
    {"decision_cell",
     "decision_table TEXT NOT NULL REFERENCES decision_table, row INTEGER NOT NULL, "
     "kind TEXT NOT NULL, ordinal INTEGER NOT NULL, text TEXT NOT NULL, "
     "PRIMARY KEY (decision_table, row, kind, ordinal)) STRICT, WITHOUT ROWID"},
    {"decision_citation",
     "decision_table TEXT NOT NULL REFERENCES decision_table, row INTEGER NOT NULL, "
     "ordinal INTEGER NOT NULL, source TEXT NOT NULL REFERENCES source (id), turn TEXT NOT NULL, "
     "quote TEXT NOT NULL, first_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, "
     "PRIMARY KEY (decision_table, row, ordinal)) STRICT, WITHOUT ROWID"},
    {"question",
     "pack INTEGER NOT NULL REFERENCES pack, ordinal INTEGER NOT NULL, goal TEXT NOT NULL, "
     "PRIMARY KEY (pack, ordinal)) STRICT, WITHOUT ROWID"},
    {"question_match",
     "pack INTEGER NOT NULL, question INTEGER NOT NULL, ordinal INTEGER NOT NULL, "
     "pattern TEXT NOT NULL, PRIMARY KEY (pack, question, ordinal)) STRICT, WITHOUT ROWID"},
    {"history",
     "number INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, since TEXT NOT NULL, "
     "pack TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, change TEXT NOT NULL, was TEXT NOT "
     "NULL, "
     "reason TEXT NOT NULL, content TEXT, reviewed_by TEXT) STRICT"},
    {"barred",
     "number INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES source (id), until TEXT, "
     "reason TEXT NOT NULL, reviewed_by TEXT NOT NULL, recorded_at TEXT NOT NULL, "
     "lifted_at TEXT) STRICT"},
}};

// What makes the schema of version i + 2 from that of version i + 1. SQLite writes the new column
// behind the last one of the table's text, which is where kTables has it.
constexpr std::array<std::string_view, 2> kMigrations{{
    "ALTER TABLE history ADD COLUMN content TEXT;"
    "ALTER TABLE relation ADD COLUMN fresh_days INTEGER;"
    "ALTER TABLE rule ADD COLUMN at_least TEXT;",
    "ALTER TABLE history ADD COLUMN reviewed_by TEXT;"
    "CREATE TABLE barred (number INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES source (id), "
    "until TEXT, reason TEXT NOT NULL, reviewed_by TEXT NOT NULL, recorded_at TEXT NOT NULL, "
    "lifted_at TEXT) STRICT;",
}};
static_assert(kMigrations.size() + 1 == kSchemaVersion);

std::string create_statement(const Table& table) {
    return "CREATE TABLE " + std::string(table.name) + " (" + std::string(table.columns);
}

Error damaged(const std::string& path, const std::string& what) {
    return Error{ErrorCode::Damaged, "`" + path + "` is damaged: " + what};
}

Result<std::int64_t> version_of(Database& database, const std::string& path) {
    DICTUM_TRY(const std::int64_t application, database.integer("PRAGMA application_id"));
    if (application != kApplicationId) {
        return Error{ErrorCode::Damaged,
                     "`" + path + "` is a SQLite file, but not a knowledge base of dictum"};
    }
    DICTUM_TRY(const std::int64_t version, database.integer("PRAGMA user_version"));
    if (version > kSchemaVersion) {
        return Error{ErrorCode::Unsupported,
                     "`" + path + "` was written by a newer dictum: its schema is version " +
                         std::to_string(version) + ", and this one reads up to version " +
                         std::to_string(kSchemaVersion)};
    }
    if (version < 1) return damaged(path, "its schema has no version");
    return version;
}

// Every page is looked at, unless there are so many that opening would take seconds; then a damaged
// page is met when it is read.
Status check_pages(Database& database, const std::string& path) {
    constexpr std::int64_t kCheckedBytesMax = 64'000'000;
    DICTUM_TRY(const std::int64_t pages, database.integer("PRAGMA page_count"));
    DICTUM_TRY(const std::int64_t page_bytes, database.integer("PRAGMA page_size"));
    if (pages > kCheckedBytesMax / page_bytes) return {};
    DICTUM_TRY(Statement quick_check, database.prepare("PRAGMA quick_check(1)"));
    DICTUM_TRY(const bool checked, quick_check.step());
    if (checked && quick_check.text(0) == "ok") return {};
    return damaged(path, checked ? quick_check.string(0) : "it can't be checked");
}

}  // namespace

Status create_schema(Database& database) {
    std::string statements = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                             "; PRAGMA user_version = " + std::to_string(kSchemaVersion) + ";";
    for (const Table& table : kTables) statements += create_statement(table) + ";\n";
    return database.execute(statements);
}

std::vector<std::string> schema_tables() {
    std::vector<std::string> names;
    for (const Table& table : kTables) names.emplace_back(table.name);
    return names;
}

Result<std::vector<TableMisfit>> schema_misfits(Database& database) {
    std::unordered_map<std::string, std::string> held;
    DICTUM_TRY(Statement tables,
               database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"));
    for (;;) {
        DICTUM_TRY(const bool row, tables.step());
        if (!row) break;
        held.emplace(tables.string(0), tables.string(1));
    }
    std::vector<TableMisfit> misfits;
    for (const Table& table : kTables) {
        const std::string name(table.name);
        const auto found = held.find(name);
        if (found == held.end()) {
            misfits.push_back({name, "is missing"});
        } else if (found->second != create_statement(table)) {
            misfits.push_back({name, "does not have the columns that it should"});
        }
    }
    return misfits;
}

Status check_schema(Database& database, const std::string& path, Pages pages) {
    DICTUM_CHECK(version_of(database, path));
    if (pages == Pages::Unknown) DICTUM_CHECK(check_pages(database, path));
    DICTUM_TRY(const std::vector<TableMisfit> misfits, schema_misfits(database));
    if (misfits.empty()) return {};
    return damaged(path, "the table `" + misfits[0].table + "` " + misfits[0].what);
}

Result<bool> is_older(Database& database, const std::string& path) {
    DICTUM_TRY(const std::int64_t version, version_of(database, path));
    return version < kSchemaVersion;
}

Status migrate(Database& database, const std::string& path) {
    DICTUM_TRY(Transaction transaction, Transaction::begin(database));
    DICTUM_TRY(const std::int64_t version, version_of(database, path));
    for (std::int64_t i = version; i < kSchemaVersion; ++i) {
        DICTUM_CHECK(database.execute(std::string(kMigrations[static_cast<std::size_t>(i - 1)])));
    }
    DICTUM_CHECK(database.execute("PRAGMA user_version = " + std::to_string(kSchemaVersion)));
    return transaction.commit();
}

Result<bool> is_empty(Database& database) {
    DICTUM_TRY(const std::int64_t objects, database.integer("SELECT count(*) FROM sqlite_schema"));
    return objects == 0;
}

}  // namespace dictum
