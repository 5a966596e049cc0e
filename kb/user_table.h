// A table of the user's own SQLite database, as the CSV that [[data]] reads (kb/data_rows.h).
//
//   [[data]]
//   relation = "orders"
//   sqlite = "crm.db"
//   table = "orders"
//
// The file may be anybody's: it is opened as a knowledge base is (kb/sqlite.h), nothing in it is
// written, and an authoriser lets one statement read the named table and nothing else. Views and
// virtual tables are refused: reading them runs code that the file holds.
#pragma once

#include <string>
#include <vector>

#include "engine/value/result.h"

namespace dictum {

// The columns of these names, a row a line, in the order of the table's rows. A NULL or a blob is
// InvalidInput that names its row.
Result<std::string> user_table_csv(const std::string& path, const std::string& table,
                                   const std::vector<std::string>& columns);

}  // namespace dictum
