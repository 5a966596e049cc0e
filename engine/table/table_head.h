// A table's head as lowering wants it: where each input's value comes from.
//
//   segment: buyer_segment                      stands in `concludes`: one case an entity
//   amount: CNY                                 stands in `concludes`: given by the caller
//   price: CNY = server_price(server, price)    read, once what its atom mentions is known
//
// Requires a table without mistakes (check_table); what is wrong all the same is reported.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/table/table.h"

namespace dictum {

enum class InputSource : std::uint8_t {
    Entities,  // ranges over the entities of its type
    Given,     // the caller says for which values
    Read,      // from a relation
};

// As far as the type's text tells: lowering comes before types are resolved.
enum class InputKind : std::uint8_t { Entity, Quantity, Whole, Float, Symbol, Date, Bool, Ratio };

struct HeadInput {
    std::string name;
    std::string type;  // as written
    Span span;
    InputKind kind = InputKind::Entity;
    InputSource source = InputSource::Given;
    bool concluded = false;          // stands in `concludes`
    std::optional<Atom> read;        // Read: its terms are in the program
    std::vector<std::size_t> needs;  // Read: other inputs that must be known before
};

struct HeadOutput {
    std::string name;
    std::string type;
    InputKind kind = InputKind::Entity;
};

struct TableHead {
    Atom concluded;
    std::vector<HeadInput> inputs;       // in the table's order
    std::vector<HeadOutput> outputs;     // likewise
    std::vector<std::size_t> reading;    // inputs that are read, each behind those that it needs
    std::optional<std::string> unknown;  // an input that nothing gives a value
};

std::optional<TableHead> read_head(const TableText& table, const Vocabulary& vocabulary,
                                   SyntaxProgram& program, Diagnostics& diagnostics);

}  // namespace dictum
