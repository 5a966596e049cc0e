// A table of the knowledge, compiled, with the values that it lives on. A stream whose calculations
// have filled them has it made again, so that memory does not grow.
#pragma once

#include <memory>
#include <optional>

#include "embed/read_inputs.h"
#include "embed/session.h"

namespace dictum {

// What tables are made from; all must outlive what is made.
struct TableContext {
    const Knowledge& knowledge;
    const CheckedProgram& program;
    Vocabulary& vocabulary;
    const SupportTable& supports;
    Model& model;
    const SourceMap& sources;
};

class LiveTable {
  public:
    // What is wrong with the table is a Failure.
    static Outcome<std::unique_ptr<LiveTable>> make(const TableContext& context,
                                                    std::string_view id);

    // Anew, when calculations have interned too much. True: everything that was had of it before
    // is gone.
    Outcome<bool> refresh();

    const TableContext& context() const { return context_; }
    const TableDeclaration& declaration() const { return *declaration_; }
    DecisionTable& table() { return *parts_->table; }
    const Values& values() const { return parts_->values; }
    InputValues& inputs() { return *parts_->inputs; }
    ReadInputs& reads() { return *parts_->reads; }

  private:
    struct Parts {
        Values values;
        std::optional<DecisionTable> table;
        std::optional<ReadInputs> reads;
        std::optional<InputValues> inputs;
        std::size_t bytes = 0;  // of the values when the table was made
    };

    explicit LiveTable(const TableContext& context) : context_(context) {}
    std::optional<Failure> compile();

    TableContext context_;
    const TableDeclaration* declaration_ = nullptr;
    std::unique_ptr<Parts> parts_;
};

}  // namespace dictum
