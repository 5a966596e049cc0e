// Regular files, whole: read with a bound, and written aside so that a failure leaves the old one.
//
// Devices, FIFOs and folders are refused before anything is read from them, so nothing here waits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/value/result.h"

namespace dictum {

constexpr std::uint64_t kFileBytesMax = std::uint64_t{4} << 30;  // positions are 32-bit

// Errors name the path: NotFound, Io (also for what is not a regular file), Limit above
// `bytes_max`.
Result<std::string> read_file(const std::string& path, std::uint64_t bytes_max = kFileBytesMax - 1);

// A file that is there and regular: SQLite waits for ever on a FIFO, and its message for a folder
// says nothing.
Status check_regular_file(const std::string& path);

// Writes beside `path` and renames: afterwards there is the whole new file, or the old one.
Status write_file(const std::string& path, std::string_view content);

// The offset of the first byte that is not UTF-8, or that is NUL, which no text holds.
std::size_t first_bad_byte(std::string_view text);  // text.size() when there is none

}  // namespace dictum
