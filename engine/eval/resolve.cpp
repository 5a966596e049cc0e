#include "engine/eval/resolve.h"

#include <algorithm>
#include <unordered_map>

#include "engine/eval/consensus.h"
#include "engine/eval/opponents.h"
#include "engine/eval/rows_by_key.h"
#include "engine/eval/weigher.h"

namespace dictum {
namespace {

class Resolver {
  public:
    Resolver(Model::State& state, RelationId relation)
        : state_(state),
          relation_(relation),
          declared_(state.program.relations[relation]),
          from_(declared_.resolution->from),
          raw_(state.relations[from_]),
          rows_(state.relations[relation]),
          values_(columns_outside_key(declared_)) {}

    Status run() {
        if (state_.weigher == nullptr) {
            return Error{ErrorCode::Unsupported,
                         "the rows of `" + state_.program.shown_name(relation_) +
                             "` can't be weighed: the model has nothing to weigh them with"};
        }
        if (declared_.resolution->at_least) return keep_strong(*declared_.resolution->at_least);
        DICTUM_TRY(const auto keys, rows_by_key(declared_, raw_.tuples, state_.meter));
        for (const std::vector<RowId>& rows : keys) DICTUM_CHECK(choose(rows));
        std::sort(rows_.lost.begin(), rows_.lost.end(),
                  [](const LostRow& a, const LostRow& b) { return a.raw < b.raw; });
        return {};
    }

  private:
    Status keep_strong(Modality floor) {
        DICTUM_TRY(const auto strengths, state_.weigher->strengths(*state_.model, from_));
        for (std::size_t i = 0; i < strengths.size(); ++i) {
            if (!state_.meter.step()) return state_.meter.error();
            if (strengths[i].modality > floor) continue;
            DICTUM_TRY(const RowId kept, keep(raw_.tuples[id_at<RowId>(i)].words()));
            static_cast<void>(kept);
        }
        return {};
    }

    Status choose(const std::vector<RowId>& rows) {
        if (declared_.conflict == ConflictPolicy::Consensus) return agree(rows);
        if (rows.size() > 1) DICTUM_CHECK(weigh());
        return stand_by_rank(rows);
    }

    // All rows at once, when the first key with several rows is met.
    Status weigh() {
        if (!strengths_.empty() || !dates_.empty()) return {};
        if (declared_.conflict == ConflictPolicy::Latest) {
            DICTUM_TRY(dates_, state_.weigher->dates(*state_.model, from_));
        } else {
            DICTUM_TRY(strengths_, state_.weigher->strengths(*state_.model, from_));
        }
        return {};
    }

    bool outranks(RowId a, RowId b) const {
        if (!dates_.empty()) {
            const auto& first = dates_[index_of(a)];
            const auto& second = dates_[index_of(b)];
            return first && (!second || *second < *first);
        }
        return stronger(strengths_[index_of(a)], strengths_[index_of(b)]);
    }

    // From the best rank down: a row stands unless it conflicts with one of a better rank.
    Status stand_by_rank(std::vector<RowId> rows) {
        if (rows.size() > 1) {
            std::stable_sort(rows.begin(), rows.end(),
                             [&](RowId a, RowId b) { return outranks(a, b); });
        }
        Opponents standing(declared_, state_.values, raw_.tuples, state_.meter);
        for (std::size_t begin = 0; begin < rows.size();) {
            std::size_t end = begin + 1;
            while (end < rows.size() && !outranks(rows[begin], rows[end])) ++end;
            std::vector<RowId> stand;
            for (std::size_t i = begin; i < end; ++i) {
                if (!state_.meter.step()) return state_.meter.error();
                DICTUM_TRY(const auto winner, standing.conflicting(rows[i]));
                if (winner) {
                    rows_.lost.push_back({rows[i], kept_of_[*winner]});
                    continue;
                }
                DICTUM_TRY(kept_of_[rows[i]], keep(raw_.tuples[rows[i]].words()));
                stand.push_back(rows[i]);
            }
            for (const RowId row : stand) standing.add(row);
            begin = end;
        }
        return {};
    }

    // Rows that hold at other times than what the first ones agree on seek an agreement of their
    // own.
    Status agree(std::vector<RowId> rows) {
        const bool single = rows.size() == 1;
        while (!rows.empty()) {
            DICTUM_TRY(const auto opinions, opinions_of(rows, single));
            DICTUM_TRY(const auto agreed,
                       consensus({declared_, raw_.tuples, values_, state_.meter, state_.values},
                                 opinions));
            std::vector<RowId> kept;
            std::vector<char> agrees(rows.size(), 0);
            for (const Agreement& agreement : agreed) {
                DICTUM_TRY(kept.emplace_back(), keep(agreement.tuple));
                rows_.agreeing.resize(rows_.tuples.size());
                for (const std::size_t index : agreement.opinions) {
                    rows_.agreeing[index_of(kept.back())].push_back(rows[index]);
                    agrees[index] = 1;
                }
            }
            std::vector<RowId> others;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (!agrees[i]) others.push_back(rows[i]);
            }
            DICTUM_TRY(rows, losers_left_out(others, kept));
        }
        return {};
    }

    Result<std::vector<Opinion>> opinions_of(const std::vector<RowId>& rows, bool single) const {
        std::vector<Opinion> opinions;
        for (const RowId row : rows) {
            Opinion opinion;
            opinion.row = row;
            opinion.given = state_.model->is_base(from_, row);
            if (!single) {
                DICTUM_TRY(opinion.sources, state_.weigher->sources(*state_.model, from_, row));
            }
            opinions.push_back(std::move(opinion));
        }
        return opinions;
    }

    // Those of the rows that hold at another time than all that was agreed; the others have lost.
    Result<std::vector<RowId>> losers_left_out(const std::vector<RowId>& rows,
                                               const std::vector<RowId>& agreed) {
        std::vector<RowId> apart;
        for (const RowId row : rows) {
            std::optional<RowId> against;
            for (const RowId kept : agreed) {
                if (!state_.meter.step()) return state_.meter.error();
                if (!against && at_once(raw_.tuples[row], rows_.tuples[kept])) against = kept;
            }
            if (against) {
                rows_.lost.push_back({row, *against});
            } else {
                apart.push_back(row);
            }
        }
        return apart;
    }

    // Do two tuples hold at one time? Always, without a column of periods.
    bool at_once(const TupleView& a, const TupleView& b) const {
        return std::ranges::all_of(values_, [&](std::uint32_t column) {
            return !is_period(declared_.columns[column].type) ||
                   overlaps(state_.values.interval(a[column]), state_.values.interval(b[column]));
        });
    }

    Result<RowId> keep(std::span<const Word> tuple) {
        if (state_.statistics.tuples >= state_.limits.tuples_max) {
            return Error{ErrorCode::Limit, limit_reached("tuples_max", state_.limits.tuples_max)};
        }
        const auto [row, fresh] = rows_.tuples.insert(tuple);
        if (fresh) ++state_.statistics.tuples;
        return row;
    }

    Model::State& state_;
    RelationId relation_;
    const Relation& declared_;
    RelationId from_;
    const RelationState& raw_;
    RelationState& rows_;
    std::vector<std::uint32_t> values_;
    std::vector<Strength> strengths_;           // by raw row, once weighed
    std::vector<std::optional<Date>> dates_;    // the same
    std::unordered_map<RowId, RowId> kept_of_;  // raw rows that stand: the row that each is
};

}  // namespace

Status resolve_rows(Model::State& state, RelationId relation) {
    if (!state.program.relations[relation].resolution) return {};
    return Resolver(state, relation).run();
}

}  // namespace dictum
