// The doors into the room: each reads one kind of text from its first byte to its last.
#include "engine/lang/parser.h"

#include "engine/lang/equivalence.h"
#include "engine/lang/instances.h"
#include "engine/lang/program_parser.h"

namespace dictum {
namespace {

// A goal may be written as a prompt shows it: `?- p(x).`
std::size_t behind_prompt(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || !text.substr(first).starts_with("?-")) return 0;
    return first + 2;
}

Fragment without_prompt(const Fragment& text) {
    const std::size_t skip = behind_prompt(text.text);
    if (skip == 0) return text;
    Fragment rest;
    rest.file = text.file;
    rest.text = text.text.substr(skip);
    rest.begin = text.begin + static_cast<std::uint32_t>(skip);
    if (!text.offsets.empty()) {
        rest.offsets.assign(text.offsets.begin() + static_cast<std::ptrdiff_t>(skip),
                            text.offsets.end());
    }
    return rest;
}

bool at_end(Cursor& cursor, std::string_view expected) {
    if (!cursor.at(TokenKind::End)) cursor.expected(expected);
    return cursor.at(TokenKind::End);
}

}  // namespace

SyntaxProgram parse_program(const Fragment& text, Dialect dialect, Diagnostics& diagnostics) {
    SyntaxProgram program;
    program.dialect = dialect;
    Reporter reporter(text, diagnostics);
    Cursor cursor(text, dialect, reporter);
    ProgramParser(cursor, program).program();
    instantiate_components(program, reporter);
    add_equivalence_rules(program, reporter);
    reporter.finish();
    return program;
}

std::size_t parse_clauses(const Fragment& text, SyntaxProgram& program, Diagnostics& diagnostics) {
    const std::size_t first = program.clauses.size();
    Reporter reporter(text, diagnostics);
    Cursor cursor(text, Dialect::Dictum, reporter);
    ProgramParser(cursor, program).only_clauses();
    reporter.finish();
    return first;
}

std::optional<SyntaxGoal> parse_goal(const Fragment& text, Diagnostics& diagnostics) {
    const Fragment goal_text = without_prompt(text);
    Reporter reporter(goal_text, diagnostics);
    Cursor cursor(goal_text, Dialect::Dictum, reporter);
    const std::uint32_t begin = cursor.token().begin;
    SyntaxGoal goal;
    const auto body = FormulaParser(cursor, goal.terms, goal.formulas).body();
    bool complete = false;
    if (body) {
        goal.body = *body;
        goal.span = cursor.span_from(begin);
        cursor.accept(TokenKind::Dot);
        complete = at_end(cursor, "`,`, `;` or the end of the goal");
    }
    reporter.finish();
    if (!complete || reporter.errors() > 0) return std::nullopt;
    return goal;
}

std::optional<TermId> parse_term(const Fragment& text, SyntaxProgram& program,
                                 Diagnostics& diagnostics) {
    Reporter reporter(text, diagnostics);
    Cursor cursor(text, Dialect::Dictum, reporter);
    const std::size_t terms = program.terms.size();
    const std::size_t formulas = program.formulas.size();
    auto term = FormulaParser(cursor, program.terms, program.formulas).whole_term();
    if (term && !at_end(cursor, "an operator or the end of the value")) term.reset();
    reporter.finish();
    if (term && reporter.errors() == 0) return term;
    program.terms.resize(terms);
    program.formulas.resize(formulas);
    return std::nullopt;
}

std::optional<RelationDecl::ColumnDecl> parse_column(const Fragment& text,
                                                     Diagnostics& diagnostics) {
    Reporter reporter(text, diagnostics);
    Cursor cursor(text, Dialect::Dictum, reporter);
    RelationDecl::ColumnDecl column;
    bool complete = false;
    const Token name = cursor.token();
    if (!cursor.accept(TokenKind::Word)) {
        cursor.expected("the column's name, as in `price: CNY`");
    } else if (!cursor.at(TokenKind::Colon)) {
        cursor.expected("`:` and a type, as in `price: CNY`");
    } else {
        column.name = std::string(cursor.text(name));
        column.type = cursor.type();
        column.span = cursor.span_from(name.begin);
        if (column.type.text.empty()) {
            cursor.expected("a type behind `:`");
        } else {
            complete = at_end(cursor, "the end of the column");
        }
    }
    reporter.finish();
    if (!complete || reporter.errors() > 0) return std::nullopt;
    return column;
}

}  // namespace dictum
