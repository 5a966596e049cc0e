#include "rules/toml_string.h"

#include <algorithm>
#include <charconv>

#include "engine/value/utf8.h"

namespace dictum {
namespace {

class StringDecoder {
  public:
    StringDecoder(FileId file, std::string_view text, std::uint32_t begin, std::uint32_t end)
        : text_(text.substr(0, end)), at_(begin) {
        out_.file = file;
    }

    Fragment run() {
        const char quote = at_ < text_.size() ? text_[at_] : '"';
        basic_ = quote == '"';
        multi_line_ = text_.substr(at_).starts_with(basic_ ? "\"\"\"" : "'''");
        const std::size_t mark = multi_line_ ? 3 : 1;
        at_ += mark;
        const std::size_t end = text_.size() >= at_ + mark ? text_.size() - mark : at_;
        if (multi_line_) skip_line_end();
        const std::string_view raw = at_ < end ? text_.substr(at_, end - at_) : std::string_view();
        if (raw.find_first_of(basic_ ? "\\\r" : "\r") == std::string_view::npos) {
            // Most strings stand in the file as they are, and need no offsets.
            out_.begin = static_cast<std::uint32_t>(at_);
            out_.text = raw;
            return std::move(out_);
        }
        while (at_ < end) next(end);
        out_.offsets.push_back(static_cast<std::uint32_t>(end));
        return std::move(out_);
    }

  private:
    void next(std::size_t end) {
        const char c = text_[at_];
        if (basic_ && c == '\\' && at_ + 1 < end) {
            escape(end);
        } else if (c == '\r' && at_ + 1 < end && text_[at_ + 1] == '\n') {
            put("\n", at_);
            at_ += 2;
        } else {
            put(text_.substr(at_, 1), at_);
            ++at_;
        }
    }

    void escape(std::size_t end) {
        const std::size_t from = at_;
        const char c = text_[at_ + 1];
        at_ += 2;
        switch (c) {
            case 'b':
                put("\b", from);
                break;
            case 't':
                put("\t", from);
                break;
            case 'n':
                put("\n", from);
                break;
            case 'f':
                put("\f", from);
                break;
            case 'r':
                put("\r", from);
                break;
            case 'u':
                code_point(4, from, end);
                break;
            case 'U':
                code_point(8, from, end);
                break;
            case '"':
            case '\\':
                put(std::string_view(&c, 1), from);
                break;
            default:  // the backslash ends the line: white space goes, up to the next text
                while (at_ < end && is_white(text_[at_])) ++at_;
        }
    }

    static bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    void code_point(std::size_t digits, std::size_t from, std::size_t end) {
        const std::size_t length = std::min(digits, end - at_);
        std::uint32_t value = 0;
        std::from_chars(text_.data() + at_, text_.data() + at_ + length, value, 16);
        at_ += length;
        std::string bytes;
        append_utf8(bytes, static_cast<char32_t>(value));
        put(bytes, from);
    }

    void put(std::string_view bytes, std::size_t from) {
        out_.text += bytes;
        out_.offsets.resize(out_.text.size(), static_cast<std::uint32_t>(from));
    }

    void skip_line_end() {
        if (text_.substr(at_).starts_with("\r\n")) {
            at_ += 2;
        } else if (text_.substr(at_).starts_with("\n")) {
            ++at_;
        }
    }

    std::string_view text_;
    std::size_t at_;
    bool basic_ = true;
    bool multi_line_ = false;
    Fragment out_;
};

}  // namespace

Fragment decode_toml_string(FileId file, std::string_view file_text, std::uint32_t begin,
                            std::uint32_t end) {
    return StringDecoder(file, file_text, begin, end).run();
}

}  // namespace dictum
