// `.decl`, `.type`, `.input`, `.pragma` and their like.
#include <algorithm>
#include <array>
#include <utility>

#include "engine/lang/operators.h"
#include "engine/lang/program_parser.h"
#include "engine/lang/words.h"

namespace dictum {
namespace {

std::optional<DirectiveKind> io_kind(std::string_view text) {
    for (const auto kind :
         {DirectiveKind::Input, DirectiveKind::Output, DirectiveKind::PrintSize}) {
        if (text == word(kind)) return kind;
    }
    return std::nullopt;
}

bool is_dictum_qualifier(std::string_view word) {
    return word == "key" || word == "conflict" || word == "complete";
}

std::optional<ConflictPolicy> policy_named(std::string_view text) {
    for (const auto policy : {ConflictPolicy::Report, ConflictPolicy::Latest,
                              ConflictPolicy::Strongest, ConflictPolicy::Consensus}) {
        if (text == word(policy)) return policy;
    }
    return std::nullopt;
}

}  // namespace

void ProgramParser::directive(std::string_view word) {
    if (refused_directive(word) != nullptr) {
        refused_directive_text(word);
        return;
    }
    const Token start = cursor_.token();
    bool ok = false;
    if (word == "pragma") {
        ok = pragma(start);
    } else {
        cursor_.advance();
        if (word == "decl") {
            ok = declaration(start);
        } else if (word == "comp") {
            ok = component(start);
        } else if (word == "init") {
            ok = instance(start);
        } else if (word == "override") {
            ok = overriding(start);
        } else if (word == "plan") {
            ok = plan();
        } else if (const auto kind = io_kind(word)) {
            ok = io_directive(start, *kind);
        } else {
            ok = type_declaration(start, word);
        }
    }
    if (!ok) skip_declaration();
}

// Lattices hold braces, with declarations of their own inside: all of it is skipped.
void ProgramParser::refused_directive_text(std::string_view word) {
    const Refusal* refusal = refused_directive(word);
    cursor_.refuse(refusal->thing, refusal->mend, cursor_.token());
    const bool has_braces = word == "lattice";
    cursor_.advance();
    if (has_braces) {
        while (!cursor_.at(TokenKind::LeftBrace) && !cursor_.at(TokenKind::End) &&
               !cursor_.at(TokenKind::Directive) && !cursor_.at(TokenKind::Dot)) {
            cursor_.advance();
        }
        skip_braces();
    } else {
        skip_declaration();
    }
}

void ProgramParser::skip_braces() {
    if (!cursor_.at(TokenKind::LeftBrace)) return;
    std::size_t depth = 0;
    do {
        if (cursor_.at(TokenKind::LeftBrace)) ++depth;
        if (cursor_.at(TokenKind::RightBrace)) --depth;
        cursor_.advance();
    } while (depth > 0 && !cursor_.at(TokenKind::End));
}

// To the next line that can begin something.
void ProgramParser::skip_declaration() {
    while (!cursor_.at(TokenKind::End) && !cursor_.at(TokenKind::Directive)) {
        const bool begins = cursor_.at(TokenKind::Word) || cursor_.at(TokenKind::Dot);
        if (begins && cursor_.token().starts_line) return;
        cursor_.advance();
    }
}

std::optional<Token> ProgramParser::name(std::string_view what) {
    const Token token = cursor_.token();
    if (token.kind == TokenKind::Word && !is_reserved(cursor_.text())) {
        cursor_.advance();
        return cursor_.qualified(token);
    }
    if (token.kind == TokenKind::Word) {
        cursor_.error("syntax", token,
                      "`" + std::string(cursor_.text()) + "` is a word of the language",
                      "choose another name");
    } else {
        cursor_.expected(what);
    }
    return std::nullopt;
}

// ---- relations -----------------------------------------------------------------------------

bool ProgramParser::declaration(const Token& start) {
    std::vector<Token> names;
    do {
        const auto found = name("the name of a relation");
        if (!found) return false;
        if (cursor_.is_dictum() && is_dictum_qualifier(cursor_.text(*found))) {
            cursor_.error("syntax", *found, "a relation can't be named like a qualifier",
                          "choose another name");
            return false;
        }
        names.push_back(*found);
    } while (cursor_.accept(TokenKind::Comma));
    if (cursor_.at(TokenKind::Equal)) {
        cursor_.refuse("`debug_delta`", "", cursor_.token());
        return false;
    }
    RelationDecl relation;
    std::vector<Directive> directives;
    if (!columns(relation)) return false;
    const bool ok = qualifiers(relation, directives);
    relation.span = cursor_.span_from(start.begin);
    for (const Token& found : names) {
        relation.name = std::string(cursor_.text(found));
        relation.name_span = cursor_.span(found);
        program_.relations.push_back(relation);
        for (Directive directive : directives) {
            directive.relation = relation.name;
            directive.name_span = relation.name_span;
            program_.directives.push_back(std::move(directive));
        }
    }
    return ok;
}

bool ProgramParser::columns(RelationDecl& relation) {
    const Token opening = cursor_.token();
    if (!cursor_.accept(TokenKind::LeftParen)) {
        cursor_.expected("`(` and the columns of the relation");
        return false;
    }
    if (cursor_.accept(TokenKind::RightParen)) return true;
    do {
        if (!column(relation)) return false;
    } while (cursor_.accept(TokenKind::Comma));
    if (cursor_.accept(TokenKind::RightParen)) return true;
    if (cursor_.at(TokenKind::Less)) {
        cursor_.refuse("lattices", "", cursor_.token());
    } else {
        cursor_.expected("`,` or `)` behind a column", &opening);
    }
    return false;
}

bool ProgramParser::column(RelationDecl& relation) {
    const Token token = cursor_.token();
    RelationDecl::ColumnDecl column;
    if (!cursor_.accept(TokenKind::Word)) {
        cursor_.expected("a column such as `x: number`");
        return false;
    }
    if (!cursor_.at(TokenKind::Colon)) {
        cursor_.expected("`:` and the type of the column");
        return false;
    }
    column.name = std::string(cursor_.text(token));
    column.type = cursor_.type();
    if (column.type.text.empty()) {
        cursor_.expected("a type behind `:`");
        return false;
    }
    column.span = cursor_.span_from(token.begin);
    relation.columns.push_back(std::move(column));
    return true;
}

bool ProgramParser::qualifiers(RelationDecl& relation, std::vector<Directive>& directives) {
    bool has_form = false;  // of how it is stored
    while (cursor_.at(TokenKind::Word)) {
        const Token token = cursor_.token();
        const std::string_view word = cursor_.text();
        if (sets_qualifier(relation, word)) {
            const bool is_form =
                word == "btree" || word == "btree_delete" || word == "brie" || word == "eqrel";
            if (is_form && has_form) repeated_qualifier(token);
            has_form = has_form || is_form;
            cursor_.advance();
        } else if (cursor_.at_choice_domain()) {
            return choice_domain(relation);
        } else if (const auto kind = io_kind(word)) {
            if (std::ranges::find(directives, *kind, &Directive::kind) != directives.end()) {
                repeated_qualifier(token);
            }
            cursor_.advance();
            Directive directive;
            directive.kind = *kind;
            directive.span = cursor_.span(token);
            directives.push_back(std::move(directive));
        } else if (cursor_.is_dictum() && is_dictum_qualifier(word)) {
            if (!dictum_qualifier(relation, word)) return false;
        } else {
            return true;  // a clause begins
        }
    }
    return true;
}

// `choice-domain x, (y, z)`, the last qualifier of all.
bool ProgramParser::choice_domain(RelationDecl& relation) {
    const Token start = cursor_.token();
    cursor_.advance();
    cursor_.advance();
    cursor_.advance();
    if (cursor_.is_dictum()) {
        Token whole = start;
        whole.end = cursor_.previous_end();
        cursor_.refuse("`choice-domain` in the Dictum dialect",
                       "give the relation a key: rows that conflict are reported", whole);
        return false;
    }
    do {
        if (!choice(relation)) return false;
    } while (cursor_.accept(TokenKind::Comma));
    const std::string_view word = cursor_.at(TokenKind::Word) ? cursor_.text() : "";
    if (!is_hint(word) && word != "eqrel" && word != "overridable" && !io_kind(word)) return true;
    cursor_.error("syntax", cursor_.token(), "a qualifier stands behind `choice-domain`",
                  "write `choice-domain` last");
    return false;
}

bool ProgramParser::choice(RelationDecl& relation) {
    const Token opening = cursor_.token();
    const bool is_several = cursor_.accept(TokenKind::LeftParen);
    relation.choices.emplace_back();
    do {
        const Token token = cursor_.token();
        if (!cursor_.accept(TokenKind::Word)) {
            cursor_.expected("the name of a column");
            return false;
        }
        relation.choices.back().emplace_back(std::string(cursor_.text(token)), cursor_.span(token));
    } while (is_several && cursor_.accept(TokenKind::Comma));
    if (!is_several || cursor_.accept(TokenKind::RightParen)) return true;
    cursor_.expected("`,` or `)` behind a column", &opening);
    return false;
}

void ProgramParser::repeated_qualifier(const Token& token) {
    cursor_.error("syntax", token, "a qualifier of this kind stands here already", "remove one");
}

// What changes speed and never results is accepted and does nothing.
bool ProgramParser::sets_qualifier(RelationDecl& relation, std::string_view word) {
    if (word == "eqrel") relation.equivalence = true;
    if (word == "overridable") relation.overridable = true;
    return word == "eqrel" || word == "overridable" || is_hint(word);
}

bool ProgramParser::dictum_qualifier(RelationDecl& relation, std::string_view word) {
    cursor_.advance();
    if (word == "complete") {
        relation.complete = true;
        return true;
    }
    const Token opening = cursor_.token();
    if (!cursor_.accept(TokenKind::LeftParen)) {
        cursor_.expected("`(` behind `" + std::string(word) + "`");
        return false;
    }
    if (!(word == "key" ? key(relation) : conflict(relation))) return false;
    if (cursor_.accept(TokenKind::RightParen)) return true;
    cursor_.expected("`)`", &opening);
    return false;
}

bool ProgramParser::key(RelationDecl& relation) {
    do {
        const Token token = cursor_.token();
        if (!cursor_.accept(TokenKind::Word)) {
            cursor_.expected("the name of a column");
            return false;
        }
        relation.key.emplace_back(std::string(cursor_.text(token)), cursor_.span(token));
    } while (cursor_.accept(TokenKind::Comma));
    return true;
}

bool ProgramParser::conflict(RelationDecl& relation) {
    const auto policy = cursor_.at(TokenKind::Word) ? policy_named(cursor_.text()) : std::nullopt;
    if (!policy) {
        cursor_.expected("`report`, `latest`, `strongest` or `consensus`");
        return false;
    }
    relation.conflict = *policy;
    cursor_.advance();
    return true;
}

// ---- types ---------------------------------------------------------------------------------

bool ProgramParser::type_declaration(const Token& start, std::string_view word) {
    const auto found = name("the name of a type");
    if (!found) return false;
    TypeDecl type;
    type.name = std::string(cursor_.text(*found));
    type.name_span = cursor_.span(*found);
    type.base.text = word == "number_type" ? "number" : "symbol";
    type.base.span = cursor_.span(start);
    const bool has_base = cursor_.at(TokenKind::Subtype) || cursor_.at(TokenKind::Equal);
    if (word == "type" && has_base && !type_base(type)) return false;
    type.span = cursor_.span_from(start.begin);
    program_.types.push_back(std::move(type));
    return true;
}

bool ProgramParser::type_base(TypeDecl& type) {
    const bool alias = cursor_.at(TokenKind::Equal);
    type.kind = alias ? TypeDeclKind::Alias : TypeDeclKind::Subtype;
    type.base = cursor_.type();
    while (alias && !type.base.text.empty() && cursor_.at(TokenKind::Pipe)) {
        type.kind = TypeDeclKind::Union;
        type.members.push_back(cursor_.type());
        if (type.members.back().text.empty()) {
            cursor_.expected("the name of a type behind `|`");
            return false;
        }
    }
    const bool structured = cursor_.at(TokenKind::LeftBrace) ||
                            cursor_.at(TokenKind::LeftBracket) || cursor_.at(TokenKind::At);
    const bool has_fields = cursor_.at(TokenKind::LeftBracket) || cursor_.at(TokenKind::LeftBrace);
    if (alias && has_fields && !cursor_.is_dictum()) return structured_type(type);
    if (alias && structured) {
        refuse_structured_type();
        return false;
    }
    if (type.base.text.empty()) {
        cursor_.expected("the name of a type");
        return false;
    }
    return true;
}

void ProgramParser::refuse_structured_type() {
    switch (cursor_.kind()) {
        case TokenKind::LeftBracket:
            cursor_.refuse("record types in the Dictum dialect",
                           "give each field a column of its own", cursor_.token());
            break;
        default:
            cursor_.refuse("algebraic data types in the Dictum dialect",
                           "write a plain `.dl` program, without the pragma", cursor_.token());
    }
    skip_structured_type();
}

// `A | B {x: number} | [y: symbol]`, from anywhere behind its first name.
void ProgramParser::skip_structured_type() {
    while (true) {
        if (cursor_.at(TokenKind::LeftBrace)) {
            skip_braces();
        } else if (cursor_.at(TokenKind::LeftBracket)) {
            while (!cursor_.at(TokenKind::RightBracket) && !cursor_.at(TokenKind::End) &&
                   !cursor_.at(TokenKind::Directive)) {
                cursor_.advance();
            }
            cursor_.accept(TokenKind::RightBracket);
        } else if (cursor_.accept(TokenKind::Pipe)) {
            cursor_.accept(TokenKind::Word);
        } else {
            return;
        }
    }
}

// ---- input, output, pragmas ----------------------------------------------------------------

bool ProgramParser::io_directive(const Token& start, DirectiveKind kind) {
    const std::size_t first = program_.directives.size();
    std::vector<std::pair<std::string, std::string>> values;
    bool ok = true;
    do {
        const auto found = name("the name of a relation");
        if (!found) {
            ok = false;
            break;
        }
        Directive directive;
        directive.kind = kind;
        directive.relation = std::string(cursor_.text(*found));
        directive.name_span = cursor_.span(*found);
        program_.directives.push_back(std::move(directive));
    } while (cursor_.accept(TokenKind::Comma));
    ok = ok && parameters(values);
    if (!ok) program_.directives.resize(first);
    for (std::size_t i = first; i < program_.directives.size(); ++i) {
        program_.directives[i].parameters = values;
        program_.directives[i].span = cursor_.span_from(start.begin);
    }
    return ok;
}

bool ProgramParser::parameters(std::vector<std::pair<std::string, std::string>>& parameters) {
    const Token opening = cursor_.token();
    if (!cursor_.accept(TokenKind::LeftParen) || cursor_.accept(TokenKind::RightParen)) return true;
    do {
        const Token key = cursor_.token();
        if (!cursor_.accept(TokenKind::Word)) {
            cursor_.expected("a parameter such as `filename=\"edges.csv\"`");
            return false;
        }
        if (!cursor_.accept(TokenKind::Equal)) {
            cursor_.expected("`=` behind the parameter's name");
            return false;
        }
        const Token value = cursor_.token();
        const bool plain = value.kind == TokenKind::Word || value.kind == TokenKind::Integer ||
                           value.kind == TokenKind::Float;
        if (!plain && value.kind != TokenKind::String) {
            cursor_.expected("a string, word or number");
            return false;
        }
        parameters.emplace_back(
            cursor_.text(key), plain ? std::string(cursor_.text(value)) : cursor_.unescaped(value));
        cursor_.advance();
    } while (cursor_.accept(TokenKind::Comma));
    if (cursor_.accept(TokenKind::RightParen)) return true;
    cursor_.expected("`,` or `)` behind a parameter", &opening);
    return false;
}

bool ProgramParser::pragma(const Token& start) {
    cursor_.advance();
    const Token key = cursor_.token();
    if (key.kind != TokenKind::String) {
        cursor_.expected("the name of a pragma, as in `.pragma \"dialect\" \"dictum\"`");
        return false;
    }
    const std::string text = cursor_.unescaped(key);
    cursor_.advance();
    const Token value = cursor_.token();
    const bool has_value = value.kind == TokenKind::String;
    if (text == "dialect") {
        if (has_value) return dialect_pragma(value);
        cursor_.expected("a dialect: `\"dictum\"` or `\"souffle\"`");
        return false;
    }
    if (has_value) cursor_.advance();
    Token whole = start;
    whole.end = cursor_.previous_end();
    cursor_.warning("unknown-pragma", whole,
                    "the pragma `" + text.substr(0, 60) + "` has no effect",
                    "remove it; the dialect is the only pragma");
    return true;
}

// Switches before the token behind the value is read, so that it is read in the new dialect.
bool ProgramParser::dialect_pragma(const Token& value) {
    const std::string dialect = cursor_.unescaped(value);
    if (dialect == "dictum") {
        cursor_.set_dialect(Dialect::Dictum);
        program_.dialect = Dialect::Dictum;
    } else if (dialect == "souffle") {
        cursor_.set_dialect(Dialect::Souffle);
    } else {
        cursor_.error("unknown-dialect", value,
                      "there is no dialect `" + dialect.substr(0, 60) + "`",
                      "write `\"dictum\"` or `\"souffle\"`");
    }
    cursor_.advance();
    return true;
}

}  // namespace dictum
