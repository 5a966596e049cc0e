#include "kb/pack_state.h"

namespace dictum {

Result<LoadState> register_packs(Database& database, const PackLoad& load) {
    LoadState state;
    DICTUM_TRY(const std::int64_t held, database.integer("SELECT count(*) FROM pack"));
    state.fresh = held == 0;
    DICTUM_TRY(Statement find, database.prepare("SELECT number, hash FROM pack WHERE name = ?1"));
    DICTUM_TRY(Statement add, database.prepare("INSERT INTO pack (name, title, hash, recorded_at) "
                                               "VALUES (?1, ?2, ?3, ?4)"));
    DICTUM_TRY(Statement change, database.prepare("UPDATE pack SET title = ?2, hash = ?3, "
                                                  "recorded_at = ?4 WHERE number = ?1"));
    std::int64_t existed = 0;
    for (const PackInfo& pack : load.knowledge.packs) {
        PackState& entry = state.packs.emplace_back();
        find.start(pack.name);
        DICTUM_TRY(entry.existed, find.step());
        if (!entry.existed) {
            find.reset();
            DICTUM_CHECK(add.run(pack.name, pack.title, pack.hash, load.recorded_at));
            entry.number = database.last_row();
            continue;
        }
        ++existed;
        entry.number = find.integer(0);
        entry.unchanged = find.text(1) == pack.hash;
        find.reset();
        if (entry.unchanged) continue;
        DICTUM_CHECK(change.run(entry.number, pack.title, pack.hash, load.recorded_at));
    }
    state.others = held > existed;
    return state;
}

namespace {

// What a pack declares, children first.
constexpr std::string_view kDeletions[] = {
    "DELETE FROM question_match WHERE pack = ?1",
    "DELETE FROM question WHERE pack = ?1",
    "DELETE FROM unit_name WHERE pack = ?1",
    "DELETE FROM unit WHERE pack = ?1",
    "DELETE FROM decision_citation WHERE decision_table IN "
    "(SELECT id FROM decision_table WHERE pack = ?1)",
    "DELETE FROM decision_cell WHERE decision_table IN "
    "(SELECT id FROM decision_table WHERE pack = ?1)",
    "DELETE FROM decision_row WHERE decision_table IN "
    "(SELECT id FROM decision_table WHERE pack = ?1)",
    "DELETE FROM decision_column WHERE decision_table IN "
    "(SELECT id FROM decision_table WHERE pack = ?1)",
    "DELETE FROM decision_table WHERE pack = ?1",
    "DELETE FROM rule_citation WHERE rule IN (SELECT id FROM rule WHERE pack = ?1)",
    "DELETE FROM rule_override WHERE rule IN (SELECT id FROM rule WHERE pack = ?1)",
    "DELETE FROM rule WHERE pack = ?1",
    "DELETE FROM alias WHERE entity IN (SELECT id FROM entity WHERE pack = ?1)",
    "DELETE FROM entity_type WHERE entity IN (SELECT id FROM entity WHERE pack = ?1)",
    "DELETE FROM entity WHERE pack = ?1",
    "DELETE FROM relation_column WHERE relation IN (SELECT name FROM relation WHERE pack = ?1)",
    "DELETE FROM turn WHERE source IN (SELECT number FROM source WHERE pack = ?1)",
    "UPDATE source SET ordinal = -1 WHERE pack = ?1",
    "UPDATE claim SET ordinal = -1 WHERE pack = ?1",
};

Result<std::vector<std::string>> relation_tables(Database& database) {
    std::vector<std::string> names;
    DICTUM_TRY(Statement rows, database.prepare("SELECT table_name FROM relation "
                                                "WHERE table_name IS NOT NULL ORDER BY name"));
    for (;;) {
        DICTUM_TRY(const bool row, rows.step());
        if (!row) return names;
        names.push_back(rows.string(0));
    }
}

Status note_recorded(Database& database, LoadState& state) {
    DICTUM_TRY(Statement rows, database.prepare("SELECT id, recorded_at FROM rule UNION ALL "
                                                "SELECT id, recorded_at FROM decision_table"));
    for (;;) {
        DICTUM_TRY(const bool row, rows.step());
        if (!row) return {};
        state.recorded.emplace(rows.string(0), rows.string(1));
    }
}

}  // namespace

Status clear_replaced(Database& database, LoadState& state) {
    DICTUM_CHECK(note_recorded(database, state));
    DICTUM_TRY(const std::vector<std::string> tables, relation_tables(database));
    for (const PackState& pack : state.packs) {
        if (!pack.existed || pack.unchanged) continue;
        for (const std::string_view deletion : kDeletions) {
            DICTUM_TRY(Statement statement, database.prepare(deletion));
            DICTUM_CHECK(statement.run(pack.number));
        }
        for (const std::string& table : tables) {
            DICTUM_TRY(Statement facts, database.prepare("DELETE FROM " + quoted_name(table) +
                                                         " WHERE \"_pack\" = ?1"));
            DICTUM_CHECK(facts.run(pack.number));
        }
    }
    return {};
}

Error name_taken(Database& database, Error error, std::string_view table, std::string_view key,
                 const std::string& name, const std::string& pack) {
    if (error.code != ErrorCode::InvalidInput) return error;
    auto holder = database.prepare("SELECT pack.name FROM " + std::string(table) +
                                   " AS held JOIN pack ON pack.number = held.pack WHERE held." +
                                   std::string(key) + " = ?1");
    if (!holder) return error;
    holder->start(name);
    const auto row = holder->step();
    if (!row || !*row) return error;
    return Error{ErrorCode::InvalidInput,
                 "the " + std::string(table) + " `" + name + "` of the pack `" + pack +
                     "` is already declared by the pack `" + holder->string(0) + "`"};
}

}  // namespace dictum
