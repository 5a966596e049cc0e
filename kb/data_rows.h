// Facts of a [[data]] table: a CSV file whose first row names the columns of the relation, in any
// order, and whose cells are values as kb/cell_value.h reads them.
//
//   order,server,price
//   17,domestic_8,120..140万元
//
// All rows or none: whatever is wrong is reported at file:line:column, and the caller drops what
// came before. At most kDataMistakesListed mistakes of a file are listed, the rest counted.
#pragma once

#include <memory>

#include "engine/check/program.h"
#include "engine/value/diagnostic.h"
#include "engine/value/facts.h"
#include "engine/value/vocabulary.h"
#include "kb/knowledge.h"

namespace dictum {

constexpr std::size_t kDataMistakesListed = 1'000;

// Gives the rows to `sink`. False (and reports) when something is wrong with them; an Error is the
// sink's.
Result<bool> read_data(const DataDeclaration& data, const CheckedProgram& program,
                       Vocabulary& vocabulary, Values& values, FactSink& sink,
                       Diagnostics& diagnostics);

// The data of `knowledge` as a FactSource, for a program that is run without a knowledge base. All
// arguments must outlive it, and the data must have been checked.
std::unique_ptr<FactSource> data_facts(const Knowledge& knowledge, const CheckedProgram& program,
                                       Vocabulary& vocabulary);

}  // namespace dictum
