// Reads packs and checks them whole: rules, then what leans on them (tables, data, goals).
#include "engine/check/check.h"
#include "engine/table/table.h"
#include "kb/data_rows.h"
#include "rules/check_inputs.h"
#include "rules/goal_checks.h"
#include "rules/pack.h"
#include "rules/read_packs.h"

namespace dictum {
namespace {

// Checking data reads it; the facts are wanted only later.
class NoFacts : public FactSink {
  public:
    Status fact(std::span<const Word>, std::optional<SupportId>) override { return {}; }
};

void add_all(const Diagnostics& from, Diagnostics& to) {
    for (const Diagnostic& item : from.items()) to.add(item);
}

// What only shows when tables conclude their relations. The clauses that they become are thrown
// away, unless they are wanted: what is loaded is what was written.
void check_as_clauses(CheckedPack& pack, TablesAs wanted, Values& values,
                      Diagnostics& diagnostics) {
    const bool kept = wanted == TablesAs::Clauses;
    Assembled assembled = kept ? std::move(pack.assembled) : pack.assembled;
    if (kept) pack.program = {};
    Diagnostics found;
    auto program = check_with_tables(pack.knowledge, assembled, values, found);
    for (const Diagnostic& item : found.items()) {
        if (item.severity == Severity::Error) diagnostics.add(item);
    }
    if (!kept || !program) return;
    pack.assembled = std::move(assembled);
    pack.program = *std::move(program);
}

}  // namespace

Result<std::optional<CheckedPack>> check_inputs(
    const std::vector<std::unique_ptr<PackInput>>& inputs, SourceMap& sources, Values& values,
    Diagnostics& diagnostics, TablesAs tables_as) {
    const std::size_t errors = diagnostics.errors();
    DICTUM_TRY(PacksRead read, read_inputs(inputs, sources, diagnostics));
    CheckedPack pack;
    pack.knowledge = std::move(read.knowledge);
    pack.assembled = assemble(pack.knowledge, FactsFrom::Claims, diagnostics);
    if (!read.names_whole || !pack.assembled.declarations_whole)
        return std::optional<CheckedPack>();

    // Mistakes in reading don't keep the rules from being checked.
    Diagnostics found;
    Vocabulary& vocabulary = pack.assembled.vocabulary;
    auto program = check(pack.assembled.program, vocabulary, values, found);
    add_all(found, diagnostics);
    if (!program) return std::optional<CheckedPack>();
    pack.program = *std::move(program);
    for (const TableDeclaration& declaration : pack.knowledge.tables) {
        check_table(declaration.table, pack.program, vocabulary, values, diagnostics);
    }
    std::vector<const TableText*> tables;
    for (const TableDeclaration& each : pack.knowledge.tables) tables.push_back(&each.table);
    if (diagnostics.errors() == errors) check_table_cycles(tables, pack.program, diagnostics);
    const bool tables_whole = diagnostics.errors() == errors;
    NoFacts sink;
    for (const DataDeclaration& data : pack.knowledge.data) {
        DICTUM_CHECK(read_data(data, pack.program, vocabulary, values, sink, diagnostics));
    }
    ReadingContext context{sources, diagnostics};
    check_goals(pack.knowledge, pack.program, vocabulary, values, context);
    if (!pack.knowledge.tables.empty() && tables_whole) {
        check_as_clauses(pack, tables_as, values, diagnostics);
    }
    if (diagnostics.errors() > errors) return std::optional<CheckedPack>();
    return std::optional<CheckedPack>(std::move(pack));
}

Result<std::optional<CheckedPack>> check_packs(const std::vector<std::string>& folders,
                                               SourceMap& sources, Values& values,
                                               Diagnostics& diagnostics, TablesAs tables) {
    std::vector<std::unique_ptr<PackInput>> inputs;
    for (const std::string& folder : folders)
        inputs.push_back(std::make_unique<PackFolder>(folder));
    return check_inputs(inputs, sources, values, diagnostics, tables);
}

}  // namespace dictum
