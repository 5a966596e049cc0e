#include "engine/table/table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/lang/parser.h"
#include "engine/table/fragments.h"

namespace dictum {
namespace {

constexpr std::array<std::pair<std::string_view, HitPolicy>, 7> kHitPolicies = {{
    {"unique", HitPolicy::Unique},
    {"any", HitPolicy::Any},
    {"priority", HitPolicy::Priority},
    {"first", HitPolicy::First},
    {"rule order", HitPolicy::RuleOrder},
    {"output order", HitPolicy::OutputOrder},
    {"collect", HitPolicy::Collect},
}};

constexpr std::array<std::pair<std::string_view, Collect>, 5> kCollects = {{
    {"list", Collect::List},
    {"sum", Collect::Sum},
    {"min", Collect::Min},
    {"max", Collect::Max},
    {"count", Collect::Count},
}};

template <class Entries>
auto named(const Entries& entries, std::string_view name) {
    for (const auto& [word, value] : entries) {
        if (word == name) return std::optional(value);
    }
    return std::optional<std::decay_t<decltype(entries[0].second)>>();
}

}  // namespace

std::optional<HitPolicy> hit_policy_named(std::string_view name) {
    return named(kHitPolicies, name);
}

std::optional<Collect> collect_named(std::string_view name) { return named(kCollects, name); }

std::optional<std::string> concluded_relation(const TableText& table) {
    Diagnostics unseen;
    const auto goal = parse_goal(table.concludes, unseen);
    if (!goal || unseen.has_errors()) return std::nullopt;
    const auto* const atom = std::get_if<AtomFormula>(&goal->formulas[goal->body].node);
    return atom == nullptr ? std::nullopt : std::optional(atom->atom.name);
}

std::vector<std::string> row_conditions(const TableText& table, std::size_t row) {
    std::vector<std::string> conditions;
    const std::vector<Fragment>& cells = table.rows[row].when;
    for (std::size_t i = 0; i < cells.size() && i < table.inputs.size(); ++i) {
        const std::string cell = trimmed(cells[i]).text;
        if (cell == "-") continue;
        const Fragment& input = table.inputs[i].text;
        const std::size_t colon = std::min(input.text.find(':'), input.text.size());
        conditions.push_back(trimmed(slice(input, 0, colon)).text + ": " + cell);
    }
    return conditions;
}

}  // namespace dictum
