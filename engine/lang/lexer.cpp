#include "engine/lang/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/lang/characters.h"
#include "engine/lang/number_scan.h"
#include "engine/lang/words.h"

namespace dictum {
namespace {

struct Sign {
    std::string_view text;
    TokenKind kind;
};

// Longer signs before their beginnings.
constexpr std::array<Sign, 11> kComparisons = {{
    {"<=?", TokenKind::MaybeLessEqual},
    {">=?", TokenKind::MaybeGreaterEqual},
    {"<?", TokenKind::MaybeLess},
    {">?", TokenKind::MaybeGreater},
    {"=?", TokenKind::MaybeEqual},
    {"<=", TokenKind::LessEqual},
    {">=", TokenKind::GreaterEqual},
    {"<:", TokenKind::Subtype},
    {"<", TokenKind::Less},
    {">", TokenKind::Greater},
    {"=", TokenKind::Equal},
}};

TokenKind punctuation_kind(char c) {
    switch (c) {
        case ',':
            return TokenKind::Comma;
        case ';':
            return TokenKind::Semicolon;
        case '(':
            return TokenKind::LeftParen;
        case ')':
            return TokenKind::RightParen;
        case '{':
            return TokenKind::LeftBrace;
        case '}':
            return TokenKind::RightBrace;
        case '[':
            return TokenKind::LeftBracket;
        case ']':
            return TokenKind::RightBracket;
        case '|':
            return TokenKind::Pipe;
        case '$':
            return TokenKind::Dollar;
        case '@':
            return TokenKind::At;
        case '+':
            return TokenKind::Plus;
        case '-':
            return TokenKind::Minus;
        case '*':
            return TokenKind::Star;
        case '/':
            return TokenKind::Slash;
        case '%':
            return TokenKind::Percent;
        case '^':
            return TokenKind::Caret;
        case '.':
            return TokenKind::Dot;
        case ':':
            return TokenKind::Colon;
        case '!':
            return TokenKind::Not;
        case '<':
            return TokenKind::Less;
        case '>':
            return TokenKind::Greater;
        case '=':
            return TokenKind::Equal;
        default:
            return TokenKind::Bad;
    }
}

TokenKind token_kind(NumberKind kind) {
    switch (kind) {
        case NumberKind::Integer:
            return TokenKind::Integer;
        case NumberKind::Float:
            return TokenKind::Float;
        case NumberKind::Quantity:
            return TokenKind::Quantity;
        case NumberKind::Date:
            return TokenKind::Date;
        case NumberKind::Ratio:
            return TokenKind::Ratio;
        case NumberKind::Malformed:
            break;
    }
    return TokenKind::Bad;
}

bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && !is_blank(c)) || c == '\x7F';
}

}  // namespace

Lexer::Lexer(const Fragment& text, Dialect dialect, Reporter& reporter)
    : fragment_(text), text_(text.text), dialect_(dialect), reporter_(reporter) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

std::size_t Lexer::line_end(std::size_t from) const {
    return std::min(text_.find('\n', from), text_.size());
}

Token Lexer::token(TokenKind kind, std::size_t length) {
    at_ += length;
    return Token{kind, starts_line_, touches_, static_cast<std::uint32_t>(token_begin_),
                 static_cast<std::uint32_t>(at_)};
}

Token Lexer::next() {
    starts_line_ = std::exchange(is_first_, false);
    const std::size_t before = at_;
    skip_blank();
    touches_ = at_ == before;
    token_begin_ = at_;
    if (at_ >= text_.size()) return token(TokenKind::End, 0);
    const char c = text_[at_];
    if (is_word_start(c)) return word();
    if (is_digit(c)) return number();
    if (c == '"') return string();
    if (c == '\'') return single_quoted();
    if (c == '.') return dot();
    if (static_cast<unsigned char>(c) >= 0x80) return beyond_ascii();
    return punctuation();
}

Token Lexer::word() {
    std::size_t length = 1;
    while (is_word_part(peek(length))) ++length;
    return token(TokenKind::Word, length);
}

Token Lexer::number() {
    const NumberText number = scan_number(text_, at_, dialect_);
    if (number.kind == NumberKind::Malformed) {
        reporter_.error(std::string(number.error_id), at_, number.end, std::string(number.problem),
                        std::string(number.mend));
    }
    return token(token_kind(number.kind), number.end - at_);
}

Token Lexer::dot() {
    std::size_t length = 1;
    while (is_word_part(peek(length))) ++length;
    const bool ends = at_ + length >= text_.size() || is_blank(peek(length));
    if (ends && is_directive(text_.substr(at_ + 1, length - 1))) {
        return token(TokenKind::Directive, length);
    }
    return token(TokenKind::Dot, 1);
}

