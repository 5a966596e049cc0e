// A seal: the hash of a finished file's bytes, in FILE.seal beside it.
//
//   DICTUM_CHECK(write_seal("tea.kb"));
//   DICTUM_TRY(std::string bytes, read_sealed("tea.kb"));   // Damaged when a byte has changed
//
// A sealed knowledge base needs no other check of its pages, which costs more than the hash. A seal
// finds damage; it does not protect against somebody who writes both files.
#pragma once

#include <string>

#include "engine/value/result.h"

namespace dictum {

Status write_seal(const std::string& path);

// The bytes of a file that agrees with its seal.
Result<std::string> read_sealed(const std::string& path);

}  // namespace dictum
