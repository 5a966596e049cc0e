#include "kb/normal_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr char32_t kBlank = U' ';
constexpr std::u32string_view kQuotationMarks = U"'\"‘’‚‛“”„‟「」『』﹁﹂﹃﹄";
constexpr std::size_t kDecomposedMax = 32;  // U+FDFA becomes 18

bool is_white(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool is_wide(char32_t c) { return c >= 0x80 && display_width(c) == 2; }

class Normaliser {
  public:
    explicit Normaliser(std::string_view text) : text_(text) {}

    NormalText run() {
        for (std::size_t at = 0; at < text_.size();) {
            const CodePoint point = code_point_at(text_, at);
            begin_ = static_cast<std::uint32_t>(at);
            at += point.length;
            end_ = static_cast<std::uint32_t>(at);
            if (is_white(point.value)) {
                note_white_space();
            } else {
                take(point.value);
            }
        }
        return std::move(out_);
    }

  private:
    void note_white_space() {
        if (!white_) white_begin_ = begin_;
        white_ = true;
        white_end_ = end_;
    }

    // Width is asked of what the character stands for: `Ａ` is a letter that needs its blanks.
    void take(char32_t value) {
        std::array<utf8proc_int32_t, kDecomposedMax> parts{};
        std::size_t count = 1;
        parts[0] = static_cast<utf8proc_int32_t>(value);
        if (value >= 0x80) count = decompose(value, parts);
        if (white_) settle_white_space(static_cast<char32_t>(parts[0]));
        last_is_wide_ = is_wide(static_cast<char32_t>(parts[count - 1]));
        for (std::size_t i = 0; i < count; ++i) {
            push_in_order(plain_mark(static_cast<char32_t>(parts[i])));
        }
    }

    static std::size_t decompose(char32_t value,
                                 std::array<utf8proc_int32_t, kDecomposedMax>& parts) {
        int boundary = 0;
        const auto count = utf8proc_decompose_char(
            static_cast<utf8proc_int32_t>(value), parts.data(),
            static_cast<utf8proc_ssize_t>(parts.size()),
            static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
        if (count >= 1 && count <= static_cast<utf8proc_ssize_t>(parts.size())) {
            return static_cast<std::size_t>(count);
        }
        parts[0] = static_cast<utf8proc_int32_t>(value);
        return 1;
    }

    // Blanks at the start of the text and beside wide characters go.
    void settle_white_space(char32_t next) {
        white_ = false;
        if (out_.points.empty() || last_is_wide_ || is_wide(next)) return;
        push(kBlank, white_begin_, white_end_);
    }

    static char32_t plain_mark(char32_t value) {
        return kQuotationMarks.find(value) == std::u32string_view::npos ? value : U'"';
    }

    // Combining marks in canonical order: a mark moves before marks of a higher class.
    void push_in_order(char32_t value) {
        const int its_class = combining_class(value);
        if (its_class == 0) {
            push(value, begin_, end_);
            return;
        }
        std::size_t at = out_.size();
        constexpr std::size_t kMarksMax = 30;  // the bound of Unicode's stream-safe text
        const std::size_t least = at > kMarksMax ? at - kMarksMax : 0;
        while (at > least && combining_class(out_.points[at - 1]) > its_class) {
            --at;
        }
        out_.points.insert(at, 1, value);
        out_.begins.insert(out_.begins.begin() + static_cast<std::ptrdiff_t>(at), begin_);
        out_.ends.insert(out_.ends.begin() + static_cast<std::ptrdiff_t>(at), end_);
    }

    static int combining_class(char32_t value) {
        if (value < 0x300) return 0;
        return utf8proc_get_property(static_cast<utf8proc_int32_t>(value))->combining_class;
    }

    void push(char32_t value, std::uint32_t begin, std::uint32_t end) {
        out_.points.push_back(value);
        out_.begins.push_back(begin);
        out_.ends.push_back(end);
    }

    std::string_view text_;
    NormalText out_;
    std::uint32_t begin_ = 0;  // of the character that is read
    std::uint32_t end_ = 0;
    bool white_ = false;  // white space was read and is not settled yet
    std::uint32_t white_begin_ = 0;
    std::uint32_t white_end_ = 0;
    bool last_is_wide_ = false;
};

}  // namespace

NormalText normal_text(std::string_view text) { return Normaliser(text).run(); }

std::string folded_text(std::string_view text) {
    utf8proc_uint8_t* folded = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT |
                                                        UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &folded, options);
    if (length < 0) return std::string(text);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(folded, &std::free);
    return std::string(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length));
}

}  // namespace dictum
