// Facts without claims, as the CSV that kb/data_rows.h reads: a header with the columns' names, and
// a row a fact in the order in which they were loaded.
//
//   order,server,price
//   17,domestic_8,1200000..1400000
#pragma once

#include <string>
#include <string_view>

#include "engine/value/facts.h"
#include "engine/value/unit.h"
#include "kb/sqlite.h"

namespace dictum {

// Of one pack; empty when it has none.
Result<std::string> write_data_csv(Database& database, const RelationSchema& relation,
                                   const std::string& pack, const UnitTable& units);

// A cell, quoted where it must be.
void append_csv_cell(std::string_view text, std::string& out);
std::string real_text(double value);  // the shortest that reads back the same

}  // namespace dictum