Token Lexer::comparison() {
    for (const Sign& sign : kComparisons) {
        const bool possible = sign.text.back() == '?';
        if (possible && dialect_ != Dialect::Dictum) continue;
        if (text_.substr(at_).starts_with(sign.text)) return token(sign.kind, sign.text.size());
    }
    return token(TokenKind::Bad, 1);
}

Token Lexer::punctuation() {
    const char c = text_[at_];
    if (c == '<' || c == '>' || c == '=') return comparison();
    if (c == ':' && peek(1) == '-') return token(TokenKind::If, 2);
    if (c == '!' && peek(1) == '=') return token(TokenKind::NotEqual, 2);
    const TokenKind kind = punctuation_kind(c);
    if (kind == TokenKind::Bad) {
        const std::string shown = is_control(c) ? code_point_name(static_cast<unsigned char>(c))
                                                : std::string{'`', c, '`'};
        reporter_.error("bad-character", at_, at_ + 1, shown + " has no meaning in rule text",
                        c == '&' ? "write `,` between literals that must all hold" : "remove it");
    }
    return token(kind, 1);
}

// A string may run over lines. One without an end is given up at the end of its first line.
Token Lexer::string() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '"') {
        if (quotes_end_at_line_ && text_[end] == '\n') break;
        end += text_[end] == '\\' ? 2U : 1U;
    }
    if (end < text_.size() && text_[end] == '"') {
        check_characters(at_ + 1, end, true);
        return token(TokenKind::String, end + 1 - at_);
    }
    return unterminated_string();
}

Token Lexer::unterminated_string() {
    quotes_end_at_line_ = true;
    reporter_.error("unterminated-string", at_, at_ + 1, "this string has no end",
                    "close it with `\"`; a `\"` inside is written `\\\"`");
    return token(TokenKind::Bad, line_end(at_) - at_);
}

bool Lexer::takes_back(const Token& string) const {
    return string.kind == TokenKind::String && !quotes_end_at_line_ &&
           text_.substr(string.begin, string.end - string.begin).find('\n') !=
               std::string_view::npos;
}

Token Lexer::take_back(const Token& string) {
    at_ = token_begin_ = string.begin;
    starts_line_ = string.starts_line;
    touches_ = string.touches;
    return unterminated_string();
}

Token Lexer::single_quoted() {
    const std::size_t closing = std::min(text_.find_first_of("'\n", at_ + 1), text_.size());
    const std::size_t end =
        closing < text_.size() && text_[closing] == '\'' ? closing + 1 : at_ + 1;
    reporter_.error("bad-character", at_, at_ + 1, "strings stand in double quotes",
                    "write `\"` in place of `'`");
    return token(TokenKind::Bad, end - at_);
}

Token Lexer::typographic_string(std::string_view opening) {
    std::size_t end = at_ + opening.size();
    while (end < text_.size() && text_[end] != '\n') {
        const CodePoint point = code_point_at(text_, end);
        end += point.length;
        if (point.value == U'"' || ascii_form(point.value) == "\"") break;
    }
    reporter_.error("bad-character", at_, at_ + opening.size(),
                    "`" + std::string(opening) + "` doesn't begin a string",
                    "write the ASCII form `\"`");
    return token(TokenKind::Bad, end - at_);
}

Token Lexer::unquoted_text() {
    std::size_t end = at_;
    while (end < text_.size()) {
        const CodePoint point = code_point_at(text_, end);
        if (!point.valid || !(is_letter(point.value) || is_word_part(text_[end]))) break;
        end += point.length;
    }
    const std::string run(text_.substr(at_, std::min<std::size_t>(end - at_, 60)));
    reporter_.error("bad-character", at_, end,
                    "letters beyond ASCII stand only in strings and units",
                    end - at_ <= 60 ? "if it is a value, write `\"" + run + "\"`"
                                    : "put text into double quotes");
    return token(TokenKind::Bad, end - at_);
}

// Invalid and invisible characters were skipped as blanks; what is left is letters and look-alikes.
Token Lexer::beyond_ascii() {
    const CodePoint point = code_point_at(text_, at_);
    const std::string shown(text_.substr(at_, point.length));
    const std::string_view meant = ascii_form(point.value);
    if (meant == "\"") return typographic_string(shown);
    if (meant.empty()) {
        if (is_letter(point.value)) return unquoted_text();
        reporter_.error("bad-character", at_, at_ + point.length,
                        "`" + shown + "` has no meaning in rule text", "remove it");
        return token(TokenKind::Bad, point.length);
    }
    reporter_.error("bad-character", at_, at_ + point.length,
                    "`" + shown + "` is not the ASCII character that rule text wants",
                    "write the ASCII form `" + std::string(meant) + "`");
    const bool structural = meant.size() == 1 && meant != "%" && meant != "-";
    return token(structural ? punctuation_kind(meant[0]) : TokenKind::Bad, point.length);
}

}  // namespace dictum
