// The table-valued functions. Each is a virtual table without a name of its own in the schema.
//
//   select c1, c2, c2_lo from dictum_query('server_price(server, price)') where c1 = 'a100';
//   select status, text from dictum_ask('What does an A100 server cost?');
//   select text from dictum_why('server_price("a100", p)');
//
// A `where cN = value` of dictum_query becomes a bound argument of the goal. What SQLite would not
// find equal is not found: a name of an entity is no id.
#pragma once

#include "embed/sqlite/knowledge.h"

struct sqlite3_module;

namespace dictum::extension {

const sqlite3_module& query_module();
const sqlite3_module& ask_module();
const sqlite3_module& why_module();

}  // namespace dictum::extension
