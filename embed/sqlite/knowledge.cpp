#include "embed/sqlite/knowledge.h"

#include <sqlite3ext.h>

#include "embed/failure.h"

SQLITE_EXTENSION_INIT3

namespace dictum::extension {
namespace {

void close_session(dictum_session* session) { dictum_close(session); }

}  // namespace

HostKnowledge::Version HostKnowledge::version() const {
    Version version;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(host_, "PRAGMA main.data_version", -1, &statement, nullptr) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        version.data = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    version.changes = sqlite3_total_changes(host_);
    return version;
}

Held HostKnowledge::now(std::string& problem) {
    const Version current = version();
    if (held_ && current == of_) return held_;
    sqlite3_int64 size = 0;
    unsigned char* const bytes = sqlite3_serialize(host_, "main", &size, 0);
    std::string copy;
    if (bytes != nullptr && size > 0) {
        copy.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    }
    sqlite3_free(bytes);
    if (copy.empty()) {
        problem = "the database is empty; `dictum load PACK --kb FILE` makes a knowledge base";
        return nullptr;
    }
    dictum_session* opened = nullptr;
    if (dictum_open(&opened, nullptr, 0, DICTUM_ABI_VERSION) != DICTUM_OK) {
        problem = "memory ran out";
        return nullptr;
    }
    const Held made(opened, close_session);
    if (auto failed = made->open_bytes(std::move(copy))) {
        problem = failed->text;
        return nullptr;
    }
    held_ = made;
    of_ = current;
    return held_;
}

}  // namespace dictum::extension
