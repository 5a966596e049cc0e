#include "kb/ingest/clean_text.h"

#include "engine/value/utf8.h"

namespace dictum {
namespace {

// Of the script that puts no blanks between words, its punctuation included.
bool is_chinese(char32_t c) {
    return is_han(c) || (c >= 0x3001 && c <= 0x301F && c != 0x3000) || (c >= 0xFF01 && c <= 0xFF1F);
}

// Without a width, or telling only the order of what stands around it.
bool is_invisible(char32_t c) {
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xAD ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFD;
}

bool is_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F;
}

char32_t plain(char32_t c) {
    const bool letter_or_digit = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
                                 (c >= 0xFF41 && c <= 0xFF5A);
    if (letter_or_digit || c == 0xFF05 || c == 0xFF04 || c == 0xFF0B) return c - 0xFEE0;
    if (c == 0xFFE5) return 0xA5;  // ￥
    if (c == 0xFFE1) return 0xA3;  // ￡
    return c;
}

class Cleaner {
  public:
    explicit Cleaner(std::string_view text) : text_(text) { out_.reserve(text.size()); }

    std::string run() {
        for (std::size_t at = 0; at < text_.size();) {
            const auto byte = static_cast<unsigned char>(text_[at]);
            if (byte > ' ' && byte < 0x7F) {
                const std::size_t begin = at;
                while (at < text_.size() && text_[at] > ' ' && text_[at] < 0x7F) ++at;
                settle(static_cast<unsigned char>(text_[begin]));
                out_ += text_.substr(begin, at - begin);
                last_ = static_cast<unsigned char>(text_[at - 1]);
                continue;
            }
            const CodePoint point = code_point_at(text_, at);
            const std::size_t next = at + point.length;
            take(point.value, next < text_.size() && text_[next] == '\n');
            at = next;
        }
        return std::move(out_);
    }

  private:
    void take(char32_t c, bool before_line_end) {
        if (c == '\r') {
            if (!before_line_end) line_end();
        } else if (c == '\n' || c == '\f' || c == 0x2028 || c == 0x2029 || c == 0x85) {
            line_end();
        } else if (is_blank(c)) {
            blanks_ += c == 0x3000 ? 2 : 1;
        } else if (!is_invisible(c)) {
            c = plain(c);
            settle(c);
            append_utf8(out_, c);
            last_ = c;
        }
    }

    void line_end() {
        blanks_ = 0;
        out_ += '\n';
        last_ = '\n';
    }

    // Blanks at the start of a line go, and one between Chinese characters; others become one.
    void settle(char32_t next) {
        if (blanks_ == 0) return;
        const bool inside = blanks_ == 1 && is_chinese(last_) && is_chinese(next);
        blanks_ = 0;
        if (!inside && last_ != '\n' && !out_.empty()) out_ += ' ';
    }

    std::string_view text_;
    std::string out_;
    char32_t last_ = '\n';
    std::size_t blanks_ = 0;
};

}  // namespace

std::string clean_text(std::string_view text) { return Cleaner(text).run(); }

}  // namespace dictum
