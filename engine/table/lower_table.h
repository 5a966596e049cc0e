// Decision tables as clauses, so that types, strata, plans, proofs and what-if need not know them.
//
//   table t: segment, price = server_price(server, price)  ->  origin, first
//
//   @t/cases(segment, server, price, price?)     what is to be decided: entities, given values,
//                                               read values; `price?` is 0 when nothing is read
//   @t/rows0(3) :- true.                         row 3 tests some set of inputs, in some forms;
//                                               a clause named t/3, so that it can be left out
//   @t/segment=(3, "bank").                      what its cells hold
//   @t/holds(case, row) :- @t/cases(...), @t/rows0(row), @t/segment=(row, segment), ...
//   @t/may(case, row)                            no cell says no, and one is unknown: something is
//                                               not read, or an interval straddles
//   @t/wins(case, row)                           by the hit policy, unless rows that may hold could
//                                               change the outcome (@t/open)
//   prefers(segment, "nvidia") :- server_price(server, price), price < 120万元, @t/wins(..., 3).
//                                               the clause t/3: what a proof shows of the row
//
// Rows that test the same inputs in the same forms share one rule, which joins what their cells
// hold: the clauses are linear in the table's cells, and deciding costs about one join a case.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/table/table.h"
#include "engine/table/table_head.h"

namespace dictum {

// How to read what became of a table. Relations are named as in the program; a name is empty where
// the table needs no such relation.
struct TableRules {
    struct Input {
        std::string name;
        InputSource source = InputSource::Given;
        std::string entities;              // relation of the entities that it ranges over
        std::size_t column = 0;            // of a case
        std::optional<std::size_t> known;  // of a case: 1 when something is read
        std::optional<std::size_t> place;  // column of the concluded relation
        std::string sure;                  // (row, value): the cell holds, whatever is meant
    };
    struct Row {
        std::vector<std::uint32_t> tests;    // inputs that its cells test or mention
        std::vector<std::uint32_t> outcome;  // inputs that its outcome needs
        // Cells that no `sure` relation knows: (case, row) where they hold.
        std::vector<std::pair<std::uint32_t, std::string>> own;
    };
    std::string table;
    std::string concluded;
    HitPolicy hit = HitPolicy::Unique;
    std::vector<Input> inputs;
    std::vector<Row> rows;
    std::size_t case_columns = 0;
    std::string given;                // the cases that the caller asks for, filled by demand
    std::vector<std::uint32_t> asks;  // inputs, one a column of `given`
    std::string holds;                // (case, row)
    std::string may;                  // (case, row)
    std::string open;                 // (case): rows that may hold could change the outcome
    std::string wins;                 // (case, row): rows that conclude
    std::string collected;            // (case, row, outcome): what a sum, ... is taken of
};

// `T/3`: the id of row 3 (from 1) of the table T.
std::string row_id(const std::string& table, std::size_t row);
// The row (from 0) that the id of a rule names; nothing: none of the `rows` of the table.
std::optional<std::size_t> row_named(const std::string& table, std::size_t rows,
                                     std::string_view id);

// The relation of the rows that a table sums up, counts, ...: the only one of its helpers that a
// proof shows.
std::string collected_relation(const std::string& table);

// What a row rests on besides its cells.
struct RowGrounds {
    Strength strength;
    std::optional<Date> date;  // of the newest source that it cites
};

// Adds the relations and clauses that the table is. `entities` holds types whose entities have a
// relation already (`@entity/TYPE`) and gets those that this made. Nothing when the table can't be
// evaluated as it stands: it has a mistake, which is reported, or its relation is `unavailable` in
// the program, with the reason.
std::optional<TableRules> lower_table(const TableText& table, std::span<const RowGrounds> grounds,
                                      Vocabulary& vocabulary, std::vector<std::string>& entities,
                                      SyntaxProgram& program, Diagnostics& diagnostics);

}  // namespace dictum
