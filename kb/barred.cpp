#include "kb/barred.h"

#include <algorithm>
#include <set>

namespace dictum {
namespace {

using Ids = std::set<std::string, std::less<>>;

// True: nothing is left of what was cited.
bool only_barred(const Ids& barred, std::vector<Citation>& citations) {
    const bool cited = !citations.empty();
    std::erase_if(citations, [&](const Citation& at) { return barred.contains(at.source); });
    return cited && citations.empty();
}

std::string counted_things(std::size_t count, const char* one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

Error no_source(Database& database, const std::string& source) {
    std::string message = "there is no source `" + source + "`";
    auto rows = database.prepare("SELECT id FROM source WHERE retracted_at IS NULL ORDER BY id");
    std::vector<std::string> ids;
    if (rows) {
        for (auto row = rows->step(); row && *row; row = rows->step()) {
            ids.push_back(rows->string(0));
        }
    }
    const std::string near = nearest(source, ids);
    if (!near.empty()) message += "; did you mean `" + near + "`?";
    return Error{ErrorCode::NotFound, std::move(message)};
}

// Bars have their place in the history of their source.
Status note_bar(Database& database, const std::string& source, const char* change,
                const std::string& was, const Review& review) {
    DICTUM_TRY(Statement note,
               database.prepare("INSERT INTO history (recorded_at, since, pack, kind, id, change, "
                                "was, reason, content, reviewed_by) SELECT ?2, source.recorded_at, "
                                "pack.name, 'source', ?1, ?3, ?4, ?5, NULL, ?6 FROM source "
                                "JOIN pack ON pack.number = source.pack WHERE source.id = ?1"));
    return note.run(source, review.recorded_at, change, was, review.reason, review.by);
}

}  // namespace

Result<std::vector<Bar>> bars(Database& database, std::string_view today) {
    DICTUM_TRY(Statement rows,
               database.prepare("SELECT source, until, reason FROM main.barred WHERE lifted_at IS "
                                "NULL AND (until IS NULL OR until > ?1) ORDER BY number"));
    rows.start(today);
    std::vector<Bar> found;
    for (;;) {
        DICTUM_TRY(const bool row, rows.step());
        if (!row) return found;
        found.push_back({rows.string(0), rows.string(1), rows.string(2)});
    }
}

std::string LeftOut::note() const {
    std::string text = counted_things(claims, "claim");
    if (rules > 0) text += (tables > 0 ? ", " : " and ") + counted_things(rules, "rule");
    if (tables > 0) text += " and " + counted_things(tables, "table");
    text += " of barred sources ";
    text += claims + rules + tables == 1 ? "is left out:" : "are left out:";
    for (const Bar& bar : bars) {
        text += (&bar == &bars.front() ? " " : "; ") + bar.source + " (" + bar.reason;
        text += bar.until.empty() ? ")" : ", until " + bar.until + ")";
    }
    return text;
}

LeftOut leave_out_barred(std::vector<Bar> held, Knowledge& knowledge) {
    LeftOut left_out{std::move(held)};
    if (left_out.empty()) return left_out;
    Ids barred;
    for (const Bar& bar : left_out.bars) barred.insert(bar.source);
    left_out.claims = std::erase_if(
        knowledge.claims, [&](Claim& claim) { return only_barred(barred, claim.citations); });
    Ids gone;
    left_out.rules = std::erase_if(knowledge.rules, [&](RuleText& rule) {
        if (!only_barred(barred, rule.citations)) return false;
        gone.insert(rule.id);
        return true;
    });
    left_out.tables = std::erase_if(knowledge.tables, [&](TableDeclaration& table) {
        bool any = false;
        for (auto& citations : table.row_citations) any = only_barred(barred, citations) || any;
        if (any) gone.insert(table.table.id);
        return any;
    });
    for (RuleText& rule : knowledge.rules) {
        std::erase_if(rule.overrides, [&](const std::string& id) {
            return gone.contains(id) || gone.contains(id.substr(0, id.rfind('/')));
        });
    }
    std::erase_if(knowledge.sources,
                  [&](const Source& source) { return barred.contains(source.id); });
    return left_out;
}

Status bar_source(Database& database, const std::string& source, std::optional<Date> until,
                  const Review& review) {
    DICTUM_TRY(Statement add,
               database.prepare("INSERT INTO barred (source, until, reason, reviewed_by, "
                                "recorded_at) SELECT id, ?2, ?3, ?4, ?5 FROM source "
                                "WHERE id = ?1 AND retracted_at IS NULL"));
    std::optional<std::string> day;
    if (until) day = until->to_string();
    DICTUM_CHECK(add.run(source, day, review.reason, review.by, review.recorded_at));
    if (!database.changed_rows()) return no_source(database, source);
    return note_bar(database, source, "barred", day ? "until " + *day : "", review);
}

Status lift_bars(Database& database, const std::string& source, const Review& review) {
    DICTUM_TRY(Statement lift, database.prepare("UPDATE barred SET lifted_at = ?2 WHERE source = "
                                                "?1 AND lifted_at IS NULL"));
    DICTUM_CHECK(lift.run(source, review.recorded_at));
    if (!database.changed_rows()) {
        return Error{ErrorCode::NotFound, "the source `" + source + "` is not barred"};
    }
    return note_bar(database, source, "unbarred", "", review);
}

}  // namespace dictum
