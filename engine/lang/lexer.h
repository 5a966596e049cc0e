// Rule text -> tokens, one at a time.
//
//   p(x) :- q(x, 5%).     Word( Word ) If Word( Word , Quantity ) Dot
//
// A token is a kind and a byte range of the fragment; what it means is decoded where it is used.
// Errors in characters, comments and strings are reported here. After one, a Bad token stands where
// a token is missing, so that the parser gives up the clause without a second message; full-width
// punctuation is reported and then read as the ASCII it stands for.
//
// Cost: linear in the text, constant memory.
#pragma once

#include <string>

#include "engine/lang/reporter.h"
#include "engine/lang/syntax.h"

namespace dictum {

// clang-format off
enum class TokenKind : std::uint8_t {
    End, Bad,
    Word, String, Integer, Float, Quantity, Date, Ratio,
    // `.decl`: a dot, a directive's name, white space
    Directive,
    Dot, Comma, Semicolon, Colon, If, Subtype,
    LeftParen, RightParen, LeftBrace, RightBrace, LeftBracket, RightBracket,
    Pipe, Not, Dollar, At,
    Plus, Minus, Star, Slash, Percent, Caret,
    // Comparisons come last.
    Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual,
    MaybeEqual, MaybeLess, MaybeLessEqual, MaybeGreater, MaybeGreaterEqual
};
// clang-format on

struct Token {
    TokenKind kind = TokenKind::End;
    bool starts_line = false;  // nothing but blanks before it on its line
    bool touches = false;      // no blank or comment between it and the token before it
    std::uint32_t begin = 0;   // bytes of the fragment's text
    std::uint32_t end = 0;
};

class Lexer {
  public:
    // Both must outlive the lexer. A byte-order mark at the start is skipped.
    Lexer(const Fragment& text, Dialect dialect, Reporter& reporter);

    Token next();
    Dialect dialect() const { return dialect_; }
    void set_dialect(Dialect dialect) { dialect_ = dialect; }

    // Behind the last token.
    std::size_t offset() const { return at_; }

    // Takes back a string that turned out to lack its end: reports it, goes back to the end of its
    // first line, and gives the Bad token that stands there. From then on strings end with their
    // line, so this happens once a text. False when it has happened or the string is of one line.
    bool takes_back(const Token& string) const;
    Token take_back(const Token& string);

    // A type, read from the characters behind the last token: `number`, and in the Dictum dialect
    // `CNY/card`, `ratio(nvidia, domestic)`, `元`. White space in it is made uniform; empty when no
    // type stands there.
    TypeRef type_text();

  private:
    char peek(std::size_t ahead) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    std::size_t line_end(std::size_t from) const;
    Token token(TokenKind kind, std::size_t length);
    void skip_blank();
    bool skip_comment();
    bool skip_odd_character();
    void skip_line_directive();
    void skip_bad_bytes();
    void check_characters(std::size_t from, std::size_t to, bool in_string);
    Token dot();
    Token word();
    Token number();
    Token string();
    Token unterminated_string();
    Token punctuation();
    Token comparison();
    Token beyond_ascii();
    Token unquoted_text();
    Token typographic_string(std::string_view opening);
    Token single_quoted();
    std::size_t type_part(std::size_t at, bool in_parentheses) const;

    const Fragment& fragment_;
    std::string_view text_;
    Dialect dialect_;
    Reporter& reporter_;
    std::size_t at_ = 0;
    std::size_t token_begin_ = 0;
    bool is_first_ = true;
    bool starts_line_ = false;
    bool touches_ = false;
    bool quotes_end_at_line_ = false;  // after an unterminated string: keeps the search linear
};

}  // namespace dictum
