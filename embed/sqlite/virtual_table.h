// What all virtual tables of the extension share: how they are connected, and how they fail.
#pragma once

#include <sqlite3ext.h>

#include "embed/sqlite/knowledge.h"

SQLITE_EXTENSION_INIT3

namespace dictum::extension {

struct Table {
    sqlite3_vtab base{};
    HostKnowledge* knowledge = nullptr;
};

inline Table& table_of(sqlite3_vtab* table) { return *reinterpret_cast<Table*>(table); }

// Without the prefix that stands before it on a command line.
inline int fail(sqlite3_vtab* table, std::string text) {
    if (text.starts_with("error: ")) text.erase(0, 7);
    while (text.ends_with('\n')) text.pop_back();
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("%s", text.c_str());
    return SQLITE_ERROR;
}

// Nothing may be thrown into SQLite.
template <class Body>
int guarded(Body body) noexcept {
    try {
        return body();
    } catch (...) {
        return SQLITE_NOMEM;
    }
}

inline int connect(sqlite3* host, void* knowledge, const char* columns, sqlite3_vtab** made) {
    const int code = sqlite3_declare_vtab(host, columns);
    if (code != SQLITE_OK) return code;
    sqlite3_vtab_config(host, SQLITE_VTAB_INNOCUOUS);
    auto* const table = new (std::nothrow) Table;
    if (table == nullptr) return SQLITE_NOMEM;
    table->knowledge = static_cast<SharedKnowledge*>(knowledge)->get();
    *made = &table->base;
    return SQLITE_OK;
}

inline int disconnect(sqlite3_vtab* table) {
    delete &table_of(table);
    return SQLITE_OK;
}

inline void give(sqlite3_context* context, std::string_view text) {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

inline std::string text_of(sqlite3_value* value) {
    const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text == nullptr ? std::string() : text;
}

}  // namespace dictum::extension
