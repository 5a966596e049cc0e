// Clauses and declarations, one after the other, with recovery behind each mistake.
//
//   .decl p(x: number)     p(1).     q(x) :- p(x), x < 3.
//
// After a mistake in a clause, reading goes on behind its `.`; after one in a declaration, at the
// next line that begins a declaration or clause. What was half read leaves nothing in the arenas.
#pragma once

#include "engine/lang/formula_parser.h"

namespace dictum {

class ProgramParser {
  public:
    // All must outlive the parser. `depth`: how many components the text stands in.
    ProgramParser(Cursor& cursor, SyntaxProgram& program, std::size_t depth = 0);

    void program();       // declarations and clauses
    void only_clauses();  // the last one may do without its `.`

  private:
    void declarations();
    bool component(const Token& start);
    bool component_head(ComponentDecl& component);
    void component_body(ComponentDecl& component);
    bool instance(const Token& start);
    bool overriding(const Token& start);
    std::optional<ComponentType> component_type();
    bool plan();
    void check_plan(const Token& version, const Token& opening, std::vector<std::size_t> order);

    bool clause(bool dot_optional);
    bool heads(Clause& clause);
    bool subsumption(Clause& clause, std::optional<Atom>& above);
    void name_columns(Atom& head, Clause& clause);
    FormulaId dominated(const Atom& below, const Atom& above, FormulaId body);
    bool clause_end(const Clause& clause, bool dot_optional);
    void stray_dot();

    void directive(std::string_view word);
    void refused_directive_text(std::string_view word);
    bool declaration(const Token& start);
    bool columns(RelationDecl& relation);
    bool column(RelationDecl& relation);
    bool qualifiers(RelationDecl& relation, std::vector<Directive>& directives);
    void repeated_qualifier(const Token& token);
    static bool sets_qualifier(RelationDecl& relation, std::string_view word);
    bool dictum_qualifier(RelationDecl& relation, std::string_view word);
    bool key(RelationDecl& relation);
    bool choice_domain(RelationDecl& relation);
    bool choice(RelationDecl& relation);
    bool conflict(RelationDecl& relation);
    bool type_declaration(const Token& start, std::string_view word);
    bool type_base(TypeDecl& type);
    bool structured_type(TypeDecl& type);
    bool fields(std::vector<RelationDecl::ColumnDecl>& fields, TokenKind closing);
    void refuse_structured_type();
    void skip_structured_type();
    bool io_directive(const Token& start, DirectiveKind kind);
    bool parameters(std::vector<std::pair<std::string, std::string>>& parameters);
    bool pragma(const Token& start);
    bool dialect_pragma(const Token& value);
    std::optional<Token> name(std::string_view what);

    void skip_clause();
    void skip_declaration();
    void skip_braces();

    Cursor& cursor_;
    SyntaxProgram& program_;
    std::size_t depth_;
    std::vector<std::pair<std::string, Span>> overrides_;  // of the component that is read
    FormulaParser formulas_;
};

}  // namespace dictum
