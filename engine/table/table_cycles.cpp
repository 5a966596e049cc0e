// Tables that depend on themselves: no stratum can hold one.
//
//   t reads price and concludes size, u reads size and concludes price: price <- u <- size <- t
//
// Linear in the program and the tables.
#include "engine/check/components.h"
#include "engine/check/stratify.h"
#include "engine/lang/parser.h"
#include "engine/table/fragments.h"
#include "engine/table/table.h"

namespace dictum {
namespace {

// The relations that the table's inputs are read from.
std::vector<RelationId> read_by(const TableText& table, const CheckedProgram& program) {
    std::vector<RelationId> reads;
    for (const TableColumnText& input : table.inputs) {
        const std::size_t equals = find_outside(input.text.text, "=");
        if (equals == std::string::npos) continue;
        Diagnostics unseen;
        SyntaxProgram atom;
        parse_clauses(slice(input.text, equals + 1, input.text.text.size()), atom, unseen);
        if (atom.clauses.size() != 1 || atom.clauses[0].heads.empty()) continue;
        if (const auto read = program.find(atom.clauses[0].heads[0].name)) reads.push_back(*read);
    }
    return reads;
}

}  // namespace

void check_table_cycles(std::span<const TableText* const> tables, const CheckedProgram& program,
                        Diagnostics& diagnostics) {
    // Tables are nodes behind the relations.
    const std::size_t relations = program.relations.size();
    Graph depends(relations + tables.size());
    for (const Rule& rule : program.rules) {
        visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool) {
            depends[index_of(rule.head)].push_back(static_cast<std::uint32_t>(atom.relation));
        });
    }
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const auto name = concluded_relation(*tables[i]);
        const auto concluded = name ? program.find(*name) : std::nullopt;
        if (!concluded) continue;
        const auto table = static_cast<std::uint32_t>(relations + i);
        depends[index_of(*concluded)].push_back(table);
        for (const RelationId read : read_by(*tables[i], program)) {
            depends[table].push_back(static_cast<std::uint32_t>(read));
        }
    }
    const Components components = components_of(depends);
    std::vector<char> reported(components.members.size(), 0);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const auto table = static_cast<std::uint32_t>(relations + i);
        const std::uint32_t component = components.of[table];
        if (components.members[component].size() < 2 || reported[component] != 0) continue;
        reported[component] = 1;
        std::string cycle;
        for (const std::uint32_t node : path_within(depends, components, table, table)) {
            cycle += cycle.empty() ? "" : " <- ";
            cycle += node < relations ? program.relations[id_at<RelationId>(node)].name
                                      : "table " + tables[node - relations]->id;
        }
        Diagnostic diagnostic;
        diagnostic.id = "unstratified";
        diagnostic.span = tables[i]->span;
        diagnostic.message =
            "the table `" + tables[i]->id + "` reads what depends on what it concludes";
        diagnostic.note = "the cycle is " + cycle;
        diagnostic.mend = "read the inputs from relations that do not depend on the table";
        diagnostics.add(std::move(diagnostic));
    }
}

}  // namespace dictum
