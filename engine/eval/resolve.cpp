#include "engine/eval/resolve.h"

#include <algorithm>
#include <numeric>

#include "engine/eval/compatible.h"
#include "engine/eval/consensus.h"
#include "engine/eval/weigher.h"

namespace dictum {
namespace {

// What a policy ranks rows by.
struct Rank {
    Strength strength;
    std::optional<Date> date;
};

class Resolver {
  public:
    Resolver(Model::State& state, RelationId relation)
        : state_(state),
          relation_(relation),
          declared_(state.program.relations[relation]),
          from_(declared_.resolution->from),
          raw_(state.relations[from_]),
          rows_(state.relations[relation]),
          values_(value_columns(declared_)) {}

    Status run() {
        if (state_.weigher == nullptr) {
            return Error{ErrorCode::Unsupported,
                         "the rows of `" + state_.program.shown_name(relation_) +
                             "` can't be weighed: the model has nothing to weigh them with"};
        }
        if (declared_.resolution->at_least) return keep_strong(*declared_.resolution->at_least);
        DICTUM_TRY(const auto keys, rows_by_key());
        for (const std::vector<RowId>& rows : keys) DICTUM_CHECK(choose(rows));
        std::sort(rows_.lost.begin(), rows_.lost.end(),
                  [](const LostRow& a, const LostRow& b) { return a.raw < b.raw; });
        return {};
    }

  private:
    Status keep_strong(Modality floor) {
        for (RowId row{}; row < raw_.end(); row = id_at<RowId>(index_of(row) + 1)) {
            if (!state_.meter.step()) return state_.meter.error();
            DICTUM_TRY(const Strength strength,
                       state_.weigher->strength(*state_.model, from_, row));
            if (strength.modality > floor) continue;
            DICTUM_TRY(const RowId kept, keep(raw_.tuples[row]));
            static_cast<void>(kept);
        }
        return {};
    }

    Result<std::vector<std::vector<RowId>>> rows_by_key() {
        Tuples keys(declared_.key.size());
        std::vector<std::vector<RowId>> by_key;
        std::vector<Word> key(declared_.key.size());
        for (RowId row{}; row < raw_.end(); row = id_at<RowId>(index_of(row) + 1)) {
            if (!state_.meter.step()) return state_.meter.error();
            for (std::size_t i = 0; i < key.size(); ++i) {
                key[i] = raw_.tuples[row][declared_.key[i]];
            }
            const auto [group, fresh] = keys.insert(key);
            if (fresh) by_key.emplace_back();
            by_key[index_of(group)].push_back(row);
        }
        return by_key;
    }

    Status choose(const std::vector<RowId>& rows) {
        if (declared_.conflict == ConflictPolicy::Consensus) return agree(rows);
        std::vector<Rank> ranks;
        for (const RowId row : rows) {
            Rank rank;
            if (rows.size() > 1) {
                DICTUM_TRY(rank, rank_of(row));
            }
            ranks.push_back(rank);
        }
        return stand_by_rank(rows, ranks);
    }

    Result<Rank> rank_of(RowId row) {
        if (!state_.meter.step()) return state_.meter.error();
        Rank rank;
        if (declared_.conflict == ConflictPolicy::Latest) {
            DICTUM_TRY(rank.date, state_.weigher->date(*state_.model, from_, row));
        } else {
            DICTUM_TRY(rank.strength, state_.weigher->strength(*state_.model, from_, row));
        }
        return rank;
    }

    bool outranks(const Rank& a, const Rank& b) const {
        if (declared_.conflict == ConflictPolicy::Latest) {
            return a.date && (!b.date || *b.date < *a.date);
        }
        return stronger(a.strength, b.strength);
    }

    // From the best rank down: a row stands unless it conflicts with one of a better rank.
    Status stand_by_rank(const std::vector<RowId>& rows, const std::vector<Rank>& ranks) {
        std::vector<std::size_t> order(rows.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return outranks(ranks[a], ranks[b]);
        });
        struct Standing {
            RowId raw{};
            RowId kept{};
            std::size_t index = 0;
        };
        std::vector<Standing> standing;
        for (const std::size_t i : order) {
            const auto winner = std::ranges::find_if(standing, [&](const Standing& other) {
                return outranks(ranks[other.index], ranks[i]) && in_conflict(other.raw, rows[i]);
            });
            if (!state_.meter.step()) return state_.meter.error();
            if (winner != standing.end()) {
                rows_.lost.push_back({rows[i], winner->kept});
                continue;
            }
            DICTUM_TRY(const RowId kept, keep(raw_.tuples[rows[i]]));
            standing.push_back({rows[i], kept, i});
        }
        return {};
    }

    bool in_conflict(RowId a, RowId b) const {
        return conflict(declared_, state_.values, values_, raw_.tuples[a], raw_.tuples[b]);
    }

    Status agree(const std::vector<RowId>& rows) {
        std::vector<Opinion> opinions;
        for (const RowId row : rows) {
            Opinion opinion;
            opinion.row = row;
            opinion.given = state_.model->is_base(from_, row);
            if (rows.size() > 1) {
                DICTUM_TRY(opinion.sources, state_.weigher->sources(*state_.model, from_, row));
            }
            opinions.push_back(std::move(opinion));
        }
        DICTUM_TRY(
            const auto agreed,
            consensus({declared_, raw_.tuples, values_, state_.meter, state_.values}, opinions));
        std::optional<RowId> first;
        std::vector<char> agrees(rows.size(), 0);
        for (const Agreement& agreement : agreed) {
            DICTUM_TRY(const RowId kept, keep(agreement.tuple));
            if (!first) first = kept;
            rows_.agreeing.resize(rows_.tuples.size());
            for (const std::size_t index : agreement.opinions) {
                rows_.agreeing[index_of(kept)].push_back(rows[index]);
                agrees[index] = 1;
            }
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!agrees[i]) rows_.lost.push_back({rows[i], *first});
        }
        return {};
    }

    Result<RowId> keep(std::span<const Word> tuple) {
        if (state_.statistics.tuples >= state_.limits.tuples_max) {
            return Error{ErrorCode::Limit, limit_reached("tuples_max", state_.limits.tuples_max)};
        }
        const auto [row, fresh] =
            rows_.tuples.insert(std::vector<Word>(tuple.begin(), tuple.end()));
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
};

}  // namespace

Status resolve_rows(Model::State& state, RelationId relation) {
    if (!state.program.relations[relation].resolution) return {};
    return Resolver(state, relation).run();
}

}  // namespace dictum
