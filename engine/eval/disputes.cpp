#include "engine/eval/disputes.h"

#include <algorithm>

#include "engine/eval/opponents.h"
#include "engine/eval/rows_by_key.h"

namespace dictum {
namespace {

class Finder {
  public:
    Finder(Model::State& state, RelationId relation)
        : state_(state),
          declared_(state.program.relations[relation]),
          rows_(state.relations[relation]) {}

    Status run() {
        DICTUM_TRY(const auto keys, rows_by_key(declared_, rows_.tuples, state_.meter));
        std::vector<std::vector<RowId>> groups;
        for (const std::vector<RowId>& rows : keys) {
            if (rows.size() > 1) DICTUM_CHECK(add_disputes(rows, groups));
        }
        if (groups.empty()) return {};
        std::sort(groups.begin(), groups.end(),
                  [](const auto& a, const auto& b) { return a.front() < b.front(); });
        rows_.disputes.of_row.resize(rows_.tuples.size());
        for (std::uint32_t i = 0; i < groups.size(); ++i) {
            for (const RowId row : groups[i]) rows_.disputes.of_row[index_of(row)] = i;
        }
        rows_.disputes.groups = std::move(groups);
        return {};
    }

  private:
    // Those of the rows of one key that conflict with another one: a dispute for each time at which
    // some hold.
    Status add_disputes(const std::vector<RowId>& rows, std::vector<std::vector<RowId>>& groups) {
        Opponents all(declared_, state_.values, rows_.tuples, state_.meter);
        for (const RowId row : rows) all.add(row);
        std::vector<RowId> conflicting;
        for (const RowId row : rows) {
            DICTUM_TRY(const auto other, all.conflicting(row));
            if (other) conflicting.push_back(row);
        }
        for (std::vector<RowId>& group : all.by_time(std::move(conflicting))) {
            std::ranges::sort(group);
            groups.push_back(std::move(group));
        }
        return {};
    }

    Model::State& state_;
    const Relation& declared_;
    RelationState& rows_;
};

}  // namespace

Status find_disputes(Model::State& state, RelationId relation) {
    const Relation& declared = state.program.relations[relation];
    // Raw rows are the policy's to look at.
    const bool raw = declared.part_of && state.program.holder_of(*declared.part_of) == relation;
    if (declared.key.empty() || raw) return {};
    return Finder(state, relation).run();
}

}  // namespace dictum
