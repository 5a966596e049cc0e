#include "kb/versions.h"

#include <sqlite3.h>
#include <utf8proc.h>

namespace dictum {

std::string library_versions() {
    return std::string("SQLite ") + sqlite3_libversion() + ", utf8proc " + utf8proc_version();
}

}  // namespace dictum
