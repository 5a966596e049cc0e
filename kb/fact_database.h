// Facts in tables of SQLite files, for `.input r(IO=sqlite, dbname="crm.db", name="orders")`.
//
// The columns of a table are those of the relation, by position; values are read as the text that
// SQLite makes of them (kb/cell_value.h). NULL is an error. A table that is written is made anew,
// all of its rows or none.
#pragma once

#include "engine/value/facts.h"
#include "engine/value/unit.h"

namespace dictum {

Status read_table(const std::string& path, const std::string& table, const RelationSchema& relation,
                  UnitTable& units, Values& values, FactSink& sink);

// `rows` as texts, column by column.
Status write_table(const std::string& path, const std::string& table,
                   const RelationSchema& relation,
                   const std::vector<std::vector<std::string>>& rows);

}  // namespace dictum
