#include "kb/seal.h"

#include "kb/content_hash.h"
#include "kb/files.h"

namespace dictum {
namespace {

constexpr std::uint64_t kSealBytesMax = 64;

std::string seal_path(const std::string& path) { return path + ".seal"; }

std::string seal_of(const std::string& bytes) { return ContentHash().add(bytes).hex() + "\n"; }

}  // namespace

Status write_seal(const std::string& path) {
    DICTUM_TRY(const std::string bytes, read_file(path));
    return write_file(seal_path(path), seal_of(bytes));
}

Result<std::string> read_sealed(const std::string& path) {
    DICTUM_TRY(const std::string seal, read_file(seal_path(path), kSealBytesMax));
    DICTUM_TRY(std::string bytes, read_file(path));
    if (seal == seal_of(bytes)) return bytes;
    return Error{ErrorCode::Damaged, "`" + path + "` has changed since it was sealed"};
}

}  // namespace dictum
