// The parser's place in the text: the current token, its text and span, and errors at it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/lang/lexer.h"

namespace dictum {

class Cursor {
  public:
    Cursor(const Fragment& text, Dialect dialect, Reporter& reporter);

    const Token& token() const { return token_; }
    TokenKind kind() const { return token_.kind; }
    bool at(TokenKind kind) const { return token_.kind == kind; }
    bool at_word(std::string_view word) const;
    void advance();
    bool accept(TokenKind kind);

    std::string_view text(const Token& token) const;
    std::string_view text() const { return text(token_); }
    Span span(const Token& token) const { return fragment_.span(token.begin, token.end); }
    Span span() const { return span(token_); }
    // From a token's first byte to the end of the token before the current one.
    Span span_from(std::uint32_t begin) const { return fragment_.span(begin, previous_end_); }
    std::uint32_t previous_end() const { return previous_end_; }

    Dialect dialect() const { return lexer_.dialect(); }
    bool is_dictum() const { return dialect() == Dialect::Dictum; }
    // Holds from the token behind the current one.
    void set_dialect(Dialect dialect) { lexer_.set_dialect(dialect); }

    // At a dot inside a name: `component.relation`.
    bool at_dotted_name() const;

    bool at_choice_domain() const;

    // A name that was just read, with the parts that dots join to it; moves behind them.
    Token qualified(Token name);
    // At the dot of such a name, behind which an argument list begins: `component.relation(`.
    bool at_dotted_call() const;

    // Reads the type behind the current token and moves to the token behind it.
    TypeRef type();

    // A string token without quotes, escapes undone. An unknown escape is an error.
    std::string unescaped(const Token& token);

    // "expected <what>, found <token>", with a mend where the slip is a known one. Silent at a Bad
    // token, whose error was reported. Behind a string of several lines the slip is a missing
    // quote, and that is reported instead. `open`: the bracket that is not closed.
    void expected(std::string_view what, const Token* open = nullptr);
    // The same, placed behind the last token: something is missing at the end of a line.
    void missing(std::string_view what);
    // "this version has no <thing>", at `token`; id `unsupported`.
    void refuse(std::string_view thing, std::string_view mend, const Token& token);
    void error(std::string_view id, const Token& token, std::string message, std::string mend = {});
    void error(std::string_view id, Span span, std::string message, std::string mend = {});
    void warning(std::string_view id, const Token& token, std::string message, std::string mend);
    Reporter& reporter() { return reporter_; }

  private:
    std::string found() const;
    std::string slip() const;

    const Fragment& fragment_;
    Reporter& reporter_;
    Lexer lexer_;
    Token token_;
    Token previous_;
    std::uint32_t previous_end_ = 0;
};

}  // namespace dictum
