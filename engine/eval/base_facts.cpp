#include "engine/eval/base_facts.h"

#include <algorithm>

namespace dictum {
namespace {

// Equal tuples are one row; it rests on all the claims that say it.
class Loader final : public FactSink {
  public:
    Loader(Model::State& state, RelationId relation)
        : state_(state),
          relation_(relation),
          rows_(state.relations[relation]),
          some_give_way_(state.may_give_way(relation)),
          notes_data_(state.supports.size() > 0 || !state.scenario.assumptions.empty()) {}

    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        if (tuple.size() != rows_.tuples.arity()) {
            return Error{ErrorCode::InvalidInput, "relation `" + name() + "` has " +
                                                      std::to_string(rows_.tuples.arity()) +
                                                      " columns, and a fact of its data has " +
                                                      std::to_string(tuple.size())};
        }
        if (support && state_.scenario.leaves_out(*support)) return {};
        if (some_give_way_ && state_.gives_way(relation_, tuple) && !rows_.tuples.find(tuple)) {
            return {};
        }
        if (!state_.takes_keys(relation_, tuple)) return {};
        DICTUM_TRY(const RowId row, insert(tuple));
        if (support) {
            supports_.emplace_back(row, *support);
        } else if (notes_data_) {
            data_.push_back(row);
        }
        return {};
    }

    Status facts(std::span<const Word* const> columns, std::size_t count) override {
        if (some_give_way_ || notes_data_ || columns.size() != rows_.tuples.arity()) {
            return FactSink::facts(columns, count);
        }
        DICTUM_CHECK(count_rows(count));
        rows_.tuples.insert(columns, count);
        return {};
    }

    Status assume(const Assumption& assumption) {
        if (!state_.takes_keys(relation_, assumption.tuple)) return {};
        DICTUM_TRY(const RowId row, insert(assumption.tuple));
        if (assumption.support) {
            supports_.emplace_back(row, *assumption.support);
        } else {
            rows_.assumed.push_back(row);
        }
        return {};
    }

    // What another model of the program was given.
    Status take(const RelationState& from) {
        std::size_t next = 0;  // of the supports
        for (std::size_t i = 0; i < from.base_rows; ++i) {
            const RowId row = id_at<RowId>(i);
            const std::vector<Word> tuple = from.tuples[row].words();
            const std::size_t first = next;
            for (; next < from.supported.size() && from.supported[next] == row; ++next) {
                DICTUM_CHECK(fact(tuple, from.support_of[next]));
            }
            const bool is_more = next > first || std::ranges::binary_search(from.assumed, row);
            const bool is_data = !is_more || std::ranges::binary_search(from.also_data, row);
            if (is_data) DICTUM_CHECK(fact(tuple, std::nullopt));
        }
        return {};
    }

    void finish() {
        sort_unique(rows_.assumed);
        sort_unique(supports_);
        for (const auto& [row, support] : supports_) {
            rows_.supported.push_back(row);
            rows_.support_of.push_back(support);
        }
        note_also_data();
        rows_.base_rows = rows_.tuples.size();
    }

  private:
    template <class T>
    static void sort_unique(std::vector<T>& items) {
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
    }

    // Rows that are data without a claim say so by having none, unless they are also assumed.
    void note_also_data() {
        if (rows_.supported.empty() && rows_.assumed.empty()) return;
        sort_unique(data_);
        for (const RowId row : data_) {
            if (std::ranges::binary_search(rows_.supported, row) ||
                std::ranges::binary_search(rows_.assumed, row)) {
                rows_.also_data.push_back(row);
            }
        }
    }

    Result<RowId> insert(std::span<const Word> tuple) {
        DICTUM_CHECK(count_rows(1));
        return rows_.tuples.insert(tuple).first;
    }

    Status count_rows(std::size_t more) {
        if (!state_.meter.step(more)) return stopped(state_.meter.error());
        if (rows_.tuples.size() + more > Tuples::kRowsMax) {
            return stopped(
                {ErrorCode::Limit, limit_reached("rows of one relation", Tuples::kRowsMax)});
        }
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
    std::vector<RowId> data_;
    bool some_give_way_;
    bool notes_data_;
};

}  // namespace

Status load_base_facts(Model::State& state, RelationId relation) {
    Loader loader(state, relation);
    const std::optional<RelationId> whose = state.program.facts_of(relation);
    for (const Assumption& assumption : state.scenario.assumptions) {
        if (assumption.relation == whose) DICTUM_CHECK(loader.assume(assumption));
    }
    if (const RelationState* const given = state.origin.find(relation)) {
        DICTUM_CHECK(loader.take(*given));
        loader.finish();
        return {};
    }
    for (const std::size_t index : state.facts_of[index_of(relation)]) {
        const Fact& fact = state.program.facts[index];
        DICTUM_CHECK(loader.fact(fact.tuple, fact.support));
    }
    if (whose && state.program.relations[*whose].has_data && state.source != nullptr) {
        const RelationSchema schema = state.program.relations[*whose].schema();
        DICTUM_CHECK(state.source->read(schema, state.values, loader));
    }
    loader.finish();
    return {};
}

}  // namespace dictum
