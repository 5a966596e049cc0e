#include "engine/lang/cursor.h"

#include <utility>

#include "engine/lang/characters.h"

namespace dictum {
namespace {

constexpr std::size_t kShownMax = 30;  // bytes of a token in a message

std::optional<char> escaped(char c) {
    switch (c) {
        case '"':
            return '"';
        case '\'':
            return '\'';
        case '\\':
            return '\\';
        case 'a':
            return '\a';
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        case 'v':
            return '\v';
        default:
            return std::nullopt;
    }
}

bool is_number(TokenKind kind) {
    return kind == TokenKind::Integer || kind == TokenKind::Float || kind == TokenKind::Quantity;
}

}  // namespace

Cursor::Cursor(const Fragment& text, Dialect dialect, Reporter& reporter)
    : fragment_(text), reporter_(reporter), lexer_(text, dialect, reporter) {
    token_ = lexer_.next();
    previous_ = token_;
    previous_end_ = token_.begin;
}

bool Cursor::at_word(std::string_view word) const { return at(TokenKind::Word) && text() == word; }

void Cursor::advance() {
    if (at(TokenKind::End)) return;
    previous_ = token_;
    previous_end_ = token_.end;
    token_ = lexer_.next();
}

bool Cursor::accept(TokenKind kind) {
    if (!at(kind)) return false;
    advance();
    return true;
}

std::string_view Cursor::text(const Token& token) const {
    return std::string_view(fragment_.text).substr(token.begin, token.end - token.begin);
}

bool Cursor::at_dotted_name() const {
    const std::string_view rest = std::string_view(fragment_.text).substr(token_.end);
    return at(TokenKind::Dot) && token_.touches && previous_.kind == TokenKind::Word &&
           !rest.empty() && is_word_start(rest.front());
}

bool Cursor::at_choice_domain() const {
    const std::string_view rest = std::string_view(fragment_.text).substr(token_.begin);
    constexpr std::string_view kWords = "choice-domain";
    return at(TokenKind::Word) && rest.starts_with(kWords) &&
           (rest.size() == kWords.size() || !is_word_part(rest[kWords.size()]));
}

Token Cursor::qualified(Token name) {
    while (at_dotted_name()) {
        advance();
        name.end = token_.end;
        advance();
    }
    return name;
}

bool Cursor::at_dotted_call() const {
    if (!at_dotted_name()) return false;
    std::string_view rest = std::string_view(fragment_.text).substr(token_.begin);
    while (rest.size() > 1 && rest[0] == '.' && is_word_start(rest[1])) {
        std::size_t length = 1;
        while (length < rest.size() && is_word_part(rest[length])) ++length;
        rest.remove_prefix(length);
    }
    const std::size_t next = rest.find_first_not_of(" \t\r\n");
    return next != std::string_view::npos && rest[next] == '(';
}

TypeRef Cursor::type() {
    TypeRef type = lexer_.type_text();
    previous_ = token_;
    if (!type.text.empty()) {
        previous_.kind = TokenKind::Word;
        previous_.end = static_cast<std::uint32_t>(lexer_.offset());
    }
    previous_end_ = previous_.end;
    token_ = lexer_.next();
    return type;
}

std::string Cursor::unescaped(const Token& token) {
    const std::string_view quoted = text(token);
    const std::string_view inner = quoted.substr(1, quoted.size() - 2);
    std::string value;
    value.reserve(inner.size());
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] != '\\' || i + 1 >= inner.size()) {
            value += inner[i];
            continue;
        }
        ++i;
        if (const auto c = escaped(inner[i])) {
            value += *c;
            continue;
        }
        const std::size_t length = code_point_at(inner, i).length;
        const std::size_t at = token.begin + 1 + i;
        reporter_.error("bad-escape", at - 1, at + length,
                        "`\\" + std::string(inner.substr(i, length)) + "` is no escape",
                        "a backslash itself is written `\\\\`");
        value += inner.substr(i, length);
        i += length - 1;
    }
    return value;
}

std::string Cursor::found() const {
    if (at(TokenKind::End)) return "the end of the text";
    const std::string_view whole = text();
    if (whole.size() <= kShownMax) return "`" + std::string(whole) + "`";
    std::size_t end = 0;
    while (end < kShownMax) end += code_point_at(whole, end).length;
    return "`" + std::string(whole.substr(0, end)) + "...`";
}

// The mend for slips that people who know other languages make.
std::string Cursor::slip() const {
    const std::string_view now = text();
    const std::string_view before = text(previous_);
    if (token_.touches && now == "=" && before == "=") return "equality is written `=`";
    if (token_.touches && now == ">" && before == "<") return "inequality is written `!=`";
    if (token_.touches && now == "*" && before == "*") return "a power is written `x ^ 2`";
    if (now == "|") return "alternatives are separated by `;`";
    if (before == "not") return "negation is written `!p(x)`";
    if (now == "." && token_.touches && before == ".") {
        return is_dictum() ? "`..` joins two numbers: a digit must follow it"
                           : "ranges need the line `.pragma \"dialect\" \"dictum\"`";
    }
    const bool suffix = at(TokenKind::Word) || at(TokenKind::Percent);
    if (!is_dictum() && token_.touches && suffix && is_number(previous_.kind)) {
        return "numbers with units need the line `.pragma \"dialect\" \"dictum\"`";
    }
    return {};
}

void Cursor::expected(std::string_view what, const Token* open) {
    if (at(TokenKind::Bad)) return;
    if (lexer_.takes_back(previous_)) {
        token_ = lexer_.take_back(previous_);
        return;
    }
    Diagnostic diagnostic;
    diagnostic.id = "syntax";
    // What is missing at the end of a text is missing behind its last token.
    diagnostic.span = at(TokenKind::End) ? fragment_.span(previous_end_, previous_end_) : span();
    diagnostic.message = "expected " + std::string(what) + ", found " + found();
    diagnostic.mend = slip();
    if (open != nullptr) {
        diagnostic.related.push_back(
            {span(*open), "`" + std::string(text(*open)) + "` opens here"});
    }
    reporter_.error(std::move(diagnostic));
}

void Cursor::missing(std::string_view what) {
    reporter_.error("syntax", previous_end_, previous_end_,
                    "expected " + std::string(what) + " at the end of this line",
                    "a clause ends with `.`");
}

void Cursor::refuse(std::string_view thing, std::string_view mend, const Token& token) {
    error("unsupported", token, "this version has no " + std::string(thing), std::string(mend));
}

void Cursor::error(std::string_view id, const Token& token, std::string message, std::string mend) {
    reporter_.error(std::string(id), token.begin, token.end, std::move(message), std::move(mend));
}

void Cursor::error(std::string_view id, Span span, std::string message, std::string mend) {
    Diagnostic diagnostic;
    diagnostic.id = std::string(id);
    diagnostic.span = span;
    diagnostic.message = std::move(message);
    diagnostic.mend = std::move(mend);
    reporter_.error(std::move(diagnostic));
}

void Cursor::warning(std::string_view id, const Token& token, std::string message,
                     std::string mend) {
    reporter_.warning(std::string(id), token.begin, token.end, std::move(message), std::move(mend));
}

}  // namespace dictum
