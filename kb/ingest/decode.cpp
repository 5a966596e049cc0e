#include "kb/ingest/decode.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

#include "engine/value/utf8.h"
#include "kb/files.h"

namespace dictum {
namespace {

Error bad_byte(std::size_t at, std::string_view encoding) {
    return {ErrorCode::InvalidInput, "byte " + std::to_string(at) + " is no " +
                                         std::string(encoding) +
                                         ": save the text as UTF-8, UTF-16 or GB18030"};
}

Result<std::string> from_utf16(std::string_view bytes, bool big) {
    const auto unit_at = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
    };
    if (bytes.size() % 2 != 0) return bad_byte(bytes.size() - 1, "UTF-16 (half a character)");
    std::string text;
    text.reserve(bytes.size() * 3 / 2);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t value = unit_at(at);
        if (value >= 0xD800 && value < 0xE000) {
            const bool pair = value < 0xDC00 && at + 3 < bytes.size();
            const char32_t low = pair ? unit_at(at + 2) : 0;
            if (low < 0xDC00 || low > 0xDFFF) return bad_byte(at, "UTF-16");
            value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
            at += 2;
        }
        if (value == 0) return bad_byte(at, "text, but NUL");
        append_utf8(text, value);
    }
    return text;
}

class Converter {
  public:
    explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
    ~Converter() {
        if (usable()) iconv_close(handle_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    bool usable() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

    // The text, or the offset of the first byte that could not be read.
    Result<std::string> run(std::string bytes, std::string_view encoding) {
        std::string text(bytes.size() * 2 + 16, '\0');
        char* in = bytes.data();
        std::size_t left = bytes.size();
        std::size_t held = 0;
        while (left > 0) {
            char* out = text.data() + held;
            std::size_t room = text.size() - held;
            const std::size_t converted = iconv(handle_, &in, &left, &out, &room);
            held = text.size() - room;
            if (converted != static_cast<std::size_t>(-1)) continue;
            if (errno != E2BIG) return bad_byte(bytes.size() - left, encoding);
            text.resize(text.size() * 2);
        }
        text.resize(held);
        return text;
    }

  private:
    iconv_t handle_;
};

// Text in UTF-16 has a zero byte wherever it holds a digit, a blank or a line end.
bool looks_like_utf16(std::string_view bytes, std::size_t parity) {
    const std::size_t looked = std::min<std::size_t>(bytes.size(), 4096);
    std::size_t here = 0;
    std::size_t there = 0;
    for (std::size_t at = 0; at < looked; ++at) {
        if (bytes[at] == '\0') ++(at % 2 == parity ? here : there);
    }
    return here > 0 && there == 0;
}

Result<DecodedText> as_utf16(std::string_view bytes, bool big) {
    DICTUM_TRY(std::string text, from_utf16(bytes, big));
    return DecodedText{std::move(text), big ? "UTF-16BE" : "UTF-16LE"};
}

}  // namespace

Result<DecodedText> decode_text(std::string bytes) {
    const std::string_view view(bytes);
    if (view.starts_with("\xEF\xBB\xBF")) {
        bytes.erase(0, 3);
        const std::size_t bad = first_bad_byte(bytes);
        if (bad < bytes.size()) return bad_byte(bad + 3, "UTF-8");
        return DecodedText{std::move(bytes), "UTF-8 with a mark"};
    }
    if (view.starts_with("\xFF\xFE")) return as_utf16(view.substr(2), false);
    if (view.starts_with("\xFE\xFF")) return as_utf16(view.substr(2), true);
    const std::size_t bad = first_bad_byte(bytes);
    if (bad == bytes.size()) return DecodedText{std::move(bytes), "UTF-8"};
    if (looks_like_utf16(view, 1)) return as_utf16(view, false);
    if (looks_like_utf16(view, 0)) return as_utf16(view, true);
    const std::size_t nul = view.find('\0');
    if (nul != std::string_view::npos) return bad_byte(nul, "text, but NUL");
    Converter converter("GB18030");
    if (!converter.usable()) return bad_byte(bad, "UTF-8");
    auto text = converter.run(std::move(bytes), "GB18030, nor UTF-8");
    if (!text) return std::move(text.error());
    return DecodedText{std::move(*text), "GB18030"};
}

}  // namespace dictum
