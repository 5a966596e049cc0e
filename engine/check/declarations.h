// Types, relations and directives of a program, as declared -> as checked.
//
//   .decl price(item: symbol, price: CNY) key(item)
//
// Reported: duplicate and unknown names, keys that hold a quantity.
#pragma once

#include "engine/check/catalog.h"
#include "engine/check/findings.h"
#include "engine/lang/syntax.h"
#include "engine/value/vocabulary.h"

namespace dictum {

// Requires: `catalog` is of `program`, and both are empty.
void declare(const SyntaxProgram& syntax, Vocabulary& vocabulary, CheckedProgram& program,
             Catalog& catalog, Values& values, Findings& findings);

// The error about a relation that isn't declared.
void report_unknown_relation(const std::string& name, Span span, const Catalog& catalog,
                             Findings& findings);

}  // namespace dictum
