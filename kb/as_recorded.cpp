#include "kb/as_recorded.h"

namespace dictum {
namespace {

// `@day`: the day, quoted. A row of `past` is a statement that stood by that day and changed or
// went later; a version counts from the day on which it was recorded to the one before the next.
constexpr std::string_view kPast =
    "CREATE TEMP TABLE past AS SELECT history.number AS number, pack.number AS pack, kind, "
    "history.id AS id, since, content FROM history JOIN pack ON pack.name = history.pack "
    "WHERE change IN ('corrected', 'retracted') AND content IS NOT NULL "
    "AND substr(since, 1, 10) <= @day AND substr(history.recorded_at, 1, 10) > @day";

constexpr std::string_view kShadows[] = {
    // A claim of the first version's files keeps its last wording when it is retracted.
    "CREATE TEMP TABLE claim AS SELECT number, id, pack, ordinal, relation, fact, modality, "
    "confidence, note, reviewed_by, reviewed_on, recorded_at, NULL AS retracted_at "
    "FROM main.claim AS held WHERE substr(recorded_at, 1, 10) <= @day AND "
    "(retracted_at IS NULL OR (substr(retracted_at, 1, 10) > @day AND NOT EXISTS "
    "(SELECT 1 FROM past WHERE kind = 'claim' AND past.id = held.id))) "
    "UNION ALL SELECT -number, id, pack, content ->> 'ordinal', content ->> 'relation', "
    "content ->> 'fact', content ->> 'modality', CAST(content ->> 'confidence' AS REAL), "
    "content ->> 'note', content ->> 'reviewed_by', content ->> 'reviewed_on', since, NULL "
    "FROM past WHERE kind = 'claim'",

    "CREATE TEMP TABLE citation AS SELECT * FROM main.citation "
    "WHERE claim IN (SELECT number FROM temp.claim) "
    "UNION ALL SELECT -past.number, at.key, at.value ->> 0, at.value ->> 1, at.value ->> 2, "
    "at.value ->> 3, at.value ->> 4 FROM past, json_each(content, '$.citations') AS at "
    "WHERE kind = 'claim'",

    "CREATE TEMP TABLE source AS SELECT number, id, pack, ordinal, title, date, file, text, "
    "recorded_at, NULL AS retracted_at FROM main.source "
    "WHERE retracted_at IS NULL AND substr(recorded_at, 1, 10) <= @day "
    "UNION ALL SELECT -number, id, pack, content ->> 'ordinal', content ->> 'title', "
    "content ->> 'date', content ->> 'file', content ->> 'text', since, NULL "
    "FROM past WHERE kind = 'source'",

    "CREATE TEMP TABLE turn AS SELECT * FROM main.turn "
    "WHERE source IN (SELECT number FROM temp.source) "
    "UNION ALL SELECT -past.number, at.key, at.value ->> 0, at.value ->> 1, at.value ->> 2, "
    "CAST(substr(CAST(content ->> 'text' AS BLOB), (at.value ->> 1) + 1, "
    "(at.value ->> 2) - (at.value ->> 1)) AS TEXT) "
    "FROM past, json_each(content, '$.turns') AS at WHERE kind = 'source'",

    "CREATE TEMP TABLE rule AS SELECT id, pack, ordinal, text, modality, confidence, note, "
    "recorded_at, at_least FROM main.rule WHERE substr(recorded_at, 1, 10) <= @day "
    "UNION ALL SELECT id, pack, content ->> 'ordinal', content ->> 'text', "
    "content ->> 'modality', CAST(content ->> 'confidence' AS REAL), content ->> 'note', since, "
    "content ->> 'at_least' FROM past WHERE kind = 'rule'",

    "CREATE TEMP TABLE rule_override AS SELECT * FROM main.rule_override WHERE rule IN "
    "(SELECT id FROM main.rule WHERE substr(recorded_at, 1, 10) <= @day) "
    "UNION ALL SELECT past.id, at.key, at.value "
    "FROM past, json_each(content, '$.overrides') AS at WHERE kind = 'rule'",

    "CREATE TEMP TABLE rule_citation AS SELECT * FROM main.rule_citation WHERE rule IN "
    "(SELECT id FROM main.rule WHERE substr(recorded_at, 1, 10) <= @day) "
    "UNION ALL SELECT past.id, at.key, at.value ->> 0, at.value ->> 1, at.value ->> 2, "
    "at.value ->> 3, at.value ->> 4 FROM past, json_each(content, '$.citations') AS at "
    "WHERE kind = 'rule'",

    "CREATE TEMP TABLE decision_table AS SELECT * FROM main.decision_table "
    "WHERE substr(recorded_at, 1, 10) <= @day UNION ALL SELECT id, pack, content ->> 'ordinal', "
    "content ->> 'concludes', content ->> 'hit', content ->> 'collect', since "
    "FROM past WHERE kind = 'table'",

    "CREATE TEMP TABLE decision_column AS SELECT * FROM main.decision_column "
    "WHERE decision_table IN "
    "(SELECT id FROM main.decision_table WHERE substr(recorded_at, 1, 10) <= @day) "
    "UNION ALL SELECT past.id, at.value ->> 0, at.value ->> 1, at.value ->> 2 "
    "FROM past, json_each(content, '$.columns') AS at WHERE kind = 'table'",

    "CREATE TEMP TABLE decision_row AS SELECT * FROM main.decision_row WHERE decision_table IN "
    "(SELECT id FROM main.decision_table WHERE substr(recorded_at, 1, 10) <= @day) "
    "UNION ALL SELECT past.id, at.value ->> 0, at.value ->> 1, CAST(at.value ->> 2 AS REAL), "
    "at.value ->> 3 FROM past, json_each(content, '$.rows') AS at WHERE kind = 'table'",

    "CREATE TEMP TABLE decision_cell AS SELECT * FROM main.decision_cell WHERE decision_table IN "
    "(SELECT id FROM main.decision_table WHERE substr(recorded_at, 1, 10) <= @day) "
    "UNION ALL SELECT past.id, at.value ->> 0, at.value ->> 1, at.value ->> 2, at.value ->> 3 "
    "FROM past, json_each(content, '$.cells') AS at WHERE kind = 'table'",

    "CREATE TEMP TABLE decision_citation AS SELECT * FROM main.decision_citation "
    "WHERE decision_table IN "
    "(SELECT id FROM main.decision_table WHERE substr(recorded_at, 1, 10) <= @day) "
    "UNION ALL SELECT past.id, at.value ->> 0, at.value ->> 1, at.value ->> 2, at.value ->> 3, "
    "at.value ->> 4, at.value ->> 5, at.value ->> 6 "
    "FROM past, json_each(content, '$.citations') AS at WHERE kind = 'table'",

    // Packs with the first time that anything of them was recorded.
    "CREATE TEMP TABLE known_pack AS SELECT number FROM main.pack WHERE "
    "substr((SELECT coalesce(min(at), main.pack.recorded_at) FROM "
    "(SELECT recorded_at AS at FROM main.claim WHERE pack = main.pack.number UNION ALL "
    "SELECT recorded_at FROM main.source WHERE pack = main.pack.number UNION ALL "
    "SELECT recorded_at FROM main.rule WHERE pack = main.pack.number UNION ALL "
    "SELECT recorded_at FROM main.decision_table WHERE pack = main.pack.number UNION ALL "
    "SELECT since FROM main.history WHERE history.pack = main.pack.name)), 1, 10) <= @day",
};

constexpr std::string_view kLost =
    "SELECT count(*) FROM main.history AS entry WHERE change IN ('corrected', 'retracted') "
    "AND content IS NULL AND substr(since, 1, 10) <= @day AND substr(recorded_at, 1, 10) > @day "
    "AND NOT (kind = 'claim' AND EXISTS (SELECT 1 FROM temp.claim WHERE claim.id = entry.id))";

std::string on(std::string_view pattern, Date by) {
    const std::string day = "'" + by.to_string() + "'";
    std::string sql(pattern);
    for (auto at = sql.find("@day"); at != std::string::npos; at = sql.find("@day")) {
        sql.replace(at, 4, day);
    }
    return sql;
}

// What is left of the relations' tables: data, of packs that were there.
Status shadow_facts(Database& database) {
    std::vector<std::string> names;
    {
        DICTUM_TRY(Statement tables, database.prepare("SELECT table_name FROM main.relation "
                                                      "WHERE table_name IS NOT NULL"));
        for (;;) {
            DICTUM_TRY(const bool row, tables.step());
            if (!row) break;
            names.push_back(quoted_name(tables.text(0)));
        }
    }
    for (const std::string& name : names) {
        DICTUM_CHECK(database.execute("CREATE TEMP TABLE " + name + " AS SELECT * FROM main." +
                                      name +
                                      " WHERE \"_claim\" IS NULL AND \"_pack\" IN "
                                      "(SELECT number FROM known_pack)"));
    }
    return {};
}

}  // namespace

Result<std::size_t> shadow_as_recorded(Database& database, Date by) {
    // Temporary tables are written too.
    DICTUM_CHECK(database.execute("PRAGMA query_only = OFF"));
    DICTUM_CHECK(database.execute(on(kPast, by)));
    for (const std::string_view shadow : kShadows) {
        DICTUM_CHECK(database.execute(on(shadow, by)));
    }
    DICTUM_CHECK(shadow_facts(database));
    DICTUM_TRY(const std::int64_t lost, database.integer(on(kLost, by)));
    return static_cast<std::size_t>(lost);
}

}  // namespace dictum
