// The versions of the libraries that the knowledge base stands on, as they run.
#pragma once

#include <string>

namespace dictum {

// "SQLite 3.40.1, utf8proc 2.8.0".
std::string library_versions();

}  // namespace dictum
