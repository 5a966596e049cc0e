#include "engine/eval/base_facts.h"

#include <algorithm>

namespace dictum {
namespace {

// Equal tuples are one row; it rests on all the claims that say it.
class Loader final : public FactSink {
  public:
    Loader(Model::State& state, RelationId relation)
        : state_(state), relation_(relation), rows_(state.relations[relation]) {}

    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        if (tuple.size() != rows_.tuples.arity()) {
            return Error{ErrorCode::InvalidInput, "relation `" + name() + "` has " +
                                                      std::to_string(rows_.tuples.arity()) +
                                                      " columns, and a fact of its data has " +
                                                      std::to_string(tuple.size())};
        }
        if (support && state_.scenario.leaves_out(*support)) return {};
        if (!rows_.tuples.find(tuple) && state_.gives_way(relation_, tuple)) return {};
        return add(tuple, support);
    }

    Status assume(const Assumption& assumption) {
        DICTUM_CHECK(add(assumption.tuple, assumption.support));
        const std::optional<RowId> row = rows_.tuples.find(assumption.tuple);
        if (!assumption.support) rows_.assumed.push_back(*row);
        return {};
    }

    void finish() {
        std::sort(rows_.assumed.begin(), rows_.assumed.end());
        std::sort(supports_.begin(), supports_.end());
        supports_.erase(std::unique(supports_.begin(), supports_.end()), supports_.end());
        for (const auto& [row, support] : supports_) {
            rows_.supported.push_back(row);
            rows_.support_of.push_back(support);
        }
        rows_.base_rows = rows_.tuples.size();
    }

  private:
    Status add(std::span<const Word> tuple, std::optional<SupportId> support) {
        if (!state_.meter.step()) return stopped(state_.meter.error());
        if (rows_.tuples.size() >= Tuples::kRowsMax) {
            return stopped(
                {ErrorCode::Limit, limit_reached("rows of one relation", Tuples::kRowsMax)});
        }
        const RowId row = rows_.tuples.insert(tuple).first;
        if (support) supports_.emplace_back(row, *support);
        return {};
    }

    const std::string& name() const { return state_.program.relations[relation_].name; }
    Error stopped(Error error) const {
        error.message += " (while the facts of `" + name() + "` were read)";
        return error;
    }

    Model::State& state_;
    RelationId relation_;
    RelationState& rows_;
    std::vector<std::pair<RowId, SupportId>> supports_;
};

}  // namespace

Status load_base_facts(Model::State& state, RelationId relation) {
    Loader loader(state, relation);
    for (const Assumption& assumption : state.scenario.assumptions) {
        if (assumption.relation == relation) DICTUM_CHECK(loader.assume(assumption));
    }
    for (const std::size_t index : state.facts_of[index_of(relation)]) {
        const Fact& fact = state.program.facts[index];
        DICTUM_CHECK(loader.fact(fact.tuple, fact.support));
    }
    const Relation& declared = state.program.relations[relation];
    if (declared.has_data && state.source != nullptr) {
        DICTUM_CHECK(state.source->read(declared.schema(), state.values, loader));
    }
    loader.finish();
    return {};
}

}  // namespace dictum
