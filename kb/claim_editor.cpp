#include "kb/claim_editor.h"

#include "engine/check/check.h"
#include "kb/earlier.h"
#include "kb/fact_writer.h"
#include "kb/history.h"

namespace dictum {
namespace {

// The row that an id has.
struct ClaimRow {
    std::int64_t number = 0;
    std::int64_t pack = 0;
    bool retracted = false;
    std::string relation;
};

Result<std::optional<ClaimRow>> find_claim(Database& database, const std::string& id) {
    DICTUM_TRY(Statement find, database.prepare("SELECT number, pack, retracted_at IS NOT NULL, "
                                                "relation FROM claim WHERE id = ?1"));
    find.start(id);
    DICTUM_TRY(const bool row, find.step());
    if (!row) return std::optional<ClaimRow>();
    return std::optional(
        ClaimRow{find.integer(0), find.integer(1), find.integer(2) != 0, find.string(3)});
}

Status note_claim(Database& database, const std::string& id, Change change, const Review& review) {
    DICTUM_TRY(
        Statement note,
        database.prepare("INSERT INTO history (recorded_at, since, pack, kind, id, change, was, "
                         "reason, content, reviewed_by) SELECT ?2, held.recorded_at, pack.name, "
                         "'claim', held.id, ?3, " +
                         std::string(kClaimText) + ", ?4, " + claim_content() +
                         ", ?5 FROM claim AS held JOIN pack ON pack.number = held.pack "
                         "WHERE held.id = ?1"));
    return note.run(id, review.recorded_at, to_string(change), review.reason, review.by);
}

Status remove_fact(Database& database, const ClaimRow& held) {
    DICTUM_TRY(Statement find, database.prepare("SELECT table_name FROM relation WHERE name = ?1 "
                                                "AND table_name IS NOT NULL"));
    find.start(held.relation);
    DICTUM_TRY(const bool row, find.step());
    if (!row) return {};
    DICTUM_TRY(Statement remove, database.prepare("DELETE FROM " + quoted_name(find.text(0)) +
                                                  " WHERE \"_claim\" = ?1"));
    return remove.run(held.number);
}

class ClaimEdit {
  public:
    ClaimEdit(Database& database, const PackLoad& load, std::size_t claim)
        : database_(database), load_(load), claim_(load.knowledge.claims[claim]) {
        for (const Fact& fact : load.program.facts) {
            if (fact.support && index_of(*fact.support) == claim) fact_ = &fact;
        }
    }

