// Facts into their relation tables, which are made when they are first needed.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "kb/pack_state.h"
#include "kb/relation_table.h"

namespace dictum {

class FactWriter {
  public:
    FactWriter(Database& database, const PackLoad& load, const LoadState& state);

    // A table for each base relation, also for one without facts; what a relation of a replaced
    // pack had before is kept if it fits, and otherwise made anew.
    Status make_tables();
    // `claim`: the number of its row, absent for data.
    Status write(RelationId relation, std::span<const Word> tuple, const Values& values,
                 std::optional<std::int64_t> claim, std::int64_t pack);
    // The rows of [[data]].
    Status write_data();

  private:
    struct Writer {
        RelationTable table;
        Statement insert;
    };
    Status read_names();
    // Adds to `statements` what makes the table.
    Status make_table(RelationId relation, std::string& statements);
    Result<Writer*> writer(RelationId relation);
    const UnitTable& units() const { return load_.assembled.vocabulary.units; }
    std::string free_name(const std::string& relation);

    Database& database_;
    const PackLoad& load_;
    const LoadState& state_;
    std::map<std::string, std::string> tables_;     // relation -> SQLite table
    std::unordered_set<std::string> taken_;         // names of tables, in lower case
    std::vector<std::unique_ptr<Writer>> writers_;  // by RelationId
    std::vector<std::string> texts_;                // of the row that is bound
    std::optional<Statement> note_;                 // of a table's name
};

// Tables of relations that no pack declares any more go, unless facts of another pack are in them.
Status drop_orphans(Database& database, const std::vector<std::string>& relations);

}  // namespace dictum
