// Decision tables as they are written (DMN's words): read by packs, checked into a CheckedTable,
// decided by a DecisionTable. In rules and goals, relations that a table concludes are marked
// unavailable.
#pragma once

#include <optional>
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

// The relation that `concludes` names, or nothing when its text doesn't parse.
std::optional<std::string> concluded_relation(const TableText& table);

}  // namespace dictum
