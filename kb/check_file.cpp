#include "kb/check_file.h"

#include <unordered_set>

#include "kb/files.h"
#include "kb/schema.h"
#include "kb/sqlite.h"

namespace dictum {
namespace {

constexpr const char* kRowsMax = "20";  // of each table

class FileChecker {
  public:
    explicit FileChecker(Database& database) : database_(database) {}

    std::vector<FileFinding> run() {
        if (!pages()) return std::move(findings_);
        schema();
        references();
        return std::move(findings_);
    }

  private:
    void add(std::string where, std::string what, bool harmless = false) {
        findings_.push_back({std::move(where), std::move(what), harmless});
    }

    // Calls `take(row)` for each; a query that fails is a finding itself.
    template <class Take>
    bool each(const std::string& where, const std::string& query, Take take) {
        auto rows = database_.prepare(query);
        if (!rows) {
            add(where, rows.error().message);
            return false;
        }
        for (;;) {
            const auto row = rows->step();
            if (!row) {
                add(where, row.error().message);
                return false;
            }
            if (!*row) return true;
            take(static_cast<const Statement&>(*rows));
        }
    }

    // Of the whole file, and when something is wrong table by table: which one is hit.
    bool pages() {
        bool whole = true;
        std::vector<FileFinding> of_file;
        const bool read = each("file", "PRAGMA integrity_check(" + std::string(kRowsMax) + ")",
                               [&](const Statement& row) {
                                   if (row.text(0) == "ok") return;
                                   whole = false;
                                   of_file.push_back({"file", row.string(0), false});
                               });
        if (read && whole) return true;
        std::vector<std::string> tables;
        const bool listed = each("file", "SELECT name FROM sqlite_schema WHERE type = 'table'",
                                 [&](const Statement& row) { tables.push_back(row.string(0)); });
        if (!listed) return false;
        const std::size_t before = findings_.size();
        for (const std::string& table : tables) {
            each(named("table", table), "PRAGMA integrity_check(" + quoted_text(table) + ")",
                 [&](const Statement& row) {
                     if (row.text(0) != "ok") add(named("table", table), row.string(0));
                 });
        }
        if (findings_.size() == before) {
            findings_.insert(findings_.end(), of_file.begin(), of_file.end());
        }
        return false;
    }

    void schema() {
        const auto misfits = schema_misfits(database_);
        if (!misfits) return add("file", misfits.error().message);
        for (const TableMisfit& misfit : *misfits) {
            add(named("table", misfit.table), "it " + misfit.what);
        }
        std::unordered_set<std::string> ours;
        for (const std::string& name : schema_tables()) ours.insert(name);
        each("table `relation`", "SELECT table_name FROM relation WHERE table_name IS NOT NULL",
             [&](const Statement& row) { ours.insert(row.string(0)); });
        each("file", "SELECT type, name, tbl_name FROM sqlite_schema ORDER BY rowid",
             [&](const Statement& row) {
                 const std::string name = row.string(1);
                 if (name.starts_with("sqlite_")) return;
                 if (row.text(0) == "table" && ours.contains(name)) return;
                 add(named(row.string(0), name), "dictum did not make it; it is never run or read",
                     true);
             });
        each("table `relation`",
             "SELECT name, table_name FROM relation WHERE table_name IS NOT NULL AND table_name "
             "NOT IN (SELECT name FROM sqlite_schema WHERE type = 'table')",
             [&](const Statement& row) {
                 add(named("table", row.string(1)),
                     "it is missing; the facts of `" + row.string(0) + "` should be in it");
             });
    }

    void references() {
        each("file", "PRAGMA foreign_key_check", [&](const Statement& row) {
            add(named("table", row.string(0)),
                "a row refers to a row of `" + row.string(2) + "` that is not there");
        });
    }

    static std::string named(const std::string& kind, const std::string& name) {
        return kind + " `" + name + "`";
    }

    static std::string quoted_text(const std::string& text) {
        std::string quoted = "'";
        for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
        return quoted + "'";
    }

    Database& database_;
    std::vector<FileFinding> findings_;
};

}  // namespace

Result<std::vector<FileFinding>> check_file(const std::string& path) {
    DICTUM_CHECK(check_regular_file(path));
    DICTUM_TRY(Database database, Database::open(path, Database::Mode::ReadOnly));
    const Status held = database.hold_snapshot();
    if (!held && held.error().code == ErrorCode::Damaged) {
        return std::vector<FileFinding>{{"file", held.error().message, false}};
    }
    DICTUM_CHECK(held);
    DICTUM_TRY(const bool empty, is_empty(database));
    if (empty) {
        return std::vector<FileFinding>{{"file", "it is empty; it is not a knowledge base", false}};
    }
    const auto older = is_older(database, path);
    if (!older) return older.error();
    if (*older) {
        return Error{ErrorCode::Unsupported, "`" + path +
                                                 "` was written by an older dictum; opening it to "
                                                 "answer or to load brings it up to date"};
    }
    return FileChecker(database).run();
}

}  // namespace dictum
