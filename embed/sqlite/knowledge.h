// The knowledge of the database that the extension is loaded into.
//
// The database is read as the connection sees it, whole and into memory: a second connection of
// another copy of SQLite would drop the locks of the first. It is read again when it has changed.
// Cursors hold what they began with.
#pragma once

#include <memory>
#include <string>

#include "embed/c/handles.h"

struct sqlite3;

namespace dictum::extension {

using Held = std::shared_ptr<dictum_session>;

class HostKnowledge {
  public:
    explicit HostKnowledge(sqlite3* host) : host_(host) {}

    // Null, and `problem` says why.
    Held now(std::string& problem);

  private:
    struct Version {
        long long data = -1;     // changes by other connections
        long long changes = -1;  // by this one
        bool operator==(const Version&) const = default;
    };
    Version version() const;

    sqlite3* host_;
    Held held_;
    Version of_;
};

// What the modules of a connection share.
using SharedKnowledge = std::shared_ptr<HostKnowledge>;

}  // namespace dictum::extension
