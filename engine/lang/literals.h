// Tokens that are values by themselves -> terms: numbers, quantities, dates, ratios, strings.
//
// What can't be such a value (2024-02-30, 5..3, 2^64) is an error, and a stand-in is returned.
#pragma once

#include "engine/lang/cursor.h"

namespace dictum {

bool is_literal(TokenKind kind);

// Requires: is_literal(token.kind).
Term literal_term(Cursor& cursor, const Token& token);

// `3..5` with a sign that touches it: the sign belongs to the first end.
bool is_range(const Cursor& cursor, const Token& token);
QuantityTerm negative_range(Cursor& cursor, const Token& token);

// `>400T`, `<=5`, `>1..2`, from the comparison to the number's end; the current token is the
// comparison. Nothing (and an error) when no number follows.
std::optional<QuantityTerm> bounded_quantity(Cursor& cursor);

// -5% as one literal. Requires: not a range.
void negate(QuantityTerm& quantity);

}  // namespace dictum
