// A table that was checked: every cell typed, its constants turned into words, its calculations
// compiled. What decisions are made from, and what can be compiled for speed.
//
//   when '>= 400T, 1..2T'    (x >= 4e14) or (x >= 1e12 and x <= 2e12)
//   when '> y * 2'           a comparison with a term over the inputs
//   then 'p * 2'             a calculation over the inputs
//
// Invariant: slot i of a calculation is input i of the table. Cells and outcomes that are written
// alike are one, so a column of a thousand rows that holds five texts has five cells.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/plan/calculation.h"
#include "engine/table/table.h"

namespace dictum {

// A value that is the same for every decision, or calculated from inputs.
struct TableTerm {
    std::optional<Word> constant;
    Calculation calculation;           // meaningful without a constant
    std::vector<std::uint32_t> reads;  // the inputs it needs, ascending
};

// `input op term`.
struct TableTest {
    CompareOp op = CompareOp::Equal;
    BaseType operands = BaseType::Number;  // Quantity also where a whole number meets a decimal
    TableTerm input;                       // the input, converted where its type asks for it
    TableTerm term;
    // Quantities whose term mentions the input itself: input - term, as one range.
    std::optional<Calculation> difference;
};

using TablePart = std::vector<TableTest>;  // all of them hold

struct TableAlternative {
    bool negated = false;  // none of the parts holds; otherwise its only one does
    std::vector<TablePart> parts;
};

struct TableCell {
    std::vector<TableAlternative> alternatives;  // none: any value
};

// What an input is read from when it is not given.
struct TableRead {
    enum class Kind : std::uint8_t { Any, Input, Constant };
    struct Argument {
        Kind kind = Kind::Any;
        std::uint32_t input = 0;
        Word constant = 0;
        Type type;
    };
    std::string relation;
    std::vector<Argument> arguments;
};

struct CheckedInput {
    std::string name;
    Type type;
    bool concluded = false;  // stands in `concludes`
    std::optional<TableRead> read;
};

struct CheckedRow {
    std::vector<std::uint32_t> when;  // of each input, its cell: an index into `cells`
    std::vector<std::uint32_t> then;  // of each output: an index into `outcomes`
    Span span;
};

struct CheckedTable {
    std::string id;
    HitPolicy hit = HitPolicy::Unique;
    Collect collect = Collect::List;
    std::string concludes;           // the relation
    IdMap<TypeId, NamedType> types;  // what the types of columns name
    std::vector<CheckedInput> inputs;
    std::vector<Column> outputs;
    std::vector<TableCell> cells;
    std::vector<TableTerm> outcomes;
    std::vector<CheckedRow> rows;
    std::vector<Word> priorities;  // values of the only output, best first
};

// As check_table; nothing when something is wrong, which is reported.
std::optional<CheckedTable> checked_table(const TableText& table, const CheckedProgram& program,
                                          Vocabulary& vocabulary, Values& values,
                                          Diagnostics& diagnostics);

}  // namespace dictum
