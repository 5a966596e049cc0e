#include "embed/record_blocks.h"

#include <algorithm>

namespace dictum {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr std::size_t kRecordBytesMax = std::size_t{64} << 20;

}  // namespace

Status RecordBlocks::fill() {
    const std::size_t before = buffer_.size();
    const std::size_t wanted = std::max(kBlockBytes, before);  // twice as much each time
    buffer_.resize(before + wanted);
    DICTUM_TRY(const std::size_t got, read_(buffer_.data() + before, wanted));
    buffer_.resize(before + got);
    ended_ = got == 0;
    return {};
}

Result<std::string_view> RecordBlocks::peek() {
    if (buffer_.empty() && !ended_) DICTUM_CHECK(fill());
    return std::string_view(buffer_);
}

// The bytes up to and with the last line end that ends a record.
std::size_t RecordBlocks::whole_records() const {
    if (ended_) return buffer_.size();
    if (!quoted_) {
        const std::size_t end = buffer_.rfind('\n');
        return end == std::string::npos ? 0 : end + 1;
    }
    // A quotation mark inside of quotes is written twice, so that counting them is enough.
    std::size_t end = 0;
    bool inside = false;
    for (std::size_t i = 0; i < buffer_.size(); ++i) {
        if (buffer_[i] == '"') inside = !inside;
        if (buffer_[i] == '\n' && !inside) end = i + 1;
    }
    return end;
}

Result<bool> RecordBlocks::next(std::string_view& block) {
    const auto lines =
        std::count(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(taken_), '\n');
    line_ += static_cast<std::uint64_t>(lines);
    buffer_.erase(0, taken_);
    taken_ = 0;
    std::size_t whole = whole_records();
    while (whole == 0 && !ended_) {
        if (buffer_.size() > kRecordBytesMax) {
            return Error{ErrorCode::Limit, "line " + std::to_string(line_) +
                                               ": a record of more than 64 MB has no end"};
        }
        DICTUM_CHECK(fill());
        whole = whole_records();
    }
    taken_ = whole;
    block = std::string_view(buffer_).substr(0, whole);
    return whole > 0;
}

}  // namespace dictum
