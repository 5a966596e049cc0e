// What stands between tokens: white space, comments, and characters that stand nowhere. Also the
// text of types, which the lexer reads whole because units are not words.
#include <algorithm>

#include "engine/lang/characters.h"
#include "engine/lang/lexer.h"

namespace dictum {
namespace {

std::string byte_name(char c) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return std::string{'0', 'x', kHex[byte >> 4], kHex[byte & 0xF]};
}

bool is_bad_byte(std::string_view text, std::size_t at) {
    return text[at] == '\0' || !code_point_at(text, at).valid;
}

}  // namespace

void Lexer::skip_blank() {
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (is_blank(c)) {
            starts_line_ = starts_line_ || c == '\n';
            ++at_;
        } else if (c == '/') {
            if (!skip_comment()) return;
        } else if (c == '#') {
            skip_line_directive();
        } else if (c == '\0' || static_cast<unsigned char>(c) >= 0x80) {
            if (!skip_odd_character()) return;
        } else {
            return;
        }
    }
}

bool Lexer::skip_comment() {
    if (peek(1) == '/') {
        const std::size_t end = line_end(at_);
        check_characters(at_, end, false);
        at_ = end;
        return true;
    }
    if (peek(1) != '*') return false;
    const std::size_t closing = text_.find("*/", at_ + 2);
    if (closing == std::string_view::npos) {
        reporter_.error("unterminated-comment", at_, at_ + 2, "this comment has no end",
                        "close it with `*/`");
        at_ = text_.size();
        return true;
    }
    check_characters(at_, closing, false);
    const bool over_lines = text_.substr(at_, closing - at_).find('\n') != std::string_view::npos;
    starts_line_ = starts_line_ || over_lines;
    at_ = closing + 2;
    return true;
}

// `# 12 "a.dl"` and `#line 12 "a.dl"` are what a preprocessor leaves, and say nothing here: places
// are those of the text that was given. Others with the lines that a backslash joins to them.
void Lexer::skip_line_directive() {
    std::size_t end = line_end(at_);
    std::string_view line = text_.substr(at_ + 1, end - at_ - 1);
    const auto skip_blanks = [&] {
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    };
    skip_blanks();
    if (line.starts_with("line ")) line.remove_prefix(4);
    skip_blanks();
    const std::size_t before = text_.substr(0, at_).find_last_not_of(" \t\r");
    const bool begins_line = before == std::string_view::npos || text_[before] == '\n';
    if (begins_line && !line.empty() && line.front() >= '0' && line.front() <= '9') {
        at_ = end;
        return;
    }
    while (end < text_.size() && text_[end - 1] == '\\') end = line_end(end + 1);
    reporter_.error("unsupported", at_, end, "this version has no lines of the C preprocessor",
                    "a comment begins with `//`; write out includes and defines");
    at_ = end;
}

void Lexer::skip_bad_bytes() {
    const std::size_t from = at_;
    while (at_ < text_.size() && is_bad_byte(text_, at_)) ++at_;
    const bool nul = text_[from] == '\0';
    reporter_.error("bad-character", from, at_,
                    nul ? "a NUL character can't stand in rule text"
                        : "byte " + byte_name(text_[from]) + " is not valid UTF-8",
                    nul ? "remove it" : "save the text as UTF-8");
}

// A character that is reported and read as a blank; false when it is none of those.
bool Lexer::skip_odd_character() {
    if (is_bad_byte(text_, at_)) {
        skip_bad_bytes();
        return true;
    }
    const CodePoint point = code_point_at(text_, at_);
    if (is_invisible(point.value)) {
        reporter_.error("bad-character", at_, at_ + point.length,
                        "the invisible character " + code_point_name(point.value) +
                            " can't stand outside strings",
                        "remove it");
    } else if (is_odd_space(point.value)) {
        reporter_.error("bad-character", at_, at_ + point.length,
                        code_point_name(point.value) + " is not the space of ASCII",
                        "write an ordinary space");
    } else {
        return false;
    }
    at_ += point.length;
    return true;
}

// Inside strings and comments: what can stand in no text, and in comments what hides text.
void Lexer::check_characters(std::size_t from, std::size_t to, bool in_string) {
    const std::size_t resume = at_;
    at_ = from;
    while (at_ < to) {
        if (is_bad_byte(text_, at_)) {
            skip_bad_bytes();
            continue;
        }
        const CodePoint point = code_point_at(text_, at_);
        if (in_string || point.length == 1 || !is_invisible(point.value) || !skip_odd_character()) {
            at_ += point.length;
        }
    }
    at_ = resume;
}

// The length of what may stand in a type at `at`, or 0.
std::size_t Lexer::type_part(std::size_t at, bool in_parentheses) const {
    if (at >= text_.size()) return 0;
    const char c = text_[at];
    if (is_word_part(c)) return 1;
    const char after = at + 1 < text_.size() ? text_[at + 1] : '\0';
    if (c == '.') return is_word_start(after) && is_word_part(text_[at - 1]) ? 1 : 0;
    if (dialect_ == Dialect::Souffle) return 0;
    if (c == '/') return after == '/' || after == '*' ? 0 : 1;
    if (c == '%' || c == '*' || c == '^' || c == '(') return 1;
    if (c == '-') return is_word_part(after) ? 1 : 0;
    if (c == ',' || c == ')') return in_parentheses ? 1 : 0;
    const CodePoint point = code_point_at(text_, at);
    constexpr char32_t kPerMille = 0x2030;
    return point.valid && (is_letter(point.value) || point.value == kPerMille) ? point.length : 0;
}

TypeRef Lexer::type_text() {
    skip_blank();
    const std::size_t begin = at_;
    TypeRef type;
    std::size_t depth = 0;
    std::size_t end = at_;
    const auto joins = [](char c) { return c == '/' || c == '*' || c == '^' || c == '('; };
    while (true) {
        std::size_t from = end;
        while (from < text_.size() && is_blank(text_[from]) && (depth > 0 || text_[from] != '\n')) {
            ++from;
        }
        const std::size_t length = type_part(from, depth > 0);
        if (length == 0) break;
        const char c = text_[from];
        const bool spaced = from > end && !joins(c) && c != ',' && c != ')';
        const bool behind_joint = !type.text.empty() && (joins(type.text.back()));
        if (spaced && !behind_joint) {
            const bool is_period = type.text == "date" && text_.substr(from, 5) == "range" &&
                                   type_part(from + 5, false) == 0;
            if (depth == 0 && !is_period) break;
            if (type.text.back() != ' ') type.text += ' ';
        }
        type.text.append(text_.substr(from, length));
        if (c == ',') type.text += ' ';
        if (c == '(') ++depth;
        if (c == ')') --depth;
        end = from + length;
    }
    while (type.text.ends_with(' ')) type.text.pop_back();
    at_ = end;
    type.span = fragment_.span(begin, end);
    return type;
}

}  // namespace dictum
