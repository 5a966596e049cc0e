#include "engine/eval/disputes.h"

#include <algorithm>
#include <iterator>

#include "engine/eval/compatible.h"
#include "engine/eval/extremes.h"

namespace dictum {
namespace {

class Finder {
  public:
    Finder(Model::State& state, RelationId relation)
        : state_(state),
          declared_(state.program.relations[relation]),
          rows_(state.relations[relation]),
          values_(value_columns(declared_)) {}

    Status run() {
        DICTUM_CHECK(group_by_key());
        std::vector<std::vector<RowId>> groups;
        for (const std::vector<RowId>& rows : by_key_) {
            std::vector<RowId> conflicting = conflicts(rows);
            if (!conflicting.empty()) groups.push_back(std::move(conflicting));
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
    Status group_by_key() {
        Tuples keys(declared_.key.size());
        std::vector<Word> key(declared_.key.size());
        for (RowId row{}; row < rows_.end(); row = id_at<RowId>(index_of(row) + 1)) {
            const std::span<const Word> tuple = rows_.tuples[row];
            for (std::size_t i = 0; i < key.size(); ++i) key[i] = tuple[declared_.key[i]];
            const auto [group, fresh] = keys.insert(key);
            if (fresh) by_key_.emplace_back();
            by_key_[index_of(group)].push_back(row);
            if (!state_.meter.step()) return state_.meter.error();
        }
        return {};
    }

    // The rows of one key that conflict with another one, ascending.
    std::vector<RowId> conflicts(const std::vector<RowId>& rows) const {
        std::vector<RowId> result;
        if (rows.size() < 2) return result;
        Extremes all(declared_, state_.values, rows_.tuples, values_);
        for (const RowId row : rows) all.add(row);
        std::ranges::copy_if(rows, std::back_inserter(result),
                             [&](RowId row) { return all.conflicting(row).has_value(); });
        return result;
    }

    Model::State& state_;
    const Relation& declared_;
    RelationState& rows_;
    std::vector<std::uint32_t> values_;       // columns outside the key
    std::vector<std::vector<RowId>> by_key_;  // in order of first appearance
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
