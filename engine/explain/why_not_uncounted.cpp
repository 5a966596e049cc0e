#include "engine/explain/why_not_uncounted.h"

#include <algorithm>

namespace dictum {
namespace {

constexpr std::size_t kUncountedShown = 3;

class Uncounted {
  public:
    Uncounted(const ConditionReader& reader, const Model& model, const UnitTable& units,
              Question& question)
        : reader_(reader), model_(model), units_(units), question_(question) {}

    // Down from what was asked to what each is chosen from.
    Status run() {
        RelationId chosen = question_.pattern->relation;
        while (const auto& resolution = model_.program().relations[chosen].resolution) {
            DICTUM_CHECK(add_left_behind(chosen, *resolution));
            chosen = resolution->from;
        }
        return {};
    }

  private:
    Status add_left_behind(RelationId chosen, const Resolution& resolution) {
        const Pattern wanted{resolution.from, question_.pattern->words};
        std::size_t shown = 0;
        for (const RowId row : reader_.rows(wanted, SIZE_MAX)) {
            const auto words = model_.tuples(resolution.from)[row];
            if (model_.tuples(chosen).find(words)) continue;
            if (shown++ == kUncountedShown) {
                question_.near_more = true;
                return {};
            }
            NearTuple near;
            near.tuple = known_as(model_, {resolution.from, row});
            if (resolution.at_least) {
                near.demanded = *resolution.at_least;
                DICTUM_CHECK(weigh(near));
            } else {
                DICTUM_CHECK(find_winner(chosen, row, near));
            }
            question_.near.push_back(std::move(near));
        }
        return {};
    }

    Status weigh(NearTuple& near) const {
        DICTUM_TRY(const Proof proof, prove(model_, near.tuple.relation, near.tuple.row, units_));
        near.nearness = Nearness::TooWeak;
        near.modality = proof.root().strength.modality;
        return {};
    }

    Status find_winner(RelationId chosen, RowId raw, NearTuple& near) const {
        std::optional<RowId> winner;
        const auto& lost = model_.lost_rows(chosen);
        const auto by_raw = std::ranges::find(lost, raw, &LostRow::raw);
        near.nearness = by_raw != lost.end() ? Nearness::GaveWay : Nearness::Narrowed;
        if (by_raw != lost.end()) {
            winner = by_raw->chosen;
        } else {
            winner = narrowed_to(chosen, raw);
        }
        if (!winner) return {};
        DICTUM_TRY(const Proof proof, prove(model_, chosen, *winner, units_));
        near.chosen = proof.root();
        return {};
    }

    // What a consensus made of the raw row and others.
    std::optional<RowId> narrowed_to(RelationId chosen, RowId raw) const {
        const auto& agreeing = model_.state().relations[chosen].agreeing;
        for (std::size_t i = 0; i < agreeing.size(); ++i) {
            if (std::ranges::find(agreeing[i], raw) != agreeing[i].end()) {
                return id_at<RowId>(i);
            }
        }
        return std::nullopt;
    }

    const ConditionReader& reader_;
    const Model& model_;
    const UnitTable& units_;
    Question& question_;
};

}  // namespace

Status find_uncounted(const ConditionReader& reader, const Model& model, const UnitTable& units,
                      Question& question) {
    return Uncounted(reader, model, units, question).run();
}

RelationId without_demand(const CheckedProgram& program, RelationId relation) {
    for (;;) {
        const auto& resolution = program.relations[relation].resolution;
        if (!resolution || !resolution->at_least) return relation;
        relation = resolution->from;
    }
}

}  // namespace dictum