    // `held`: the row that it takes; none: a new one.
    Status write(const std::optional<ClaimRow>& held, std::int64_t pack) {
        if (fact_ == nullptr) {
            return Error{ErrorCode::InvalidInput, "the claim `" + claim_.id + "` has no fact"};
        }
        LoadState state;
        FactWriter facts(database_, load_, state);
        DICTUM_CHECK(facts.make_tables());
        DICTUM_TRY(const std::int64_t number, write_row(held, pack));
        DICTUM_TRY(Statement cite,
                   database_.prepare("INSERT INTO citation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
        for (std::size_t i = 0; i < claim_.citations.size(); ++i) {
            const Citation& at = claim_.citations[i];
            DICTUM_CHECK(cite.run(number, i, at.source, at.turn, at.quote, at.begin, at.end));
        }
        return facts.write(fact_->relation, fact_->tuple, load_.values, number, pack);
    }

  private:
    Result<std::int64_t> write_row(const std::optional<ClaimRow>& held, std::int64_t pack) {
        const std::string fact = print_fact(load_.program, fact_->relation, fact_->tuple,
                                            load_.values, load_.assembled.vocabulary.units);
        std::optional<std::string> reviewed_on;
        if (claim_.reviewed_on) reviewed_on = claim_.reviewed_on->to_string();
        DICTUM_TRY(Statement write, database_.prepare(held ? kChange : kAdd));
        DICTUM_CHECK(write.run(held ? std::optional(held->number) : std::nullopt, claim_.id, pack,
                               load_.program.relations[fact_->relation].name, fact,
                               to_string(claim_.strength.modality), claim_.strength.confidence,
                               claim_.note, claim_.reviewed_by, reviewed_on, load_.recorded_at));
        return held ? held->number : database_.last_row();
    }

    static constexpr std::string_view kAdd =
        "INSERT INTO claim (number, id, pack, ordinal, relation, fact, modality, confidence, note, "
        "reviewed_by, reviewed_on, recorded_at) VALUES (?1, ?2, ?3, (SELECT 1 + "
        "coalesce(max(ordinal), -1) FROM claim WHERE pack = ?3), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    static constexpr std::string_view kChange =
        "UPDATE claim SET id = ?2, pack = ?3, relation = ?4, fact = ?5, modality = ?6, "
        "confidence = ?7, note = ?8, reviewed_by = ?9, reviewed_on = ?10, recorded_at = ?11, "
        "retracted_at = NULL WHERE number = ?1";

    Database& database_;
    const PackLoad& load_;
    const Claim& claim_;
    const Fact* fact_ = nullptr;
};

// Of rules and tables, which keep no row when they go.
constexpr std::string_view kStanding =
    "SELECT kind, text, pack, at FROM (SELECT 'claim' AS kind, %claim AS text, pack, recorded_at "
    "AS "
    "at FROM claim AS held WHERE id = ?1 AND retracted_at IS NULL "
    "UNION ALL SELECT 'rule', text, pack, recorded_at FROM rule WHERE id = ?1 "
    "UNION ALL SELECT 'table', concludes, pack, recorded_at FROM decision_table WHERE id = ?1 "
    "UNION ALL SELECT 'source', title, pack, recorded_at FROM source WHERE id = ?1 "
    "AND retracted_at IS NULL)";

}  // namespace

Result<std::int64_t> added_pack(Database& database, std::string_view recorded_at) {
    DICTUM_TRY(Statement find, database.prepare("SELECT number FROM pack WHERE name = ?1"));
    find.start(kAddedPack);
    DICTUM_TRY(const bool row, find.step());
    if (row) return find.integer(0);
    DICTUM_TRY(Statement add, database.prepare("INSERT INTO pack (name, title, hash, recorded_at) "
                                               "VALUES (?1, 'Added to the file', '', ?2)"));
    DICTUM_CHECK(add.run(kAddedPack, recorded_at));
    return database.last_row();
}

Status add_claim(Database& database, const PackLoad& load, std::size_t claim,
                 const Review& review) {
    const std::string& id = load.knowledge.claims[claim].id;
    DICTUM_TRY(const std::optional<ClaimRow> held, find_claim(database, id));
    if (held) {
        return Error{ErrorCode::InvalidInput,
                     "there is already a claim `" + id + "`" +
                         (held->retracted ? ", which was retracted" : "") +
                         "; `dictum claim correct` changes it, or give another --id"};
    }
    DICTUM_TRY(const std::int64_t pack, added_pack(database, review.recorded_at));
    return ClaimEdit(database, load, claim).write(std::nullopt, pack);
}

Status correct_claim(Database& database, const PackLoad& load, std::size_t claim,
                     const Review& review) {
    const std::string& id = load.knowledge.claims[claim].id;
    DICTUM_TRY(const std::optional<ClaimRow> held, find_claim(database, id));
    if (!held) return Error{ErrorCode::NotFound, "there is no claim `" + id + "`"};
    DICTUM_CHECK(
        note_claim(database, id, held->retracted ? Change::Restored : Change::Corrected, review));
    DICTUM_CHECK(remove_fact(database, *held));
    DICTUM_TRY(Statement clear, database.prepare("DELETE FROM citation WHERE claim = ?1"));
    DICTUM_CHECK(clear.run(held->number));
    return ClaimEdit(database, load, claim).write(held, held->pack);
}

Status retract_claim(Database& database, const std::string& id, const Review& review,
                     std::string_view reviewed_on) {
    DICTUM_TRY(const std::optional<ClaimRow> held, find_claim(database, id));
    if (!held || held->retracted) {
        return Error{ErrorCode::NotFound, held ? "the claim `" + id + "` was retracted before"
                                               : "there is no claim `" + id + "`"};
    }
    DICTUM_CHECK(note_claim(database, id, Change::Retracted, review));
    DICTUM_CHECK(remove_fact(database, *held));
    DICTUM_TRY(Statement retract,
               database.prepare("UPDATE claim SET retracted_at = ?2, reviewed_by = CASE ?3 WHEN '' "
                                "THEN reviewed_by ELSE ?3 END, reviewed_on = CASE ?4 WHEN '' THEN "
                                "reviewed_on ELSE ?4 END WHERE number = ?1"));
    return retract.run(held->number, review.recorded_at, review.by, reviewed_on);
}

Result<std::vector<HistoryEntry>> history_of(Database& database, const std::string& id) {
    std::vector<HistoryEntry> entries;
    DICTUM_TRY(Statement rows,
               database.prepare("SELECT recorded_at, kind, change, was, reason, "
                                "coalesce(reviewed_by, '') FROM history WHERE id = ?1 "
                                "ORDER BY number"));
    rows.start(id);
    for (;;) {
        DICTUM_TRY(const bool row, rows.step());
        if (!row) break;
        entries.push_back({rows.string(0), rows.string(1), rows.string(2), rows.string(3),
                           rows.string(4), rows.string(5)});
    }
    std::string standing(kStanding);
    standing.replace(standing.find("%claim"), 6, kClaimText);
    DICTUM_TRY(Statement now, database.prepare(standing));
    now.start(id);
    for (;;) {
        DICTUM_TRY(const bool row, now.step());
        if (!row) break;
        entries.push_back({now.string(3), now.string(0), "stands", now.string(1), "", ""});
    }
    if (!entries.empty()) return entries;
    return Error{ErrorCode::NotFound,
                 "there is and was no claim, rule, table or source `" + id + "`"};
}

}  // namespace dictum
