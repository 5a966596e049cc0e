// dictum_ask(question) and dictum_why(fact): one row with status, text and the whole JSON.
#include "embed/sqlite/tables.h"
#include "embed/sqlite/virtual_table.h"

namespace dictum::extension {
namespace {

enum Column { kStatus, kText, kJson, kAsked };

struct Cursor {
    sqlite3_vtab_cursor base{};
    std::string asked;
    std::string status;
    std::string text;
    std::string json;
    bool at_end = true;
};

Cursor& cursor_of(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<Cursor*>(cursor); }

int connect_answer(sqlite3* host, void* knowledge, int, const char* const*, sqlite3_vtab** made,
                   char**) {
    return connect(host, knowledge, "CREATE TABLE x(status, text, json, asked HIDDEN)", made);
}

int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (constraint.iColumn != kAsked || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
        if (constraint.usable == 0) break;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 1000;
        info->estimatedRows = 1;
        return SQLITE_OK;
    }
    return SQLITE_CONSTRAINT;
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
    auto* const cursor = new (std::nothrow) Cursor;
    if (cursor == nullptr) return SQLITE_NOMEM;
    *made = &cursor->base;
    return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
    delete &cursor_of(cursor);
    return SQLITE_OK;
}

// The session's own functions, in the one way into it.
template <class Ask>
int filter(sqlite3_vtab_cursor* base, sqlite3_value** values, Ask ask) {
    Cursor& cursor = cursor_of(base);
    cursor.at_end = true;
    std::string problem;
    const Held held = table_of(base->pVtab).knowledge->now(problem);
    if (!held) return fail(base->pVtab, problem);
    cursor.asked = text_of(values[0]);
    const int code = c::ask(held.get(), [&](dictum_session& own, Session& session) {
        auto outcome = ask(session, cursor.asked);
        if (auto* failed = std::get_if<Failure>(&outcome)) return own.fail(*std::move(failed));
        const Answer& answer = std::get<Answer>(outcome);
        cursor.status = to_string(answer.status);
        // The proof where a goal was given, otherwise the answer in a sentence.
        cursor.text = answer.question.empty() ? session.why_text(answer) : answer.text;
        cursor.json = session.to_json(answer);
        return static_cast<int>(DICTUM_OK);
    });
    if (code != DICTUM_OK) return fail(base->pVtab, dictum_error_message(held.get()));
    cursor.at_end = false;
    return SQLITE_OK;
}

int filter_ask(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value** values) {
    return guarded([&] {
        return filter(base, values, [](Session& session, const std::string& asked) {
            return session.ask(asked);
        });
    });
}

int filter_why(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value** values) {
    return guarded([&] {
        return filter(base, values, [](Session& session, const std::string& asked) {
            return session.query(asked, AskOptions());
        });
    });
}

int next(sqlite3_vtab_cursor* cursor) {
    cursor_of(cursor).at_end = true;
    return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* cursor) { return cursor_of(cursor).at_end ? 1 : 0; }

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number) {
    const Cursor& cursor = cursor_of(base);
    give(context, number == kStatus ? cursor.status
                  : number == kText ? cursor.text
                  : number == kJson ? cursor.json
                                    : cursor.asked);
    return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor*, sqlite3_int64* id) {
    *id = 1;
    return SQLITE_OK;
}

using Filter = int(sqlite3_vtab_cursor*, int, const char*, int, sqlite3_value**);

sqlite3_module module_with(Filter* filter) {
    sqlite3_module made{};
    made.xConnect = connect_answer;
    made.xBestIndex = best_index;
    made.xDisconnect = disconnect;
    made.xOpen = open_cursor;
    made.xClose = close_cursor;
    made.xFilter = filter;
    made.xNext = next;
    made.xEof = at_end;
    made.xColumn = column;
    made.xRowid = row_id;
    return made;
}

}  // namespace

const sqlite3_module& ask_module() {
    static const sqlite3_module module = module_with(filter_ask);
    return module;
}

const sqlite3_module& why_module() {
    static const sqlite3_module module = module_with(filter_why);
    return module;
}

}  // namespace dictum::extension
