// Facts and rules, and the order of things in a program.
#include <utility>

#include "engine/lang/program_parser.h"
#include "engine/lang/words.h"
#include "engine/value/diagnostic.h"

namespace dictum {

ProgramParser::ProgramParser(Cursor& cursor, SyntaxProgram& program, std::size_t depth)
    : cursor_(cursor),
      program_(program),
      depth_(depth),
      formulas_(cursor, program.terms, program.formulas) {}

void ProgramParser::program() { declarations(); }

// To the end of the text, or of the component.
void ProgramParser::declarations() {
    while (!cursor_.at(TokenKind::End)) {
        if (cursor_.at(TokenKind::RightBrace) && depth_ > 0) return;
        if (cursor_.at(TokenKind::Directive)) {
            directive(cursor_.text().substr(1));
        } else if (cursor_.at(TokenKind::Dot)) {
            stray_dot();
        } else if (!clause(false)) {
            skip_clause();
        }
    }
}

void ProgramParser::only_clauses() {
    if (cursor_.at(TokenKind::End)) cursor_.expected("a fact or rule such as `p(1)`");
    while (!cursor_.at(TokenKind::End)) {
        if (cursor_.at(TokenKind::Directive)) {
            cursor_.error("syntax", cursor_.token(), "a declaration can't stand here",
                          "declare relations and types in the pack");
            cursor_.advance();
            skip_declaration();
        } else if (cursor_.at(TokenKind::Dot)) {
            stray_dot();
        } else if (!clause(true)) {
            skip_clause();
        }
    }
}

// A dot where a clause should begin: a misspelt directive, or one dot too many.
void ProgramParser::stray_dot() {
    const Token dot = cursor_.token();
    cursor_.advance();
    if (cursor_.at(TokenKind::Word) && cursor_.token().touches) {
        const std::string word(cursor_.text().substr(0, 60));
        const std::string near = nearest(word, directive_words());
        Token whole = dot;
        whole.end = cursor_.token().end;
        const bool known = is_directive(word);
        cursor_.error("syntax", whole,
                      known ? "white space must follow `." + word + "`"
                            : "there is no directive `." + word + "`",
                      known || near.empty() ? "" : "write `." + near + "`");
        skip_declaration();
        return;
    }
    std::string mend = "remove it";
    if (dot.touches) mend = "`..` joins two numbers: a digit must follow it";
    cursor_.error("syntax", dot, "a clause can't begin with `.`", std::move(mend));
    while (cursor_.at(TokenKind::Dot)) cursor_.advance();
}

bool ProgramParser::clause(bool dot_optional) {
    const std::size_t terms = program_.terms.size();
    const std::size_t formulas = program_.formulas.size();
    const std::uint32_t begin = cursor_.token().begin;
    Clause clause;
    bool ok = heads(clause);
    std::optional<Atom> above;
    if (ok && cursor_.at(TokenKind::LessEqual)) ok = subsumption(clause, above);
    const std::optional<FormulaId> equations = clause.body;
    if (ok && cursor_.accept(TokenKind::If)) {
        clause.body = formulas_.body();
        ok = clause.body.has_value();
    }
    if (ok && equations) {
        const std::vector<FormulaId> parts{*equations, *clause.body};
        clause.body = program_.formulas.push({clause.heads[0].span, AndFormula{parts}});
    }
    if (ok && above) clause.body = dominated(clause.heads[0], *above, *clause.body);
    ok = ok && clause_end(clause, dot_optional);
    if (!ok) {
        program_.terms.resize(terms);
        program_.formulas.resize(formulas);
        return false;
    }
    clause.span = cursor_.span_from(begin);
    program_.clauses.push_back(std::move(clause));
    return true;
}

bool ProgramParser::heads(Clause& clause) {
    do {
        auto head = formulas_.atom();
        if (!head) return false;
        clause.heads.push_back(std::move(*head));
    } while (cursor_.accept(TokenKind::Comma));
    return true;
}

bool ProgramParser::clause_end(const Clause& clause, bool dot_optional) {
    const bool is_fact = !clause.body;
    const bool ends = cursor_.at(TokenKind::Dot) || (dot_optional && cursor_.at(TokenKind::End));
    if (ends && is_fact && clause.heads.size() > 1) {
        cursor_.error("syntax", clause.heads[1].span, "several heads need a body",
                      "write each fact as a clause of its own: `p(1). q(2).`");
        return false;
    }
    if (ends) {
        cursor_.accept(TokenKind::Dot);
        return true;
    }
    const Token& token = cursor_.token();
    const bool component_ends = token.kind == TokenKind::RightBrace && depth_ > 0;
    const bool next_begins = token.kind == TokenKind::Directive || token.kind == TokenKind::End ||
                             component_ends || (token.kind == TokenKind::Word && token.starts_line);
    if (next_begins) {
        cursor_.missing("`.`");
        return true;
    }
    cursor_.expected(is_fact ? "`.` or `:-`" : "`,`, `;` or `.`");
    return false;
}

// A dot inside a component's name is not the end that is looked for; a Bad token at the end of a
// line may have swallowed it. In a component a brace that nothing opened here ends it too.
void ProgramParser::skip_clause() {
    std::size_t braces = 0;
    while (!cursor_.at(TokenKind::End) && !cursor_.at(TokenKind::Directive)) {
        if (cursor_.at(TokenKind::RightBrace) && braces == 0 && depth_ > 0) return;
        if (cursor_.at(TokenKind::LeftBrace)) ++braces;
        if (cursor_.at(TokenKind::RightBrace) && braces > 0) --braces;
        const bool ends = cursor_.at(TokenKind::Dot) && !cursor_.at_dotted_name();
        const bool bad = cursor_.at(TokenKind::Bad);
        cursor_.advance();
        if (ends || (bad && cursor_.token().starts_line)) return;
    }
}

}  // namespace dictum
