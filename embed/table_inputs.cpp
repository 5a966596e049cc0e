#include "embed/table_inputs.h"

#include <algorithm>

#include "engine/eval/solve.h"
#include "engine/table/table_demand.h"

namespace dictum {

Status TableInputs::read(const RelationSchema& relation, Values& values, FactSink& sink) {
    const auto given = given_.find(relation.name);
    if (given == given_.end()) return inner_->read(relation, values, sink);
    for (const std::vector<Word>& each : given->second) {
        DICTUM_CHECK(sink.fact(each, std::nullopt));
    }
    return {};
}

void TableInputs::give(const std::string& relation, std::vector<std::vector<Word>> cases) {
    auto& given = given_[relation];
    given.insert(given.end(), std::make_move_iterator(cases.begin()),
                 std::make_move_iterator(cases.end()));
}

// Tables in the order of their strata: what one is asked may depend on what another concludes.
Result<std::optional<Model>> model_for(const CheckedGoal& goal, const TableContext& context,
                                       Model& model, std::optional<TableInputs>& facts,
                                       Diagnostics& diagnostics) {
    std::vector<std::pair<StratumId, const TableRules*>> asked;
    for (const TableRules& table : context.tables) {
        if (table.given.empty()) continue;
        const auto concluded = context.program.find(table.concluded);
        if (concluded) asked.emplace_back(context.program.relations[*concluded].stratum, &table);
    }
    std::stable_sort(asked.begin(), asked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::optional<Model> own;
    for (const auto& [stratum, table] : asked) {
        const auto goals = asked_by(goal, *table, context.program, diagnostics);
        for (const CheckedGoal& each : goals) {
            DICTUM_TRY(auto cases, solve(each, own ? *own : model));
            if (!facts) facts.emplace(context.facts);
            facts->give(table->given, std::move(cases));
        }
        if (goals.empty()) continue;
        own.emplace(context.program, context.values, context.supports, &*facts, context.limits,
                    model.scenario());
    }
    return own;
}

}  // namespace dictum
