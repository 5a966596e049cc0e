// dictum_query(goal): the rows of a goal, c1 .. c16, and of quantities their ends, c1_lo, c1_hi,
// ...
#include <cmath>

#include "embed/sqlite/tables.h"
#include "embed/sqlite/virtual_table.h"

namespace dictum::extension {
namespace {

constexpr int kColumns = 16;
constexpr int kGoal = kColumns;      // the argument, which is the first hidden column
constexpr int kLo = kGoal + 1;       // the first lower end
constexpr int kHi = kLo + kColumns;  // the first upper end
constexpr double kCostOfAll = 100'000;
constexpr double kCostOfBound = 10;

struct Cursor {
    sqlite3_vtab_cursor base{};
    Held held;
    std::string text;  // of the goal that is prepared
    dictum_goal* goal = nullptr;
    sqlite3_int64 row = 0;
    bool at_end = true;

    void drop() {
        dictum_goal_finalize(goal);
        goal = nullptr;
        held.reset();
    }
};

Cursor& cursor_of(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<Cursor*>(cursor); }

int declare(sqlite3* host, void* knowledge, sqlite3_vtab** made) {
    std::string columns = "CREATE TABLE x(";
    for (int i = 1; i <= kColumns; ++i) columns += "c" + std::to_string(i) + ",";
    columns += "goal HIDDEN";
    for (const char* end : {"_lo", "_hi"}) {
        for (int i = 1; i <= kColumns; ++i) columns += ",c" + std::to_string(i) + end + " HIDDEN";
    }
    return connect(host, knowledge, (columns + ")").c_str(), made);
}

// The plan is the columns that are bound, a character each, in the order of the arguments behind
// the goal.
int best_index(sqlite3_index_info& info) {
    int goal = -1;
    std::string plan;
    for (int i = 0; i < info.nConstraint; ++i) {
        const auto& constraint = info.aConstraint[i];
        if (constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
        if (constraint.iColumn == kGoal) {
            if (constraint.usable == 0) return SQLITE_CONSTRAINT;
            goal = i;
        }
    }
    if (goal < 0) return SQLITE_CONSTRAINT;
    info.aConstraintUsage[goal].argvIndex = 1;
    info.aConstraintUsage[goal].omit = 1;
    for (int i = 0; i < info.nConstraint; ++i) {
        const auto& constraint = info.aConstraint[i];
        const bool bindable = constraint.op == SQLITE_INDEX_CONSTRAINT_EQ &&
                              constraint.usable != 0 && constraint.iColumn >= 0 &&
                              constraint.iColumn < kColumns;
        if (!bindable) continue;
        plan += static_cast<char>('a' + constraint.iColumn);
        info.aConstraintUsage[i].argvIndex = 1 + static_cast<int>(plan.size());
    }
    info.idxStr = sqlite3_mprintf("%s", plan.c_str());
    if (info.idxStr == nullptr) return SQLITE_NOMEM;
    info.needToFreeIdxStr = 1;
    info.estimatedCost = plan.empty() ? kCostOfAll : kCostOfBound;
    info.estimatedRows = plan.empty() ? 1000 : 1;
    return SQLITE_OK;
}

int query_connect(sqlite3* host, void* knowledge, int, const char* const*, sqlite3_vtab** made,
                  char**) {
    return guarded([&] { return declare(host, knowledge, made); });
}

int query_best_index(sqlite3_vtab*, sqlite3_index_info* info) {
    return guarded([&] { return best_index(*info); });
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
    auto* const cursor = new (std::nothrow) Cursor;
    if (cursor == nullptr) return SQLITE_NOMEM;
    *made = &cursor->base;
    return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
    cursor_of(cursor).drop();
    delete &cursor_of(cursor);
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) {
    Cursor& cursor = cursor_of(base);
    const int code = dictum_goal_step(cursor.goal);
    ++cursor.row;
    cursor.at_end = code != DICTUM_ROW;
    if (code == DICTUM_ROW || code == DICTUM_DONE) return SQLITE_OK;
    return fail(base->pVtab, dictum_error_message(cursor.held.get()));
}

int prepare(Cursor& cursor, const std::string& text) {
    std::string problem;
    sqlite3_vtab* const table = cursor.base.pVtab;
    const Held held = table_of(table).knowledge->now(problem);
    if (!held) return fail(table, problem);
    if (cursor.goal != nullptr && cursor.held == held && cursor.text == text) return SQLITE_OK;
    cursor.drop();
    cursor.held = held;
    cursor.text = text;
    if (dictum_goal_prepare(held.get(), text.c_str(), &cursor.goal) != DICTUM_OK) {
        return fail(table, dictum_error_message(held.get()));
    }
    if (dictum_goal_width(cursor.goal) <= kColumns) return SQLITE_OK;
    return fail(table, "the goal has more than 16 variables");
}

// What the variable can't be equal to is left to SQLite, which finds no row equal to it.
void bind(dictum_goal* goal, int column, sqlite3_value* value) {
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER: {
            const sqlite3_int64 number = sqlite3_value_int64(value);
            if (dictum_goal_kind(goal, column) == DICTUM_KIND_BOOL) {
                if (number == 0 || number == 1) {
                    dictum_goal_bind_bool(goal, column, number == 1 ? 1 : 0);
                }
                return;
            }
            if (dictum_goal_kind(goal, column) == DICTUM_KIND_NUMBER) {
                dictum_goal_bind_number(goal, column, number);
            }
            return;
        }
        case SQLITE_TEXT:
            dictum_goal_bind_text(goal, column,
                                  reinterpret_cast<const char*>(sqlite3_value_text(value)),
                                  static_cast<std::size_t>(sqlite3_value_bytes(value)));
            return;
        default:
            return;
    }
}

int start(sqlite3_vtab_cursor* base, const char* plan, int count, sqlite3_value** values) {
    Cursor& cursor = cursor_of(base);
    cursor.at_end = true;
    cursor.row = 0;
    const int prepared = prepare(cursor, text_of(values[0]));
    if (prepared != SQLITE_OK) return prepared;
    dictum_goal_reset(cursor.goal);
    dictum_goal_unbind_all(cursor.goal);
    for (int i = 1; i < count; ++i) bind(cursor.goal, plan[i - 1] - 'a', values[i]);
    return next(base);
}

int filter(sqlite3_vtab_cursor* base, int, const char* plan, int count, sqlite3_value** values) {
    return guarded([&] { return start(base, plan, count, values); });
}

int at_end(sqlite3_vtab_cursor* cursor) { return cursor_of(cursor).at_end ? 1 : 0; }

void give_end(sqlite3_context* context, dictum_goal* goal, int column, bool lower) {
    dictum_quantity quantity{};
    if (dictum_goal_kind(goal, column) != DICTUM_KIND_QUANTITY ||
        dictum_goal_quantity(goal, column, &quantity) != DICTUM_OK) {
        return;
    }
    const double end = lower ? quantity.lo : quantity.hi;
    if (std::isfinite(end)) sqlite3_result_double(context, end);
}

void give_value(sqlite3_context* context, dictum_goal* goal, int column) {
    long long number = 0;
    double real = 0;
    int truth = 0;
    switch (dictum_goal_kind(goal, column)) {
        case DICTUM_KIND_NUMBER:
            if (dictum_goal_number(goal, column, &number) == DICTUM_OK) {
                sqlite3_result_int64(context, number);
            }
            return;
        case DICTUM_KIND_FLOAT:
            if (dictum_goal_real(goal, column, &real) == DICTUM_OK) {
                sqlite3_result_double(context, real);
            }
            return;
        case DICTUM_KIND_BOOL:
            if (dictum_goal_bool(goal, column, &truth) == DICTUM_OK) {
                sqlite3_result_int(context, truth);
            }
            return;
        default: {
            const char* text = nullptr;
            std::size_t length = 0;
            if (dictum_goal_text(goal, column, &text, &length) == DICTUM_OK) {
                give(context, std::string_view(text, length));
            }
        }
    }
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number) {
    Cursor& cursor = cursor_of(base);
    const int width = dictum_goal_width(cursor.goal);
    if (number < kColumns) {
        if (number < width) give_value(context, cursor.goal, number);
    } else if (number == kGoal) {
        give(context, cursor.text);
    } else if (const int of = (number - kLo) % kColumns; of < width) {
        give_end(context, cursor.goal, of, number < kHi);
    }
    return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
    *id = cursor_of(cursor).row;
    return SQLITE_OK;
}

}  // namespace

const sqlite3_module& query_module() {
    static const sqlite3_module module = [] {
        sqlite3_module made{};
        made.xConnect = query_connect;
        made.xBestIndex = query_best_index;
        made.xDisconnect = disconnect;
        made.xOpen = open_cursor;
        made.xClose = close_cursor;
        made.xFilter = filter;
        made.xNext = next;
        made.xEof = at_end;
        made.xColumn = column;
        made.xRowid = row_id;
        return made;
    }();
    return module;
}

}  // namespace dictum::extension
