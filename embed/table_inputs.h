// What a goal gives to decision tables: the cases that it asks for, as facts of their relations.
//
//   discount("acme", 1200元, d)   the table's inputs are shop and amount: t@given("acme", 1200CNY)
//
// They stand in front of the facts of the knowledge base, for a model of the goal's own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/eval/model.h"
#include "engine/table/lower_table.h"
#include "engine/value/diagnostic.h"

namespace dictum {

class TableInputs final : public FactSource {
  public:
    // `inner` gives all other facts, and must outlive this.
    explicit TableInputs(FactSource* inner) : inner_(inner) {}

    Status read(const RelationSchema& relation, Values& values, FactSink& sink) override;
    void give(const std::string& relation, std::vector<std::vector<Word>> cases);

  private:
    FactSource* inner_;
    std::map<std::string, std::vector<std::vector<Word>>, std::less<>> given_;
};

// What answering needs to know of the tables.
struct TableContext {
    const std::vector<TableRules>& tables;
    const CheckedProgram& program;
    Values& values;
    const SupportTable& supports;
    FactSource* facts;
    const Limits& limits;
};

// A model that knows what the goal gives. Nothing when the goal gives nothing, so that `model`
// serves. What the goal leaves open is reported, and then no model is made. `facts` holds what is
// given, and must outlive the model.
Result<std::optional<Model>> model_for(const CheckedGoal& goal, const TableContext& context,
                                       Model& model, std::optional<TableInputs>& facts,
                                       Diagnostics& diagnostics);

}  // namespace dictum
