// The SQLite table of one base relation: its columns in SQL, and tuples in and out.
//
//   server_price(server: product, price: CNY)   is
//   CREATE TABLE "r_server_price" ("_row" INTEGER PRIMARY KEY, "_claim" INTEGER REFERENCES claim,
//     "_pack" INTEGER NOT NULL REFERENCES pack, "server" TEXT NOT NULL,
//     "price" TEXT NOT NULL /* CNY */, "price_lo" REAL, "price_hi" REAL) STRICT
//
// A row for each claim (several may say the same) and for each fact of [[data]], whose _claim is
// NULL. Text of a quantity is canonical and exact, in the column's unit; _lo and _hi are rounded
// outward and NULL where it is unbounded. The unit stands in the table's definition, so a table in
// another unit is another table. SQLite compares names without case, so a name that is
// taken already gets `_` behind it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/value/facts.h"
#include "kb/sqlite.h"

namespace dictum {

class RelationTable {
  public:
    // `name` of the SQLite table. The units must outlive this.
    RelationTable(std::string name, const RelationSchema& schema, const UnitTable& units);

    std::string create_statement() const;
    std::string insert_statement() const;       // _claim, _pack, then values
    std::string select_statement() const;       // _claim, then values, by _row
    std::string select_data_statement() const;  // the same of the rows of no claim of pack ?1

    // The value columns of a tuple, bound from `index` on. `texts` keeps what is bound until the
    // statement has run.
    void bind(Statement& insert, int index, std::span<const Word> tuple, const Values& values,
              std::vector<std::string>& texts) const;
    // The tuple of the current row of a select.
    Status read(const Statement& select, Values& values, std::vector<Word>& tuple) const;

  private:
    struct Held {
        std::string name;  // in SQL
        std::string lo;    // quantities: names of the bounds
        std::string hi;
    };
    Result<Word> value(const Statement& select, int at, const Type& type, Values& values) const;
    std::string unit_note(const Type& type) const;
    std::string selection() const;

    std::string name_;
    RelationSchema schema_;
    const UnitTable* units_;
    std::vector<Held> columns_;
};

}  // namespace dictum
