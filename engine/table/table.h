// Decision tables as they are written (DMN's words): read by packs, checked into a CheckedTable,
// decided by a DecisionTable, and lowered to rules (lower_table.h) for rules and goals.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/check/program.h"
#include "engine/value/diagnostic.h"
#include "engine/value/source_text.h"
#include "engine/value/vocabulary.h"

namespace dictum {

enum class HitPolicy : std::uint8_t {
    Unique,
    Any,
    Priority,
    First,
    RuleOrder,
    OutputOrder,
    Collect
};
enum class Collect : std::uint8_t { List, Sum, Min, Max, Count };

std::optional<HitPolicy> hit_policy_named(std::string_view name);  // "rule order", "unique", ...
std::optional<Collect> collect_named(std::string_view name);

// One column: `segment: buyer_segment`, or read: `price: CNY = server_price(server, price)`.
struct TableColumnText {
    Fragment text;
};

struct TableRowText {
    std::vector<Fragment> when;  // one cell an input: `"government", "central_soe"`, `>= 400T`, `-`
    std::vector<Fragment> then;  // one cell an output: a term over the inputs
    Span span;
};

struct TableText {
    std::string id;
    Span span;
    Fragment concludes;  // `prefers(segment, origin)`
    HitPolicy hit = HitPolicy::Unique;
    Collect collect = Collect::List;
    std::vector<Fragment> priorities;  // output values, best first
    std::vector<TableColumnText> inputs;
    std::vector<TableColumnText> outputs;
    std::vector<TableRowText> rows;
};

// Checks names, types, units, the number of cells, cell syntax, and what the hit policy asks for.
// Reports everything that is wrong; true when nothing was.
bool check_table(const TableText& table, const CheckedProgram& program, Vocabulary& vocabulary,
                 Values& values, Diagnostics& diagnostics);

// Reports tables that read, by way of rules and other tables, what depends on what they conclude.
// (check_table reports those that need rules only.)
void check_table_cycles(std::span<const TableText* const> tables, const CheckedProgram& program,
                        Diagnostics& diagnostics);

// What a row (from 0) tests, in words of the table: `segment: "government", "bank"`; cells of any
// value are left out.
std::vector<std::string> row_conditions(const TableText& table, std::size_t row);

// The relation that `concludes` names, or nothing when its text doesn't parse.
std::optional<std::string> concluded_relation(const TableText& table);

}  // namespace dictum
