// Rule text -> syntax tree.
//
//   .decl edge(x: symbol, y: symbol)
//   reach(x, z) :- reach(x, y), edge(y, z).
//
// Errors go to `diagnostics`, all of a text in one run: after one, reading goes on behind the next
// clause end. A tree is always returned, with what could be read. Linear in the text; nesting
// beyond kNestingMax is an error. What a later version brings (components, records, ...) is refused
// by name with the id `unsupported`.
#pragma once

#include "engine/lang/syntax.h"
#include "engine/value/diagnostic.h"

namespace dictum {

// A whole program; `.pragma "dialect" "dictum"` switches the dialect from there on.
SyntaxProgram parse_program(const Fragment& text, Dialect dialect, Diagnostics& diagnostics);

// Adds the clauses of `text` to `program` (Dictum dialect; declarations are not allowed there) and
// returns the index of the first. The form for pack rules and claims: the final `.` may be absent.
std::size_t parse_clauses(const Fragment& text, SyntaxProgram& program, Diagnostics& diagnostics);

// A goal in the Dictum dialect; a final `.` or leading `?-` may stand there.
std::optional<SyntaxGoal> parse_goal(const Fragment& text, Diagnostics& diagnostics);

// One term in the Dictum dialect, as in a cell of a decision table's outcome: its id in `program`.
std::optional<TermId> parse_term(const Fragment& text, SyntaxProgram& program,
                                 Diagnostics& diagnostics);

// `name: type` of a pack's relation column.
std::optional<RelationDecl::ColumnDecl> parse_column(const Fragment& text,
                                                     Diagnostics& diagnostics);

}  // namespace dictum
