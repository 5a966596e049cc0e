// dictum.so, for sqlite3's `.load ./dictum`, Python's sqlite3 and Datasette.
#include <sqlite3ext.h>

#include "embed/sqlite/tables.h"

SQLITE_EXTENSION_INIT1

namespace {

// Held by each module; the last one that goes takes it along.
using Shared = dictum::extension::SharedKnowledge;

void forget(void* shared) { delete static_cast<Shared*>(shared); }

}  // namespace

extern "C" __attribute__((visibility("default"))) int sqlite3_dictum_init(
    sqlite3* host, char** problem, const sqlite3_api_routines* api) {
    using namespace dictum::extension;
    SQLITE_EXTENSION_INIT2(api)
    constexpr int kWithSerialize = 3'036'000;
    if (sqlite3_libversion_number() < kWithSerialize) {
        *problem = sqlite3_mprintf("dictum needs SQLite 3.36 or later");
        return SQLITE_ERROR;
    }
    try {
        const auto knowledge = std::make_shared<HostKnowledge>(host);
        const auto add = [&](const char* name, const sqlite3_module& module) {
            return sqlite3_create_module_v2(host, name, &module, new Shared(knowledge), forget);
        };
        int code = add("dictum_query", query_module());
        if (code == SQLITE_OK) code = add("dictum_ask", ask_module());
        if (code == SQLITE_OK) code = add("dictum_why", why_module());
        return code;
    } catch (...) {
        return SQLITE_NOMEM;
    }
}
